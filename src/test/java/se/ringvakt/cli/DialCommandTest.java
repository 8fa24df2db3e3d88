package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.agi.AgiServer;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.TestPlans;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// Against the real server, over a real socket.
final class DialCommandTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private Shell shell;
    private final Meters meters = new Meters(new SimpleMeterRegistry());

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
    }

    private AgiServer serve() {
        Gate gate =
                new Gate(
                        shell.site.plan(),
                        shell.site.knowledge(),
                        shell.site.ledger,
                        Rulebook.of(shell.site.policies()),
                        shell.site.clock(),
                        Sight.NONE,
                        meters);
        AgiServer server =
                AgiServer.start(
                        new AgiSettings(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of("127.0.0.0/8"),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                Duration.ofSeconds(2),
                                100,
                                100,
                                Duration.ofSeconds(1),
                                128),
                        gate,
                        number -> DialFormat.NATIONAL.format(number, TestPlans.SWEDEN),
                        shell.site.clock(),
                        meters);
        shell.site.gate = server.address();
        return server;
    }

    @Test
    void printsWhatTheGateAllows() {
        try (AgiServer _ = serve()) {
            String out = shell.ok("dial", NUMBER, "--campaign", "el-2026", "--agent", "101").out();
            assertThat(out)
                    .startsWith("ALLOWED in ")
                    .containsPattern("RINGVAKT_VERDICT +ALLOW:\\d+\\.\\d+")
                    .containsPattern("RINGVAKT_TIMEOUT +46")
                    .containsPattern("RINGVAKT_CLI +0701740699")
                    .containsPattern("RINGVAKT_NUMBER +0701740605")
                    .doesNotContain("reported");
        }
        assertThat(shell.site.ledger.appended).hasSize(1);
        assertThat(shell.site.ledger.withdrawn).isEmpty();
    }

    @Test
    void printsADenialAndItsReasons() {
        try (AgiServer _ = serve()) {
            JsonNode json =
                    shell.run(
                                    "dial",
                                    "070-174 06 50",
                                    "--campaign",
                                    "el-2026",
                                    "--json",
                                    "--outcome",
                                    "busy")
                            .expect(ExitCode.NO)
                            .json();
            assertThat(json.path("allowed").asBoolean(true)).isFalse();
            assertThat(json.at("/variables/RINGVAKT_REASONS").asText())
                    .isEqualTo("LISTED&AGENT_REQUIRED");
            assertThat(json.path("outcome").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "answer, reached",
        "busy, reached",
        "declined, reached",
        "noanswer, reached",
        "cancel, reached",
        "unreached, released",
    })
    void reportsAnOutcome(String word, String effect) {
        try (AgiServer _ = serve()) {
            String out =
                    shell.ok("dial", NUMBER, "--campaign=el-2026", "--agent=101", "--outcome", word)
                            .out();
            assertThat(out).contains("reported: " + word);
        }
        assertThat(meters.counted(Meter.OUTCOMES, effect)).isEqualTo(1);
        double breaches = meters.counted(Meter.BREACHES, "RING_TOO_SHORT");
        assertThat(breaches).isEqualTo(word.equals("cancel") ? 1 : 0);
    }

    @Test
    void whatIsTypedReachesTheGateAsItIs() {
        try (AgiServer _ = serve()) {
            shell.ok("dial", "+46 (0)112", "--campaign", "å&b=c%", "--outcome", "busy");
            assertThat(shell.run("dial", NUMBER, "--campaign", "å&b=c%").expect(ExitCode.NO).out())
                    .contains("UNKNOWN_CAMPAIGN");
        }
        assertThat(shell.site.ledger.denials.getFirst().campaign()).isEqualTo("å&b=c%");
    }

    @Test
    void theGateMayBeNamed() {
        try (AgiServer server = serve()) {
            String gate = "127.0.0.1:" + server.address().getPort();
            shell.ok("dial", NUMBER, "--campaign=el-2026", "--agent=101", "--gate", gate);
        }
    }

    @Test
    void noGateIsNotAvailable() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0)) {
            port = closed.getLocalPort();
        }
        assertThat(
                        shell.refused(
                                ExitCode.UNAVAILABLE,
                                "dial",
                                NUMBER,
                                "--campaign=c",
                                "--gate=127.0.0.1:" + port))
                .contains("gate 127.0.0.1:" + port + ": Connection refused (expected: a running");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | closed the connection without a verdict",
                "'HTTP/1.1 400 Bad Request\n' | not a gate's answer",
                "'SET VARIABLE ARRAY(A,B) \"1\"\n' | not a gate's answer",
                "'SET VARIABLE ARRAY(RINGVAKT_VERDICT) \"ALLOW:1.1\"\n' | verdict: 'ALLOW:1.1'",
            })
    void whatIsNoVerdictOfThisCallIsNotAvailable(String answer, String message) throws Exception {
        try (ServerSocket server = new ServerSocket(0)) {
            Thread other = Thread.ofVirtual().start(() -> answer(server, answer));
            String gate = "--gate=127.0.0.1:" + server.getLocalPort();
            assertThat(shell.refused(ExitCode.UNAVAILABLE, "dial", NUMBER, "--campaign=c", gate))
                    .contains(message);
            other.join();
        }
    }

    private static void answer(ServerSocket server, String answer) {
        try (Socket switchSide = server.accept()) {
            byte[] header = new byte[8192];
            assertThat(switchSide.getInputStream().read(header)).isPositive();
            switchSide.getOutputStream().write(answer.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aHungGateIsNotWaitedForLong() throws IOException {
        try (ServerSocket server = new ServerSocket(0)) {
            assertThat(
                            shell.refused(
                                    ExitCode.UNAVAILABLE,
                                    "dial",
                                    NUMBER,
                                    "--campaign=c",
                                    "--patience=100",
                                    "--gate=127.0.0.1:" + server.getLocalPort()))
                    .containsAnyOf("no answer within 100 ms", "Read timed out");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"--gate=here", "--gate=:1", "--gate=h:99999", "--outcome=lost"})
    void whatIsTypedWrongIsSaidInOneLine(String option) {
        assertThat(shell.refused(ExitCode.USAGE, "dial", NUMBER, "--campaign=c", option))
                .contains("(expected: ");
    }
}
