package se.ringvakt.config;

import java.time.Duration;
import se.ringvakt.access.AccessSettings;

/// The section `access` as it is written.
record AccessSection(
        Duration sessionIdle,
        Duration sessionLongest,
        int sessionsMost,
        Duration tokenLongest,
        int hashesMost) {

    /// @throws IllegalArgumentException when something in it is out of range
    AccessSettings settings() {
        return new AccessSettings(
                sessionIdle, sessionLongest, sessionsMost, tokenLongest, hashesMost);
    }
}
