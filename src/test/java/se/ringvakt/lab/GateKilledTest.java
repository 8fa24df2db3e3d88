package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;

/// A switch under load asks two gates on one PostgreSQL; the first is killed in the middle of its
/// answers, and started again.
@LabTest
class GateKilledTest {
    private static final String CAMPAIGN = "el-1";
    private static final int BEFORE = 24;
    private static final int BURST = 24;
    private static final int MEANWHILE = 24;
    private static final int AFTERWARDS = 16;
    private static final Duration PAUSE = Duration.ofMillis(150);

    /// How far into the burst the first gate is killed.
    private static final int KILLED_AFTER = 12;

    private static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final String ATTEMPTS =
            "SELECT number, id, start, counted FROM attempt LEFT JOIN outcome ON attempt = id";

    private static final String DENIALS = "SELECT reasons, count(*) FROM denial GROUP BY reasons";

    private final Lab lab;
    private final List<String> placed = new ArrayList<>();

    GateKilledTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void askOneGate() {
        lab.set("RINGVAKT_GATE_REST", 10);
        lab.set("RV_SILENT_UNTIL", 0);
        lab.ask(lab.gate());
        lab.carrierAsUsual();
    }

    /// What the ledger has of a number.
    ///
    /// @param gate the number of the gate that recorded it
    private record Permit(long gate, Instant start, boolean counts) {}

    @Test
    @Timeout(150)
    void noCallLeavesUngatedWhenAGateIsKilledUnderLoad(@TempDir Path folder) throws Exception {
        PostgresServer server = PostgresServer.shared();
        PostgresSettings ledger = server.empty(folder.resolve("unused"));
        Installation first = lab.another("shared-1", Map.of(), settings(server, ledger));
        Installation second = lab.another("shared-2", Map.of(), settings(server, ledger));
        first.command("campaign", "apply", first.folder().resolve("campaigns.yaml").toString());
        first.importRegister(Installation.today());
        everybodyAnswers();
        lab.set("RINGVAKT_GATE_REST", 2);
        GateProcess one = first.serve();
        try (GateProcess two = second.serve();
                Dialler dialler = Dialler.connect(lab.managerPort())) {
            lab.ask(one.asked("killed -9 under load"), two.asked("second"));
            place(dialler, BEFORE, PAUSE);
            place(dialler, KILLED_AFTER, Duration.ZERO);
            one.kill();
            int killed = placed.size();
            emergency(dialler);
            place(dialler, BURST - KILLED_AFTER, Duration.ZERO);
            place(dialler, MEANWHILE, PAUSE);
            int back = placed.size();
            one = first.serve();
            place(dialler, AFTERWARDS, PAUSE);
            check(server, ledger, killed, back);
        } finally {
            one.close();
        }
    }

    private void check(PostgresServer server, PostgresSettings ledger, int killed, int back)
            throws SQLException {
        awaitQuiet();
        Map<String, List<Invite>> invites =
                lab.invites().stream().collect(Collectors.groupingBy(Invite::number));
        Map<String, List<Permit>> records = records(server, ledger);
        List<String> lost = placed.stream().filter(each -> !invites.containsKey(each)).toList();
        long unheard = lost.stream().filter(each -> counts(records, each) > 0).count();
        Set<Long> gates = new HashSet<>();
        records.values().forEach(each -> each.forEach(permit -> gates.add(permit.gate())));
        System.out.printf(
                "figure: first of two gates killed -9 under call load: %d calls, %d left, %d lost"
                        + " (%d before the kill, %d while it was away, %d after), of the lost %d"
                        + " are counted; denied %s; attempts by gate %s%n",
                placed.size(),
                placed.size() - lost.size(),
                lost.size(),
                lost.stream().filter(placed.subList(0, killed)::contains).count(),
                lost.stream().filter(placed.subList(killed, back)::contains).count(),
                lost.stream().filter(placed.subList(back, placed.size())::contains).count(),
                unheard,
                denials(server, ledger),
                byGate(records));

        for (String number : placed) {
            List<Permit> permits = records.getOrDefault(number, List.of());
            assertThat(invites.getOrDefault(number, List.of()))
                    .as("%s left without a permit", number)
                    .hasSizeLessThanOrEqualTo(permits.size())
                    .allMatch(sent ->
                            permits.stream()
                                    .anyMatch(permit -> !sent.at().isBefore(permit.start())));
        }
        assertThat(placed).as("counted once at most").allMatch(each -> counts(records, each) <= 1);
        // A machine with much other work denies some by its deadlines.
        assertThat(lost)
                .as("while the second alone was there")
                .filteredOn(placed.subList(killed, back)::contains)
                .hasSizeLessThan((back - killed) / 2);
        assertThat(gates).as("first, second, and the first again").hasSize(3);
        assertThat(invites.get("112")).anyMatch(call -> call.trunk().equals("emergency"));
    }

    private static Map<String, String> settings(PostgresServer server, PostgresSettings ledger) {
        return Map.of(
                "ledger.url",
                "postgresql://127.0.0.1:%d/%s".formatted(server.port(), ledger.database()),
                "ledger.user",
                server.user(),
                "ledger.password-file",
                server.password().toString());
    }

    /// Each number is called once in this test, and answers for half a second.
    private void everybodyAnswers() {
        lab.behave("trunk1", "default", "180", "200", "200", "500");
    }

    private void place(Dialler dialler, int calls, Duration pause) {
        for (int i = 0; i < calls; i++) {
            String number = "0790%06d".formatted(placed.size());
            placed.add(number);
            dial(dialler, number);
            LockSupport.parkNanos(pause.toNanos());
        }
    }

    private void emergency(Dialler dialler) {
        dial(dialler, "112");
    }

    private void dial(Dialler dialler, String number) {
        dialler.originate(
                "Local/" + number + "@ringvakt-outbound/n",
                Map.of("Context", "lab-wait", "Exten", "s", "Priority", "1"),
                Map.of("RV_CAMPAIGN", CAMPAIGN, "RV_AGENT", lab.agent()));
    }

    private void awaitQuiet() {
        await().atMost(PATIENCE)
                .until(() -> lab.rx("core show channels count").contains("0 active calls"));
    }

    private static Map<String, List<Permit>> records(PostgresServer server, PostgresSettings ledger)
            throws SQLException {
        Map<String, List<Permit>> records = new HashMap<>();
        try (Connection connection = server.connect(ledger.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(ATTEMPTS)) {
            while (row.next()) {
                String number = "0" + Long.toString(row.getLong(1)).substring(2);
                long gate = row.getLong(2) >> 12 & 255;
                boolean released = Integer.valueOf(0).equals(row.getObject(4, Integer.class));
                records.computeIfAbsent(number, each -> new ArrayList<>())
                        .add(new Permit(gate, Instant.ofEpochMilli(row.getLong(3)), !released));
            }
        }
        return records;
    }

    /// How many dials were denied for which reasons.
    private static Map<String, Long> denials(PostgresServer server, PostgresSettings ledger)
            throws SQLException {
        Map<String, Long> denials = new HashMap<>();
        try (Connection connection = server.connect(ledger.database());
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(DENIALS)) {
            while (row.next()) {
                denials.put(row.getString(1), row.getLong(2));
            }
        }
        return denials;
    }

    private static long counts(Map<String, List<Permit>> records, String number) {
        return records.getOrDefault(number, List.of()).stream().filter(Permit::counts).count();
    }

    private static Map<Long, Long> byGate(Map<String, List<Permit>> records) {
        return records.values().stream()
                .flatMap(List::stream)
                .collect(Collectors.groupingBy(Permit::gate, Collectors.counting()));
    }
}
