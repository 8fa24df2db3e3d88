package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;

/// What the ledger does when its file fails, and that it works again by itself.
final class SqliteFaultTest {
    private static final PhoneNumber NUMBER = Samples.number(0);

    @TempDir private Path directory;
    private final AtomicLong ids = new AtomicLong();
    private SqliteDatabase database;
    private SqliteLedger ledger;
    private boolean running;

    @BeforeEach
    void begin() throws IOException {
        Path home = Files.createDirectory(directory.resolve("first"));
        start(SqliteSettings.of(home.resolve("ledger.db")));
    }

    @AfterEach
    void end() {
        if (running) {
            stop();
        }
    }

    @Test
    void aLockedFileRefusesInTimeAndComesBack() throws Exception {
        Path file = start(directory);
        allow();
        List<AttemptId> refused = new ArrayList<>();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");
            long begin = System.nanoTime();
            while (System.nanoTime() - begin < Duration.ofSeconds(2).toNanos()) {
                Attempt attempt = next();
                long asked = System.nanoTime();
                assertThatThrownBy(() -> append(attempt)).isInstanceOf(LedgerException.class);
                assertThat(Duration.ofNanos(System.nanoTime() - asked)).isLessThan(seconds(1));
                refused.add(attempt.id());
                TimeUnit.MILLISECONDS.sleep(20);
            }
            assertThat(ledger.fault()).hasValueSatisfying(it -> assertThat(it).contains("locked"));
            statement.execute("ROLLBACK");
        }

        await().atMost(seconds(10)).until(() -> ledger.fault().isEmpty());
        allow();

