package se.ringvakt.ledger.sqlite;

/// When an acknowledged attempt is on the disk itself, not only with the operating system.
///
/// The death of the process, `kill -9` too, loses nothing that was acknowledged under either: what
/// was handed to the operating system stays there.
public enum LedgerSync {
    /// About once a second, for all attempts together: a power cut may lose the last second or so
    /// (SQLite's `synchronous=NORMAL`, and a flush of the write-ahead log once a second). What is
    /// left is consistent.
    GROUP("NORMAL"),
    /// Before each is acknowledged, together with those that wait at the same time: a power cut
    /// loses nothing, and each answer waits for the disk (SQLite's `synchronous=FULL`).
    EVERY("FULL");

    private final String pragma;

    LedgerSync(String pragma) {
        this.pragma = pragma;
    }

    String pragma() {
        return pragma;
    }
}
