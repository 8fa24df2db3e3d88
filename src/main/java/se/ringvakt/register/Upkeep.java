package se.ringvakt.register;

import java.time.Period;
import java.util.Optional;

/// How a register is kept up to date.
///
/// @param validity for how long from its update date a version may be used; empty: as long as the
///   policy says
/// @param expectedEvery how often its keeper gives out a new version; empty: at no set time
/// @param inbox where new files are taken from; empty: nowhere, they are imported by hand
public record Upkeep(
        Optional<Period> validity, Optional<Period> expectedEvery, Optional<InboxSettings> inbox) {

    /// As the policy says, and by hand.
    public static final Upkeep NONE =
            new Upkeep(Optional.empty(), Optional.empty(), Optional.empty());

    public Upkeep {
        validity.ifPresent(period -> check("validity", period));
        expectedEvery.ifPresent(period -> check("expected every", period));
    }

    private static void check(String name, Period period) {
        if (period.isNegative() || period.isZero()) {
            throw new RegisterRefused(
                    name + ": " + period + " (expected: a period of a day or more, such as P4W)");
        }
    }
}
