package se.ringvakt.access;

import java.time.Instant;

/// Somebody logged in, from one browser.
///
/// @param id the hash of the secret that the browser keeps
/// @param opened when they logged in
/// @param seen when they last asked something; on disk at most a minute behind
/// @param address where they logged in from
public record Session(SecretHash id, UserName user, Instant opened, Instant seen, String address) {

    /// Ends at the first instant at which either has passed: the idle time since it was last seen,
    /// the longest time since it was opened.
    public Instant ends(AccessSettings settings) {
        Instant idle = seen.plus(settings.sessionIdle());
        Instant longest = opened.plus(settings.sessionLongest());
        return idle.isBefore(longest) ? idle : longest;
    }

    Session seenAt(Instant now) {
        return new Session(id, user, opened, now, address);
    }

    /// A session that was just opened.
    ///
    /// @param secret what its browser shows from now on; told once
    public record Opened(Session session, Secret secret) {}
}
