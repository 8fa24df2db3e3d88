package se.ringvakt.access;

import java.time.Duration;

/// How long people stay logged in, and what tokens may be.
///
/// @param sessionIdle a session ends when nothing was asked for so long; a minute to a day
/// @param sessionLongest and so long after the login whatever happens; sessionIdle to 30 days
/// @param sessionsMost of one user at one time; at the next login the one idle longest ends; 1 to
///   100
/// @param tokenLongest for how long a token may be good at most; a day to ten years
/// @param hashesMost passwords checked at one time, 19 MiB of memory each; more wait; 1 to 64
public record AccessSettings(
        Duration sessionIdle,
        Duration sessionLongest,
        int sessionsMost,
        Duration tokenLongest,
        int hashesMost) {
    /// What holds unless the settings say otherwise.
    public static final AccessSettings USUAL =
            new AccessSettings(
                    Duration.ofMinutes(30), Duration.ofHours(12), 10, Duration.ofDays(366), 2);

    /// @throws IllegalArgumentException naming what is out of range
    public AccessSettings {
        within("session-idle", sessionIdle, Duration.ofMinutes(1), Duration.ofDays(1));
        within("session-longest", sessionLongest, sessionIdle, Duration.ofDays(30));
        within("sessions-most", sessionsMost, 100);
        within("token-longest", tokenLongest, Duration.ofDays(1), Duration.ofDays(3660));
        within("hashes-most", hashesMost, 64);
    }

    private static void within(String key, Duration given, Duration least, Duration most) {
        if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
            throw new IllegalArgumentException(
                    key + ": " + given + " (expected: " + least + " to " + most + ")");
        }
    }

    private static void within(String key, int given, int most) {
        if (given < 1 || given > most) {
            throw new IllegalArgumentException(
                    key + ": " + given + " (expected: 1 to " + most + ")");
        }
    }
}
