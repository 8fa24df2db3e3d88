package se.ringvakt.bench;

import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Locale;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.SyntheticKnowledge;
import se.ringvakt.ledger.postgres.PostgresServer;

/// A working day of 10,000 agents, 52 dials a second for eight hours, each with its outcome, as
/// quickly as it goes: in tenths, so that it shows what grows with the tables. The embedded ledger
/// first, then the shared one with two gates.
public final class DayBenchmark {
    private static final long DAY = 52L * 8 * 3_600;
    private static final int CALLERS = 16;
    private static final int PARTS = 10;
    private static final double BYTES_PER_MB = 1e6;

    private DayBenchmark() {}

    /// Prints a table for each ledger.
    ///
    /// @param arguments how many attempts; none: a day's, 1,497,600
    public static void main(String[] arguments) throws Exception {
        long attempts = arguments.length == 0 ? DAY : Long.parseLong(arguments[0]);
        Path folder = Folders.temporary();
        InstantSource clock = SyntheticKnowledge.clock();
        try (PostgresServer server = PostgresServer.durable()) {
            Knowledge knowledge = SyntheticKnowledge.in(folder, clock);
            try (Storage file = Storage.sqlite(folder, knowledge, clock)) {
                measure(file, attempts);
            }
            Path mark = folder.resolve("mark");
            try (Storage shared = Storage.postgres(server, mark, 2, true, knowledge, clock)) {
                measure(shared, attempts);
            }
        } finally {
            Folders.delete(folder);
        }
    }

    private static void measure(Storage storage, long attempts) throws Exception {
        Table table =
                new Table(
                        "%s: a day of %,d attempts".formatted(storage.name(), attempts),
                        "attempts/s",
                        "p50 us",
                        "p99 us",
                        "p99.9 us",
                        "processor us an attempt, gates and load",
                        "database",
                        "MB",
                        "denied");
        for (int part = 1; part <= PARTS; part++) {
            Dials.Result result = new Dials(storage).full(CALLERS, attempts / PARTS);
            long bytes = storage.sizes().values().stream().mapToLong(Long::longValue).sum();
            table.row(
                    String.format(Locale.ROOT, "%d tenths", part),
                    result.perSecond(),
                    result.micros(50),
                    result.micros(99),
                    result.micros(99.9),
                    result.processorMicros(),
                    result.databaseMicros(),
                    bytes / BYTES_PER_MB,
                    result.denied());
        }
        table.print();
    }
}
