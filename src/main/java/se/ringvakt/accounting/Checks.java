package se.ringvakt.accounting;

import java.time.YearMonth;
import java.util.Optional;
import se.ringvakt.call.PrincipalId;

/// Checks of numbers against a register in one month, for one principal.
///
/// @param principal empty: for nobody in particular
/// @param washed numbers checked in lists
/// @param washedFree how many of them were free
/// @param dialled numbers checked at dialling
/// @param dialledFree how many of them the register did not stop
public record Checks(
        YearMonth month,
        Optional<PrincipalId> principal,
        long washed,
        long washedFree,
        long dialled,
        long dialledFree) {

    /// All of them.
    public long all() {
        return washed + dialled;
    }

    /// Those of free numbers.
    public long free() {
        return washedFree + dialledFree;
    }

    Checks plus(Checks other) {
        return new Checks(
                month,
                principal,
                washed + other.washed,
                washedFree + other.washedFree,
                dialled + other.dialled,
                dialledFree + other.dialledFree);
    }
}
