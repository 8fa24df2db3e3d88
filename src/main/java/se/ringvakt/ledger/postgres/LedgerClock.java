package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import se.ringvakt.ledger.LedgerException;

/// This gate's clock beside the ledger's. No limit rests on it, but calling hours go by the gate's
/// own: one that is four minutes ahead rings four minutes too early. Which of the two is right
/// nobody can tell from here. Thread-safe.
final class LedgerClock {
    /// Clocks that a time service sets are milliseconds apart.
    static final Duration TOLERATED = Duration.ofSeconds(5);

    private static final String NOW = "SELECT " + NodeLease.NOW;

    private final Link link;
    private final InstantSource clock;
    private volatile Optional<Duration> ahead = Optional.empty();

    LedgerClock(Link link, InstantSource clock) {
        this.link = link;
        this.clock = clock;
    }

    /// Asks the ledger what time it is.
    ///
    /// @throws LedgerException when it does not say
    void look() {
        Instant before = clock.instant();
        Instant theirs = link.ask(LedgerClock::now);
        ahead = Optional.of(surely(before, theirs, clock.instant()));
    }

    private static Instant now(Connection connection) throws SQLException {
        try (Bound select = new Bound(connection, NOW);
                ResultSet row = select.statement().executeQuery()) {
            row.next();
            return Instant.ofEpochMilli(row.getLong(1));
        }
    }

    /// The least by which a clock is off that showed `before` and `after` around the ledger's
    /// answer, which may have been long on its way.
    static Duration surely(Instant before, Instant theirs, Instant after) {
        if (before.isAfter(theirs)) {
            return Duration.between(theirs, before);
        }
        return after.isBefore(theirs) ? Duration.between(theirs, after) : Duration.ZERO;
    }

    /// By how much at least this gate's clock was ahead when it was last looked at; negative:
    /// behind; empty: it never was.
    Optional<Duration> ahead() {
        return ahead;
    }

    /// What is wrong, in one line; empty: nothing, as far as was seen.
    Optional<String> differing() {
        return ahead.filter(each -> each.abs().compareTo(TOLERATED) > 0)
                .map(each ->
                        "this gate's clock is %d s %s the ledger's (expected: at most %d s)"
                                .formatted(
                                        each.abs().plusMillis(500).toSeconds(),
                                        each.isNegative() ? "behind" : "ahead of",
                                        TOLERATED.toSeconds()));
    }
}
