package se.ringvakt.access;

import java.time.Instant;

/// Logins that failed in a row.
///
/// @param count 0 or more
/// @param last when the last one failed; of no meaning when there was none
public record Failures(int count, Instant last) {
    /// No login failed.
    public static final Failures NONE = new Failures(0, Instant.EPOCH);

    Failures and(Instant now) {
        return new Failures(Math.min(count, Integer.MAX_VALUE - 1) + 1, now);
    }

    Failures less() {
        return count <= 1 ? NONE : new Failures(count - 1, last);
    }
}
