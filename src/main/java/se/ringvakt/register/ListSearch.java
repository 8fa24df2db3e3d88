package se.ringvakt.register;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;

/// What is looked for on the lists, or in their history. What is empty matches everything.
///
/// @param kind which list
/// @param number whatever concerns this number, prefixes of it included
/// @param prefix leading digits as E.164 without the plus: the numbers and prefixes that begin so,
///   and the prefixes of these digits
/// @param list blocks alone have one
/// @param who a part of the name of who made it so, capital or small letters
/// @param since recorded at this time or later
/// @param until recorded before this time
public record ListSearch(
        Optional<ListKind> kind,
        Optional<PhoneNumber> number,
        Optional<String> prefix,
        Optional<PrincipalId> principal,
        Optional<Block.List> list,
        Optional<String> who,
        Optional<Instant> since,
        Optional<Instant> until) {

    /// All of one kind.
    public static ListSearch of(ListKind kind) {
        return new ListSearch(
                Optional.of(kind),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// Whatever concerns a number, of every kind.
    public static ListSearch of(PhoneNumber number) {
        return new ListSearch(
                Optional.empty(),
                Optional.of(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }
}
