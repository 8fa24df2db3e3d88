package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;

/// A gate's life as its operator sees it: start, change by commands, stop, restart.
@Tag("process")
class LifeTest {
    private final List<Installation> installations = new ArrayList<>();

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    @Test
    void followsWhatCommandsChangeAndRemembersAcrossRestarts(@TempDir Path folder)
            throws Exception {
        Installation installation = prepare(folder);
        Installation.Serving gate = installation.serve();
        assertThat(dial(gate, "0701740650", "a")).containsEntry("RINGVAKT_REASON", "LISTED");
        assertThat(dial(gate, "0701740605", "a")).containsEntry("RINGVAKT_REASON", "none");
        assertThat(dial(gate, "0701740606", "a")).containsEntry("RINGVAKT_REASON", "AGENT_BUSY");

        installation.run("block", "add", "0701740607", "--list", "centre");
        becomes(gate, "0701740607", "BLOCKED");
        installation.run("stop", "--campaign", "el-2026", "--reason", "complaints");
        becomes(gate, "0701740608", "STOPPED");
        installation.run("resume", "--campaign", "el-2026");

        assertThat(gate.stop()).isIn(0, 143);
        gate = installation.serve();
        assertThat(dial(gate, "0701740650", "b")).containsEntry("RINGVAKT_REASON", "LISTED");
        assertThat(dial(gate, "0701740607", "b")).containsEntry("RINGVAKT_REASON", "BLOCKED");
        assertThat(dial(gate, "0701740605", "b")).containsEntry("RINGVAKT_REASON", "SPACING");
        // The agent's attempt is still open: the lease is back.
        assertThat(dial(gate, "0701740609", "a")).containsEntry("RINGVAKT_REASON", "AGENT_BUSY");
        assertThat(dial(gate, "0701740609", "b")).containsEntry("RINGVAKT_REASON", "none");
        gate.stop();
    }

    @Test
    void aSecondGateOnTheSameStateIsRefused(@TempDir Path folder) throws Exception {
        Installation installation = prepare(folder);
        Installation.Serving gate = installation.serve();
        assertThatThrownBy(installation::serve).hasMessageContaining("another gate runs on it");
        gate.kill();
        installation.serve().stop();
    }

    @Test
    void anOptOutSurvivesTheDeathThatFollowsItsAnswer(@TempDir Path folder) throws Exception {
        Installation installation = prepare(folder);
        Installation.Serving gate = installation.serve();
        String attempt = dial(gate, "0701740605", "a").getOrDefault("RINGVAKT_ATTEMPT", "");
        assertThat(AgiClient.ask(gate.address(), "optout?attempt=" + attempt))
                .containsEntry("RINGVAKT_OPTOUT", "recorded:1795400000.17");
        assertThat(dial(gate, "0701740605", "b")).containsEntry("RINGVAKT_REASON", "BLOCKED");
        assertThat(AgiClient.ask(gate.address(), "consent?attempt=" + attempt + "&what=recording"))
                .containsEntry("RINGVAKT_RECORDING", "attempt-" + attempt + ".wav");
        gate.kill();

        gate = installation.serve();
        assertThat(dial(gate, "0701740605", "b")).containsEntry("RINGVAKT_REASON", "BLOCKED");
        assertThat(AgiClient.ask(gate.address(), "callback?called=0701740699&caller=0701740605"))
                .containsEntry("RINGVAKT_ATTEMPT", attempt);
        installation.run("recordings", "list", "--attempt", attempt);
        gate.stop();
    }

    private static void becomes(Installation.Serving gate, String number, String reason) {
        await().atMost(Duration.ofSeconds(10))
                .untilAsserted(() ->
                        assertThat(dial(gate, number, "c"))
                                .containsEntry("RINGVAKT_REASON", reason));
    }

    private static Map<String, String> dial(Installation.Serving gate, String number, String agent)
            throws Exception {
        return AgiClient.ask(
                gate.address(), "dial?number=" + number + "&campaign=el-2026&agent=" + agent);
    }

    private Installation prepare(Path folder) throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installations.add(installation);
        return installation;
    }
}