        assertThat(ledger.history(NUMBER).counted()).hasSize(2);
        assertThat(refused).isNotEmpty().allSatisfy(this::doesNotCount);
    }

    @Test
    void aShortLockIsWaitedFor() throws Exception {
        Path file = start(directory);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            Thread release =
                    Thread.ofVirtual()
                            .start(() -> {
                                try {
                                    TimeUnit.MILLISECONDS.sleep(50);
                                    statement.execute("ROLLBACK");
                                } catch (InterruptedException | SQLException e) {
                                    throw new IllegalStateException(e);
                                }
                            });
            allow();
            release.join();
        }
        assertThat(ledger.fault()).isEmpty();
    }

    @Test
    void whatACallerGaveUpIsTakenBackIfItWasCommittedAllTheSame() throws Exception {
        stop();
        start(SqliteSettings.of(directory.resolve("ledger.db")).withWriteWait(Duration.ZERO));
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            PhoneNumber number = Samples.bulkNumber(i);
            try {
                ledger.append(ledger.history(number), Samples.attempt(i + 1, number, Samples.NOW));
            } catch (LedgerException e) {
                refused++;
            }
        }
        int allowed = 200 - refused;

        await().atMost(seconds(10)).untilAsserted(() -> assertThat(ledger.open()).hasSize(allowed));
        assertThat(refused).isPositive();
    }

    @Test
    void aFullDiskRefusesAndComesBack() throws Exception {
        try (SmallDisk disk = SmallDisk.mount(directory, "2m")) {
            Path file = start(disk.path());
            allow();
            Path filler = disk.fill();
            awaitRefusal();
            assertThat(ledger.fault()).hasValueSatisfying(it -> assertThat(it).contains("ledger"));
            int before = ledger.history(NUMBER).counted().size();

            Files.delete(filler);

            allow();
            assertThat(ledger.fault()).isEmpty();
            assertThat(ledger.history(NUMBER).counted()).hasSizeGreaterThan(before);
            stop();
            assertThat(file).exists();
        }
    }

    @Test
    void aFileThatIsGoneRefusesAndIsNeverBegunAnew() throws Exception {
        Path home = Files.createDirectory(directory.resolve("home"));
        Path file = start(home);
        allow();

        Path away = Files.move(home, directory.resolve("away"));

        await().atMost(seconds(20)).until(() -> ledger.fault().isPresent());
        assertThat(ledger.fault()).hasValueSatisfying(it -> assertThat(it).contains("gone"));
        assertThatThrownBy(() -> append(next())).isInstanceOf(LedgerException.class);
        assertThat(file).doesNotExist();

        Files.move(away, home);

        allow();
        assertThat(ledger.history(NUMBER).counted()).hasSizeGreaterThanOrEqualTo(2);
    }

    @Test
    void aDamagedFileIsRefusedAtStartInOneLine() throws Exception {
        Path file = start(directory);
        for (int i = 0; i < 500; i++) {
            PhoneNumber number = Samples.bulkNumber(i);
            ledger.append(ledger.history(number), Samples.attempt(i + 1, number, Samples.NOW));
        }
        stop();
        damage(file, 4096L * 3, 4096 * 40);

        assertThatThrownBy(() -> SqliteDatabase.open(SqliteSettings.of(file)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining(file + ": damaged")
                .hasMessageNotContaining("\n");
    }

    @Test
    void anotherKindOfFileIsRefused() throws Exception {
        Path file = Files.writeString(directory.resolve("ledger.db"), "ring ".repeat(2_000));

        assertThatThrownBy(() -> SqliteDatabase.open(SqliteSettings.of(file)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("not a database");
    }

    @Test
    void anotherProgramsDatabaseIsRefused() throws Exception {
        Path file = directory.resolve("ledger.db");
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("CREATE TABLE theirs (id INTEGER)");
        }

        assertThatThrownBy(() -> SqliteDatabase.open(SqliteSettings.of(file)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another program's");
    }

    @Test
    void aNewerSchemaIsRefused() throws Exception {
        Path file = directory.resolve("ledger.db");
        SqliteDatabase.open(SqliteSettings.of(file)).close();
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("PRAGMA user_version = 99");
        }

        assertThatThrownBy(() -> SqliteDatabase.open(SqliteSettings.of(file)))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("schema 99");
    }

    private Path start(Path home) {
        if (running) {
            stop();
        }
        Path file = home.resolve("ledger.db");
        start(SqliteSettings.of(file));
        return file;
    }

    private void start(SqliteSettings settings) {
        database = SqliteDatabase.open(settings);
        ledger = SqliteLedger.start(database, () -> Samples.NOW);
        running = true;
    }

    private void stop() {
        running = false;
        ledger.close();
        database.close();
    }

    /// One is allowed, at last.
    private void allow() {
        await().atMost(seconds(20)).ignoreExceptions().until(() -> append(next()));
    }

    private void awaitRefusal() {
        await().atMost(seconds(20))
                .until(() -> {
                    try {
                        append(next());
                        return false;
                    } catch (LedgerException e) {
                        return true;
                    }
                });
    }

    private Attempt next() {
        return Samples.attempt(ids.incrementAndGet(), NUMBER, Samples.NOW);
    }

    private boolean append(Attempt attempt) {
        History seen = ledger.history(attempt.number());
        return ledger.append(seen, attempt);
    }

    private void doesNotCount(AttemptId id) {
        assertThat(ledger.open()).extracting(Attempt::id).doesNotContain(id);
    }

    private static void damage(Path file, long from, int bytes) throws IOException {
        try (RandomAccessFile pages = new RandomAccessFile(file.toFile(), "rw")) {
            pages.seek(from);
            byte[] noise = new byte[bytes];
            Arrays.fill(noise, (byte) 0x5a);
            pages.write(noise);
        }
    }

    private static Duration seconds(int seconds) {
        return Duration.ofSeconds(seconds);
    }

    /// A file system that is soon full. Only root can have one.
    private record SmallDisk(Path path) implements AutoCloseable {

        static SmallDisk mount(Path directory, String size)
                throws IOException, InterruptedException {
            Path path = Files.createDirectory(directory.resolve("small"));
            boolean mounted =
                    System.getProperty("user.name").equals("root")
                            && run("mount", "-t", "tmpfs", "-o", "size=" + size, "none", path);
            assumeThat(mounted).as("a small disk, which needs root").isTrue();
            return new SmallDisk(path);
        }

        /// Leaves no byte free. Returns what to delete.
        Path fill() throws IOException {
            Path filler = path.resolve("filler");
            try (RandomAccessFile file = new RandomAccessFile(filler.toFile(), "rw")) {
                byte[] block = new byte[4096];
                while (true) {
                    file.write(block);
                }
            } catch (IOException e) {
                assertThat(e).hasMessageContaining("No space left");
            }
            return filler;
        }

        @Override
        public void close() throws IOException {
            try {
                run("umount", path);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private static boolean run(Object... command) throws IOException, InterruptedException {
            List<String> words = new ArrayList<>();
            for (Object word : command) {
                words.add(word.toString());
            }
            return new ProcessBuilder(words).inheritIO().start().waitFor() == 0;
        }
    }
}
