package se.ringvakt.evidence;

import java.time.Instant;

/// Decisions for the tests of other packages.
public final class Spoken {
    private Spoken() {}

    /// A permit for a number.
    public static Testimony permit(Instant at, long number, String attempt) {
        return new Told(at, number, attempt);
    }
}
