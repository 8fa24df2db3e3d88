package se.ringvakt.ledger.report;

import java.util.concurrent.TimeUnit;

/// How a ledger numbers its denials, and how late one of its rows may be committed.
public enum DenialIds {
    /// One writer counts them: they are committed in the order of their ids.
    COUNTED(16, TimeUnit.SECONDS.toMillis(10)) {
        @Override
        long from(long millis) {
            return Long.MAX_VALUE;
        }

        @Override
        long millis(long id) {
            return 0;
        }
    },

    /// Several gates number them by their clocks, as the gates that give them do: one with a lower
    /// id may be committed after one with a higher id, later by what a commit takes and by how far
    /// the gates' clocks are apart.
    TIMED(42, TimeUnit.MINUTES.toMillis(1)) {
        @Override
        long from(long millis) {
            return millis << MILLIS_BITS;
        }

        @Override
        long millis(long id) {
            return id >> MILLIS_BITS;
        }
    };

    private static final int MILLIS_BITS = 20;

    private final int blockBits;
    private final long overlap;

    DenialIds(int blockBits, long overlap) {
        this.blockBits = blockBits;
        this.overlap = overlap;
    }

    /// The least id that a denial of this time can have and still come late; [Long#MAX_VALUE]: none
    /// ever does.
    ///
    /// @param millis since 1970
    abstract long from(long millis);

    /// When an id was given, in milliseconds since 1970, by the clock of whoever gave it; 0: it
    /// does not tell.
    abstract long millis(long id);

    /// Whether one with a lower id may be committed after one with a higher id.
    boolean mayComeLate() {
        return this == TIMED;
    }

    /// The block of [NumberDenials] in which this one lies: some tens of thousands are in one.
    long block(long id) {
        return id >> blockBits;
    }

    /// How much later than others of its time a row is usually committed at most, in milliseconds.
    long overlap() {
        return overlap;
    }
}
