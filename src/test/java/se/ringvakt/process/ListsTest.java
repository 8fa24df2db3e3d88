package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;

/// Long lists beside a running gate: imports that are killed, that meet, and that must not keep
/// others waiting. The borders asserted are wide, since other work shares the machine; the figures
/// are printed. With `-Dlists.present=2000000` the gate has two million blocks already.
@Tag("process")
class ListsTest {
    private static final int PRESENT = Integer.getInteger("lists.present", 50_000);
    private static final int IMPORTED = Integer.getInteger("lists.imported", 100_000);
    private static final Duration SEEN_WITHIN = Duration.ofSeconds(5);
    private static final Block CENTRE =
            new Block(Block.List.CENTRE, Optional.empty(), Optional.empty());

    private final List<Installation> installations = new ArrayList<>();

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    @Test
    void aChangeIsSeenSoonAndNobodyIsRefusedWhileManyAreImported(@TempDir Path folder)
            throws Exception {
        Installation installation = prepare(folder);
        try (SqliteDatabase database = SqliteDatabase.open(settings(installation));
                ExecutorService threads = Executors.newFixedThreadPool(2)) {
            SqlNumberLists lists = new SqlNumberLists(database, InstantSource.system());
            long begin = System.nanoTime();
            lists.add(blocks(46_720_000_000L, PRESENT), Act.of("test", "import"));
            print("%,d blocks added in %d ms", PRESENT, millisSince(begin));
            begin = System.nanoTime();
            Installation.Serving gate = installation.serve();
            print("gate up with %,d blocks after %d ms", PRESENT, millisSince(begin));

            installation.write("big.csv", csv(730_000_000, IMPORTED));
            long importBegan = System.nanoTime();
            Future<String> imported =
                    threads.submit(() -> installation.run("block", "import", "big.csv"));
            Future<List<Long>> dials = threads.submit(() -> dial(gate, imported));
            List<Long> added = new ArrayList<>();
            List<Long> seen = new ArrayList<>();
            for (int i = 5; i < 99 && !imported.isDone(); i++) {
                begin = System.nanoTime();
                lists.add(blocks(46_701_740_600L + i, 1), Act.of("test", "add"));
                added.add(System.nanoTime() - begin);
                begin = System.nanoTime();
                awaitBlocked(gate, "07017406%02d".formatted(i), begin);
                seen.add(System.nanoTime() - begin);
            }
            assertThat(imported.get())
                    .contains(IMPORTED + " entries, " + IMPORTED + " of them new");
            print("import of %,d by a command: %d ms", IMPORTED, millisSince(importBegan));
            print("one more block meanwhile: %s", spread(added));
            print("until the gate denied it: %s", spread(seen));
            print("dials meanwhile, each recorded: %s", spread(dials.get()));

            begin = System.nanoTime();
            awaitBlocked(gate, "0%d".formatted(730_000_000 + IMPORTED - 1), begin);
            gate.stop();
        }
    }

    /// Dials numbers that nothing is known of; every one must be allowed.
    private static List<Long> dial(Installation.Serving gate, Future<String> until)
            throws Exception {
        List<Long> nanos = new ArrayList<>();
        for (int i = 0; !until.isDone(); i++) {
            long begin = System.nanoTime();
            assertThat(ask(gate, "07000%05d".formatted(i)))
                    .containsEntry("RINGVAKT_REASON", "none");
            nanos.add(System.nanoTime() - begin);
            Thread.sleep(10);
        }
        return nanos;
    }

    @Test
    void anImportThatIsKilledIsCompletedByDoingItAgain(@TempDir Path folder) throws Exception {
        Installation installation = prepare(folder);
        installation.write("big.csv", csv(730_000_000, IMPORTED));
        Path log = folder.resolve("import.log");
        try (SqliteDatabase database = SqliteDatabase.open(settings(installation))) {
            SqlNumberLists lists = new SqlNumberLists(database, InstantSource.system());
            Process importing = installation.start(log, "block", "import", "big.csv");
            while (lists.revision() == 0 && importing.isAlive()) {
                Thread.sleep(5);
            }
            importing.destroyForcibly().waitFor();
            long stands = lists.revision();
            assertThat(stands).isBetween(1L, IMPORTED - 1L);

            assertThat(installation.run("block", "import", "big.csv"))
                    .contains(IMPORTED + " entries, " + (IMPORTED - stands) + " of them new")
                    .contains("an earlier import of this file had broken off; it is complete now");

            assertThat(lists.revision()).isEqualTo(IMPORTED);
            try (Stream<Event> events =
                    lists.events(ListSearch.of(new PhoneNumber(46_730_000_000L)))) {
                assertThat(events).hasSize(1);
            }
            assertThat(installation.run("block", "import", "big.csv"))
                    .contains(" 0 of them new")
                    .doesNotContain("broken off");
        }
    }

    @Test
    void twoImportsAtOnceBothComeToTheirEnd(@TempDir Path folder) throws Exception {
        Installation installation = prepare(folder);
        installation.write("one.csv", csv(730_000_000, 30_000));
        installation.write("two.csv", csv(730_020_000, 30_000));
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<String> one =
                    threads.submit(() -> installation.run("block", "import", "one.csv"));
            Future<String> two =
                    threads.submit(() -> installation.run("block", "import", "two.csv"));
            one.get();
            two.get();
        }
        try (SqliteDatabase database = SqliteDatabase.open(settings(installation))) {
            assertThat(new SqlNumberLists(database, InstantSource.system()).revision())
                    .isEqualTo(50_000);
        }
    }

    private static void awaitBlocked(Installation.Serving gate, String number, long begin)
            throws Exception {
        while (!"BLOCKED".equals(ask(gate, number).get("RINGVAKT_REASON"))) {
            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(SEEN_WITHIN);
            Thread.sleep(5);
        }
    }

    private static Map<String, String> ask(Installation.Serving gate, String number)
            throws IOException {
        return AgiClient.ask(
                gate.address(), "dial?number=" + number + "&campaign=el-2026&agent=" + number);
    }

    private static Stream<NumberBlock> blocks(long first, int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new NumberBlock(new PhoneNumber(first + i), CENTRE));
    }

    private static String csv(int first, int count) {
        return IntStream.range(first, first + count)
                .mapToObj(number -> "0" + number + ",centre")
                .collect(Collectors.joining("\n", "number,list\n", "\n"));
    }

    private static SqliteSettings settings(Installation installation) {
        return SqliteSettings.of(installation.ledger());
    }

    private static String spread(List<Long> nanos) {
        List<Long> sorted = new ArrayList<>(nanos);
        Collections.sort(sorted);
        return sorted.isEmpty()
                ? "none"
                : "%d of them, p50 %.1f ms, p99 %.1f ms, max %.1f ms"
                        .formatted(
                                sorted.size(),
                                sorted.get(sorted.size() / 2) / 1e6,
                                sorted.get(sorted.size() * 99 / 100) / 1e6,
                                sorted.getLast() / 1e6);
    }

    private static void print(String text, Object... values) {
        System.out.printf("figure: " + text + "%n", values);
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }

    private Installation prepare(Path folder) throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installations.add(installation);
        return installation;
    }
}
