package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Samples;

/// `kill -9` in the middle of writing loses nothing that was acknowledged.
final class KillTest {
    private static final int ENOUGH = 2_000;

    @TempDir private Path directory;

    @RepeatedTest(5)
    void everyAcknowledgedAttemptIsThereAfterKill() throws Exception {
        Path file = directory.resolve("ledger.db");
        Process child = child(file);
        List<Long> acknowledged = new ArrayList<>();
        // To the end of the pipe: what the child managed to say before it died counts too.
        try (BufferedReader output =
                new BufferedReader(
                        new InputStreamReader(child.getInputStream(), StandardCharsets.US_ASCII))) {
            String line = output.readLine();
            while (line != null) {
                // Neither a log line nor one cut short by the kill.
                if (line.matches("[0-9]+\\.")) {
                    acknowledged.add(Long.parseLong(line.substring(0, line.length() - 1)));
                }
                if (acknowledged.size() == ENOUGH) {
                    // Through the handle: the process itself would close the pipe unread.
                    child.toHandle().destroyForcibly();
                }
                line = output.readLine();
            }
        }
        assertThat(child.waitFor(10, TimeUnit.SECONDS)).isTrue();
        // 128 + SIGKILL: it did not end by itself.
        assertThat(child.exitValue()).isEqualTo(137);

        SqliteDatabase database = SqliteDatabase.open(SqliteSettings.of(file));
        SqliteLedger ledger = SqliteLedger.start(database, () -> Samples.NOW);
        assertThat(acknowledged)
                .hasSizeGreaterThanOrEqualTo(ENOUGH)
                .allSatisfy(id -> {
                    assertThat(ledger.attempt(new AttemptId(id))).isPresent();
                    assertThat(ledger.history(KillChild.number(id)).counted()).hasSize(1);
                });
        ledger.close();
        database.close();
    }

    private static Process child(Path file) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        KillChild.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
    }
}
