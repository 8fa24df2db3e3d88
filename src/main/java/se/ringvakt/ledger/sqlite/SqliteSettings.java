package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.time.Duration;

/// The settings of the embedded ledger.
///
/// @param file the database; `-wal` and `-shm` files lie beside it
/// @param cachedHistories how many numbers' histories are kept in memory, about 200 bytes each
/// @param memory how far back a history reaches; must be longer than any limit looks back
/// @param attemptMax the longest life of an attempt; an outcome that comes later releases nothing
/// @param writeWait how long a caller waits for its commit before it is refused and its change
///   taken back
/// @param busyWait how long campaigns and lists wait for others who write
/// @param queue how many changes may wait for the writer; more are refused at once
/// @param denialQueue how many denials may wait for the writer; more are dropped and counted
/// @param readers how many may read the file at one time; others wait
public record SqliteSettings(
        Path file,
        LedgerSync sync,
        int cachedHistories,
        Duration memory,
        Duration attemptMax,
        Duration writeWait,
        Duration busyWait,
        int queue,
        int denialQueue,
        int readers) {

    public SqliteSettings {
        atLeast("cached histories", cachedHistories, 0);
        atLeast("queue", queue, 1);
        atLeast("denial queue", denialQueue, 1);
        atLeast("readers", readers, 1);
    }

    /// The defaults for this file.
    public static SqliteSettings of(Path file) {
        return new SqliteSettings(
                file,
                LedgerSync.GROUP,
                200_000,
                Duration.ofDays(400),
                Duration.ofHours(4),
                Duration.ofMillis(200),
                Duration.ofSeconds(10),
                16_384,
                65_536,
                4);
    }

    public SqliteSettings withSync(LedgerSync other) {
        return new SqliteSettings(
                file,
                other,
                cachedHistories,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                queue,
                denialQueue,
                readers);
    }

    public SqliteSettings withCachedHistories(int other) {
        return new SqliteSettings(
                file,
                sync,
                other,
                memory,
                attemptMax,
                writeWait,
                busyWait,
                queue,
                denialQueue,
                readers);
    }

    public SqliteSettings withWriteWait(Duration other) {
        return new SqliteSettings(
                file,
                sync,
                cachedHistories,
                memory,
                attemptMax,
                other,
                busyWait,
                queue,
                denialQueue,
                readers);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    name + ": " + value + " (expected: " + least + " or more)");
        }
    }
}
