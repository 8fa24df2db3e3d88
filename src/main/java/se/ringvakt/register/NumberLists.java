package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
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

/// Block lists, exemptions and subscription records on disk. Whatever changes them leaves an event
/// in the [ListHistory]. Thread-safe; blocks; throws an unchecked exception of the adapter when it
/// cannot read or write.
public interface NumberLists {

    /// One entry: what it is about, and what it says.
    sealed interface Entry {
        /// The number it is about; empty: a prefix.
        Optional<PhoneNumber> about();

        /// A block, of a number or of a prefix.
        sealed interface Blocked extends Entry {
            Block block();
        }

        /// A block of one number.
        record NumberBlock(PhoneNumber number, Block block) implements Blocked {
            @Override
            public Optional<PhoneNumber> about() {
                return Optional.of(number);
            }
        }

        /// A block of every number that begins so.
        ///
        /// @param prefix country code and leading digits, as E.164 without the plus
        record PrefixBlock(String prefix, Block block) implements Blocked {
            private static final Pattern DIGITS = Pattern.compile("[1-9][0-9]{0,14}");

            public PrefixBlock {
                if (!DIGITS.matcher(prefix).matches()) {
                    throw new IllegalArgumentException(
                            "prefix: " + prefix + " (expected: 1 to 15 digits, first not 0)");
                }
            }

            @Override
            public Optional<PhoneNumber> about() {
                return Optional.empty();
            }

            /// Whether this number begins so.
            public boolean covers(PhoneNumber number) {
                return Long.toString(number.e164()).startsWith(prefix);
            }
        }

        /// A consent.
        record ConsentGiven(PhoneNumber number, Consent consent) implements Entry {
            @Override
            public Optional<PhoneNumber> about() {
                return Optional.of(number);
            }
        }

        /// A customer of a principal.
        record Customer(PhoneNumber number, CustomerRelation relation) implements Entry {
            @Override
            public Optional<PhoneNumber> about() {
                return Optional.of(number);
            }
        }

        /// Whose telephone it is.
        record Subscribed(PhoneNumber number, Subscription subscription) implements Entry {
            @Override
            public Optional<PhoneNumber> about() {
                return Optional.of(number);
            }
        }
    }

    /// Adds entries; where one stands that says the same thing of the same number, what becomes of
    /// it is told by [Replacement]. Many are added in several steps, in the order of their numbers:
    /// who is killed half-way leaves a part, and adding the same again completes it. When the
    /// stream fails, nothing is added.
    ///
    /// @return how many were new or different
    long add(Stream<? extends Entry> entries, Act act);

    /// Lifts a block, if it stands just so; whether it did.
    boolean remove(Entry.Blocked block, Act act);

    /// Withdraws all consents to this principal; how many.
    long withdraw(PhoneNumber number, PrincipalId principal, Instant at, Act act);

    /// Ends the relations with this principal; how many.
    long end(PhoneNumber number, PrincipalId principal, LocalDate on, Act act);

    /// Everything on record; the caller closes it.
    Stream<Entry> all();

    /// What is looked for, in the order of the numbers, prefixes last; streams, however many there
    /// are. The caller closes it.
    Stream<Found> find(ListSearch search);

    /// The same from this number on, for whoever has seen what comes before; prefixes all the same.
    default Stream<Found> find(ListSearch search, PhoneNumber from) {
        return find(search)
                .filter(found ->
                        found.entry().about().map(about -> about.compareTo(from) >= 0).orElse(true));
    }

    /// Every block of a prefix. They are few: an adapter that can read them alone should.
    default Stream<Entry.PrefixBlock> prefixes() {
        return all().filter(Entry.PrefixBlock.class::isInstance).map(Entry.PrefixBlock.class::cast);
    }

    /// Everything on record of these numbers, at most a few thousand; prefixes not included.
    List<Entry> of(Collection<PhoneNumber> numbers);

    /// Everything on record of one number; prefixes not included.
    default List<Entry> of(PhoneNumber number) {
        return of(List.of(number));
    }

    /// Changes after this one, in order.
    List<Change> changesSince(long revision, int most);

    /// The last change's number.
    long revision();

    /// A number, or a prefix, of which something changed.
    ///
    /// @param number empty: prefixes changed
    record Change(long revision, Optional<PhoneNumber> number) {}

    /// An entry, and by what it came to say what it says.
    ///
    /// @param at empty: an earlier version of the program did not keep it
    record Found(Entry entry, Optional<Instant> at, Optional<Act> act) {}
}
