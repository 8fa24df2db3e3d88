package se.ringvakt.ledger.sqlite;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Samples;

/// The process that is killed: appends as fast as it can, and prints each attempt's id, with a full
/// stop after it, once it is acknowledged.
final class KillChild {
    private static final int CALLERS = 16;

    private KillChild() {}

    public static void main(String[] arguments) {
        SqliteSettings settings =
                SqliteSettings.of(Path.of(arguments[0])).withWriteWait(Duration.ofSeconds(30));
        SqliteLedger ledger = SqliteLedger.start(SqliteDatabase.open(settings), () -> Samples.NOW);
        PrintStream out =
                new PrintStream(
                        new FileOutputStream(FileDescriptor.out), true, StandardCharsets.US_ASCII);
        AtomicLong ids = new AtomicLong();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < CALLERS; i++) {
                threads.execute(() -> {
                    while (true) {
                        append(ledger, ids.incrementAndGet(), out);
                    }
                });
            }
        }
    }

    private static void append(SqliteLedger ledger, long id, PrintStream out) {
        PhoneNumber number = number(id);
        if (ledger.append(ledger.history(number), Samples.attempt(id, number, Samples.NOW))) {
            out.println(id + ".");
        }
    }

    static PhoneNumber number(long id) {
        return Samples.bulkNumber((int) id);
    }
}
