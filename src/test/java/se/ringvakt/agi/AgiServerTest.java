package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.History;
import se.ringvakt.call.Mode;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.gate.Sight;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// The server over real sockets.
class AgiServerTest {
    private static final String DIAL = "dial?number=0701740605&campaign=el-2026&agent=101";
    private static final InstantSource NOON = () -> FixedKnowledge.NOON;

    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final List<AgiServer> started = new ArrayList<>();

    @AfterEach
    void stop() {
        started.forEach(AgiServer::close);
    }

    @Test
    void allowsWithEverythingTheDialplanNeeds() throws IOException {
        Map<String, String> answer = AgiClient.ask(serve(), DIAL + "&timeout=60");

        assertThat(answer)
                .containsEntry("RINGVAKT_VERDICT", "ALLOW:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "none")
                .containsEntry("RINGVAKT_REASONS", "")
                .containsEntry("RINGVAKT_RETRY_AT", "")
                .containsEntry("RINGVAKT_TIMEOUT", "60")
                .containsEntry("RINGVAKT_ATTEMPT", ledger.appended.getFirst().id().toString())
                .containsEntry("RINGVAKT_NOTICE", "none")
                .containsEntry("RINGVAKT_CLI", "0701740699")
                .containsEntry("RINGVAKT_NUMBER", "0701740605")
                .containsEntry("RINGVAKT_DEADLINE", "1795464000");
    }

    @Test
    void deniesWithAllReasonsAndTheNextTime() throws IOException {
        knowledge.listed.add(new PhoneNumber(46_701_740_605L));
        Map<String, String> answer =
                AgiClient.ask(serve(), "dial?number=0701740605&campaign=el-2026");

        assertThat(answer)
                .containsEntry("RINGVAKT_VERDICT", "DENY:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "LISTED")
                .containsEntry("RINGVAKT_REASONS", "LISTED&AGENT_REQUIRED")
                .containsEntry("RINGVAKT_RETRY_AT", "")
                .containsEntry("RINGVAKT_NUMBER", "")
                .containsEntry("RINGVAKT_CLI", "");
    }

    @Test
    void aRehearsedDialIsAllowedAndSaysSo() throws IOException {
        knowledge.listed.add(new PhoneNumber(46_701_740_605L));
        knowledge.mode = Optional.of(Mode.REHEARSE);

        assertThat(AgiClient.ask(serve(), DIAL))
                .containsEntry("RINGVAKT_VERDICT", "ALLOW:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "none")
                .containsEntry("RINGVAKT_REASONS", "LISTED")
                .containsEntry("RINGVAKT_RETRY_AT", "")
                .containsEntry("RINGVAKT_NOTICE", "REHEARSAL")
                .containsEntry("RINGVAKT_ATTEMPT", ledger.appended.getFirst().id().toString())
                .containsEntry("RINGVAKT_NUMBER", "0701740605");
    }

    @Test
    void everyAnswerOfARehearsalSaysSo() throws IOException {
        knowledge.mode = Optional.of(Mode.REHEARSE);
        InetSocketAddress gate = serve();
        assertThat(AgiClient.ask(gate, DIAL))
                .containsEntry("RINGVAKT_REASONS", "")
                .containsEntry("RINGVAKT_NOTICE", "REHEARSAL");

        PhoneNumber owed = new PhoneNumber(46_701_740_606L);
        ledger.put(new History(owed, 1, List.of(), Set.of(new CampaignId("el-2026"))));
        assertThat(AgiClient.ask(gate, "dial?number=0701740606&campaign=el-2026&agent=102"))
                .containsEntry("RINGVAKT_NOTICE", "SILENT_CALL_PRECEDED&REHEARSAL");

        knowledge.stops.put(Optional.empty(), "everything");
        assertThat(AgiClient.ask(gate, DIAL))
                .containsEntry("RINGVAKT_VERDICT", "DENY:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "STOPPED")
                .containsEntry("RINGVAKT_NOTICE", "REHEARSAL");
    }

    @Test
    void givesTheNextTimeWithItsOffset() throws IOException {
        InetSocketAddress gate = serve();
        AgiClient.ask(gate, DIAL);
        assertThat(AgiClient.ask(gate, "dial?number=0701740605&campaign=el-2026&agent=102"))
                .containsEntry("RINGVAKT_REASON", "SPACING")
                .containsEntry("RINGVAKT_RETRY_AT", "2026-11-23T16:00:00+01:00");
    }

    @Test
    void judgesTheNumberWhateverItsSpellingAndGivesBackOne() throws IOException {
        assertThat(
                        AgiClient.ask(
                                serve(),
                                "dial?number=%2B46%20(0)70-174%2006%2005&campaign=el-2026&agent=1"))
                .containsEntry("RINGVAKT_VERDICT", "ALLOW:1795400000.17")
                .containsEntry("RINGVAKT_NUMBER", "0701740605");
    }

    @Test
    void allowsEmergencyNumbersWithoutAnAttempt() throws IOException {
        ledger.broken = true;
        assertThat(AgiClient.ask(serve(), "dial?number=112"))
                .containsEntry("RINGVAKT_VERDICT", "ALLOW:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "EMERGENCY")
                .containsEntry("RINGVAKT_NUMBER", "112")
                .containsEntry("RINGVAKT_ATTEMPT", "")
                .containsEntry("RINGVAKT_TIMEOUT", "");
    }

    @Test
    void withholdingTheNumberIsACallerIdProblem() throws IOException {
        InetSocketAddress gate = serve();
        try (AgiClient line = new AgiClient(gate)) {
            line.send(AgiClient.header(DIAL).replace("agi_callingpres: 0", "agi_callingpres: 32"));
            assertThat(line.variables()).containsEntry("RINGVAKT_REASON", "CALLER_ID");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "'hangup?x=1', UNAVAILABLE",
        "'dial', INVALID_NUMBER",
        "'dial?number=0701740605', UNKNOWN_CAMPAIGN",
        "'dial?campaign=el-2026&agent=101', INVALID_NUMBER",
        "'dial?number=0701740605&number=0701740606&campaign=el-2026', UNAVAILABLE",
        "'dial?number=0701740605&campaign=el-2026&campaign=b', UNAVAILABLE",
        "'dial?number=0701740605%0d%0a&campaign=el-2026&agent=101', INVALID_NUMBER",
        "'dial?number=07017406%2&campaign=el-2026&agent=101', UNAVAILABLE",
        "'dial?number=%ff&campaign=el-2026&agent=101', UNAVAILABLE",
        "'dial?number=0701740605%00&campaign=el-2026&agent=101', INVALID_NUMBER",
        "'dial?number=0701740605%2C112&campaign=el-2026&agent=101', INVALID_NUMBER",
        "'dial?number=0701740605&campaign=el-2026&agent=1%0d1', UNAVAILABLE",
        "'dial?number=0701740605&campaign=%22el-2026&agent=101', UNKNOWN_CAMPAIGN",
        "'outcome?attempt=x', UNAVAILABLE",
        "'outcome', UNAVAILABLE"
    })
    void deniesWhatItCannotMakeSenseOf(String script, String reason) throws IOException {
        assertThat(AgiClient.ask(serve(), script))
                .containsEntry("RINGVAKT_VERDICT", "DENY:1795400000.17")
                .containsEntry("RINGVAKT_REASON", reason);
        assertThat(ledger.appended).isEmpty();
    }

    @Test
    void deniesBinaryAndOverlongHeadersWhileTheSwitchListens() throws IOException {
        InetSocketAddress gate = serve();
        for (String nonsense : List.of("\u0000\u0001".repeat(8_000), "a: b\n".repeat(200))) {
            try (AgiClient line = new AgiClient(gate)) {
                line.send(nonsense);
                assertThat(line.variables()).containsEntry("RINGVAKT_VERDICT", "DENY:");
            }
        }
    }

    @Test
    void deniesHalfAHeaderInTimeAndCloses() throws IOException {
        InetSocketAddress gate = serve();
        long begun = System.nanoTime();
        try (AgiClient line = new AgiClient(gate)) {
            line.send("agi_network: yes\nagi_uniqueid: 17.1\n");
            assertThat(line.variables()).containsEntry("RINGVAKT_REASON", "UNAVAILABLE");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begun))
                .isBetween(Duration.ofMillis(250), Duration.ofSeconds(3));
    }

    @Test
    void deniesInTimeWhenTheLedgerIsSlowAndTakesTheAttemptBack() throws IOException {
        ledger.slowness = Duration.ofMillis(600);
        InetSocketAddress gate = serve();
        long begun = System.nanoTime();
        assertThat(AgiClient.ask(gate, DIAL)).containsEntry("RINGVAKT_REASON", "UNAVAILABLE");
        assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofMillis(550));

        await().untilAsserted(() ->
                assertThat(ledger.withdrawn)
                        .hasSize(1)
                        .isEqualTo(ledger.appended.stream().map(Attempt::id).toList()));
    }

    @Test
    void takesAPermitBackWhenTheSwitchHangsUpBeforeItsReply() throws IOException {
        InetSocketAddress gate = serve();
        try (AgiClient line = new AgiClient(gate)) {
            line.send(AgiClient.header(DIAL));
            assertThat(line.variables()).containsEntry("RINGVAKT_REASON", "none");
        }
        await().untilAsserted(() -> assertThat(ledger.withdrawn).hasSize(1));
    }

    @Test
    void takesAPermitBackWhenTheSwitchResetsTheConnection() throws IOException {
        InetSocketAddress gate = serve();
        AgiClient line = new AgiClient(gate);
        line.send(AgiClient.header(DIAL));
        line.variables();
        line.reset();
        await().untilAsserted(() -> assertThat(ledger.withdrawn).hasSize(1));
    }

    @Test
    void takesAPermitBackWhenTheSwitchRefusesTheCommand() throws IOException {
        InetSocketAddress gate = serve();
        try (AgiClient line = new AgiClient(gate)) {
            line.send(AgiClient.header(DIAL));
            line.variables();
            line.send("511 Command Not Permitted on a dead channel or intercept routine\n");
            await().untilAsserted(() -> assertThat(ledger.withdrawn).hasSize(1));
        }
    }

    @Test
    void keepsAPermitThatWasReceived() throws IOException {
        InetSocketAddress gate = serve();
        AgiClient.ask(gate, DIAL);
        await().during(Duration.ofMillis(200)).until(() -> ledger.withdrawn.isEmpty());
    }

    @Test
    void recordsOutcomes() throws IOException {
        InetSocketAddress gate = serve();
        String attempt = AgiClient.ask(gate, DIAL).get("RINGVAKT_ATTEMPT");
        assertThat(
                        AgiClient.ask(
                                gate, "outcome?attempt=" + attempt + "&status=BUSY&ring=&cause=17"))
                .containsOnly(Map.entry("RINGVAKT_OUTCOME", "recorded"));
        assertThat(meters.counted(Meter.OUTCOMES, "reached")).isEqualTo(1);
    }

    @Test
    void anOutcomeThatCannotBeRecordedIsNotCalledRecorded() throws IOException {
        InetSocketAddress gate = serve();
        ledger.broken = true;
        assertThat(AgiClient.ask(gate, "outcome?attempt=7&status=BUSY"))
                .doesNotContainKey("RINGVAKT_OUTCOME");
    }

    @Test
    void deniesWhenFullInsteadOfClosing() throws IOException {
        ledger.slowness = Duration.ofMillis(200);
        InetSocketAddress gate = serve(settings(20, 1));
        List<CompletableFuture<Map<String, String>>> answers =
                Stream.of(605, 606, 607, 608)
                        .map(number ->
                                ask(
                                        gate,
                                        "dial?number=0701740"
                                                + number
                                                + "&campaign=el-2026&agent="
                                                + number))
                        .toList();
        assertThat(answers.stream().map(CompletableFuture::join))
                .allSatisfy(answer ->
                        assertThat(answer.get("RINGVAKT_REASON")).isIn("none", "UNAVAILABLE"))
                .anySatisfy(answer ->
                        assertThat(answer).containsEntry("RINGVAKT_REASON", "UNAVAILABLE"))
                .anySatisfy(answer -> assertThat(answer).containsEntry("RINGVAKT_REASON", "none"));
    }

    @Test
    void whatCannotBeJudgedIsDeniedButForEmergencyNumbers() throws IOException {
        InetSocketAddress gate = serve(settings(20, 0));

        assertThat(AgiClient.ask(gate, DIAL)).containsEntry("RINGVAKT_REASON", "UNAVAILABLE");
        assertThat(AgiClient.ask(gate, "dial?number=112&campaign=el-2026"))
                .containsEntry("RINGVAKT_VERDICT", "ALLOW:1795400000.17")
                .containsEntry("RINGVAKT_REASON", "EMERGENCY")
                .containsEntry("RINGVAKT_NUMBER", "112");
    }

    @Test
    void deniesTheConnectionThatIsOneTooMany() throws Exception {
        InetSocketAddress gate = serve(settings(1, 10));
        try (AgiClient first = new AgiClient(gate)) {
            // Two event loops take connections: the first must be in before the second comes.
            Thread.sleep(300);
            try (AgiClient second = new AgiClient(gate)) {
                second.send(AgiClient.header(DIAL));
                assertThat(second.variables()).containsEntry("RINGVAKT_REASON", "UNAVAILABLE");
            }
            first.send(AgiClient.header(DIAL));
            assertThat(first.variables()).containsEntry("RINGVAKT_REASON", "none");
        }
    }

    @Test
    void hangingConnectionsCostNobodyAnAnswer() throws IOException {
        InetSocketAddress gate = serve(settings(5_000, 100));
        List<Socket> hanging = new ArrayList<>();
        try {
            for (int i = 0; i < 3_000; i++) {
                Socket socket = new Socket(gate.getAddress(), gate.getPort());
                socket.getOutputStream()
                        .write("agi_network: yes\n".getBytes(StandardCharsets.UTF_8));
                hanging.add(socket);
            }
            for (int number = 605; number < 699; number++) {
                assertThat(
                                AgiClient.ask(
                                        gate,
                                        "dial?number=0701740%d&campaign=el-2026&agent=%d"
                                                .formatted(number, number)))
                        .containsEntry("RINGVAKT_REASON", "none");
            }
        } finally {
            for (Socket socket : hanging) {
                socket.close();
            }
        }
    }

    @Test
    void closesConnectionsFromElsewhereWithoutAWord() throws IOException {
        AgiSettings elsewhere =
                new AgiSettings(
                        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                        List.of("192.0.2.0/24"),
                        Duration.ofMillis(300),
                        Duration.ofMillis(250),
                        Duration.ofSeconds(1),
                        10,
                        10,
                        Duration.ofSeconds(1),
                        128);
        try (AgiClient line = new AgiClient(serve(elsewhere))) {
            assertThat(line.readToEnd()).isEmpty();
        }
        assertThat(meters.counted(Meter.REFUSED_SWITCHES)).isEqualTo(1);
    }

    @Test
    void answersThoseWithinWhenItStopsAndRefusesNewOnes() throws Exception {
        ledger.slowness = Duration.ofMillis(150);
        InetSocketAddress gate = serve();
        CompletableFuture<Map<String, String>> within = ask(gate, DIAL);
        Thread.sleep(50);
        started.removeFirst().close();

        assertThat(within.join()).containsEntry("RINGVAKT_REASON", "none");
        assertThatThrownBy(() -> new AgiClient(gate)).isInstanceOf(IOException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 8, 13, 50, 100, 200})
    void readsAHeaderHoweverItIsCut(int size) throws Exception {
        InetSocketAddress gate = serve();
        try (AgiClient line = new AgiClient(gate)) {
            String header = AgiClient.header(DIAL);
            for (int i = 0; i < header.length(); i += size) {
                line.send(header.substring(i, Math.min(header.length(), i + size)));
            }
            assertThat(line.variables()).containsEntry("RINGVAKT_REASON", "none");
        }
    }

    private InetSocketAddress serve() {
        return serve(settings(1_000, 100));
    }

    private InetSocketAddress serve(AgiSettings settings) {
        Gate gate =
                new Gate(
                        TestPlans.sweden(),
                        knowledge,
                        ledger,
                        Rulebook.of(PolicyReader.builtIn("sweden")),
                        NOON,
                        Sight.NONE,
                        meters);
        AgiServer server =
                AgiServer.start(
                        settings,
                        gate,
                        number -> DialFormat.NATIONAL.format(number, TestPlans.SWEDEN),
                        NOON,
                        meters);
        started.add(server);
        return server.address();
    }

    private static AgiSettings settings(int sessionsMax, int decisionsMax) {
        return new AgiSettings(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                List.of("127.0.0.0/8"),
                Duration.ofMillis(1_000),
                Duration.ofMillis(250),
                Duration.ofSeconds(1),
                sessionsMax,
                decisionsMax,
                Duration.ofSeconds(2),
                1_024);
    }

    private static CompletableFuture<Map<String, String>> ask(
            InetSocketAddress gate, String script) {
        return CompletableFuture.supplyAsync(
                () -> {
                    try {
                        return AgiClient.ask(gate, script);
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                },
                Thread::startVirtualThread);
    }
}
