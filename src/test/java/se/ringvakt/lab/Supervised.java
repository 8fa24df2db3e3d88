package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// A gate that watches the lab's switch, over a wire that can be cut; while it runs the switch asks
/// it.
final class Supervised implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private final Relay wire;
    private final GateProcess gate;

    private Supervised(Lab lab, Relay wire, GateProcess gate) {
        this.lab = lab;
        this.wire = wire;
        this.gate = gate;
    }

    /// One whose numbers may be dialled as often as a test likes.
    ///
    /// @param more settings by section.key
    static Supervised start(Lab lab, String name, String user, Map<String, String> more) {
        Relay wire = Relay.to(lab.managerPort());
        Map<String, String> settings = new HashMap<>();
        settings.put(
                "watch.switches",
                "[{name: lab, port: "
                        + wire.port()
                        + ", user: "
                        + user
                        + ", trunks: [PJSIP/trunk1, PJSIP/trunk2, PJSIP/emergency]}]");
        settings.put("watch.report-wait", "3s");
        settings.put("watch.ready-members", "true");
        settings.put("watch.retry-most", "2s");
        settings.putAll(more);
        Installation installation =
                lab.another(name, Map.of("spacing", "0s", "attempts-per-day", "50"), settings);
        try {
            Files.writeString(installation.folder().resolve("ami-secret"), "lab\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Supervised started = new Supervised(lab, wire, installation.serve());
        lab.ask(started.gate.asked("watching"));
        started.awaitWatching(1);
        return started;
    }

    /// Waits until it has connected to the switch so many times.
    void awaitWatching(long times) {
        await("the switch is watched")
                .atMost(PATIENCE)
                .until(() ->
                        log().lines().filter(line -> line.contains("switch lab: watched")).count()
                                >= times);
    }

    /// What it has said.
    String log() {
        return Programs.read(gate.installation().folder().resolve("serve.log"));
    }

    LedgerFile ledger() {
        return gate.ledger();
    }

    Installation installation() {
        return gate.installation();
    }

    Asked asked() {
        return gate.asked("watching");
    }

    Relay wire() {
        return wire;
    }

    @Override
    public void close() {
        lab.ask(lab.gate());
        gate.close();
        wire.close();
    }
}
