package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;

/// Block lists, exemptions and subscription records on disk. Thread-safe; blocks; throws an
/// unchecked exception of the adapter when it cannot read or write.
public interface NumberLists {

    /// One entry: what it is about, and what it says.
    sealed interface Entry {
        /// A block of one number.
        record NumberBlock(PhoneNumber number, Block block) implements Entry {}

        /// A block of every number that begins so.
        ///
        /// @param prefix country code and leading digits, as E.164 without the plus
        record PrefixBlock(String prefix, Block block) implements Entry {
            private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,14}");

            public PrefixBlock {
                if (!DIGITS.matcher(prefix).matches()) {
                    throw new IllegalArgumentException(
                            "prefix: " + prefix + " (expected: 1 to 15 digits, first not 0)");
                }
            }
        }

        record ConsentGiven(PhoneNumber number, Consent consent) implements Entry {}

        record Customer(PhoneNumber number, CustomerRelation relation) implements Entry {}

        record Subscribed(PhoneNumber number, Subscription subscription) implements Entry {}
    }

    /// Adds entries in one step, replacing those that say the same thing of the same number (same
    /// list and principal; same principal and giving; same principal and goods). Returns how many
    /// were new or different.
    long add(Stream<Entry> entries, String who);

    /// Ends what stands: lifts a block.
    long unblock(PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who);

    /// Withdraws all consents to this principal.
    long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who);

    /// Ends the relations with this principal.
    long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who);

    /// Everything on record; the caller closes it.
    Stream<Entry> all();

    /// Every block of a prefix. They are few: an adapter that can read them alone should.
    default Stream<Entry.PrefixBlock> prefixes() {
        return all().filter(Entry.PrefixBlock.class::isInstance).map(Entry.PrefixBlock.class::cast);
    }

    /// Everything on record of one number; prefixes not included.
    List<Entry> of(PhoneNumber number);

    /// Changes after this one, in order.
    List<Change> changesSince(long revision, int most);

    /// The last change's number.
    long revision();

    /// A number, or a prefix, of which something changed.
    ///
    /// @param number empty: prefixes changed
    record Change(long revision, Optional<PhoneNumber> number) {}
}
