package se.ringvakt.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.watch.Channel.Place;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.DialBegan;

/// How a shared ledger is asked by whose permit a switch dials, and what happens while it is away.
class AskingOthersTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final String PBX = "pbx";

    private final MemoryLedger ledger = new MemoryLedger();
    private final Meters meters = Meters.unseen();
    private final List<Bypass> told = new CopyOnWriteArrayList<>();
    private final List<String> hungUp = new CopyOnWriteArrayList<>();
    private final List<Consumer<SwitchEvent>> events = new CopyOnWriteArrayList<>();
    private final Supervision supervision = supervision();

    private static Supervision supervision() {
        SwitchSettings pbx =
                new SwitchSettings(
                        PBX,
                        "127.0.0.1",
                        5038,
                        false,
                        "ringvakt",
                        "secret",
                        List.of("PJSIP/trunk"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60));
        return new Supervision(
                new WatchSettings(List.of(pbx), "PJSIP/AGENT", false, Duration.ofSeconds(45), true),
                TestPlans.sweden(),
                () -> NOON);
    }

    @BeforeEach
    void start() {
        ledger.shared = true;
        Gate gate =
                new Gate(
                        TestPlans.sweden(),
                        new FixedKnowledge(),
                        ledger,
                        Rulebook.of(PolicyReader.builtIn("sweden")),
                        () -> NOON,
                        supervision.sight(),
                        meters);
        supervision.tell(told::add);
        supervision.start(gate, ledger, meters, (settings, to) -> link(settings.name(), to));
        on(new Connected(NOON, List.of(), List.of(), List.of()));
    }

    private SwitchLink link(String name, Consumer<SwitchEvent> to) {
        events.add(to);
        return new SwitchLink() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public boolean isConnected() {
                return true;
            }

            @Override
            public void hangUp(String channel) {
                hungUp.add(channel);
            }

            @Override
            public void close() {}
        };
    }

    @AfterEach
    void stop() {
        supervision.close();
    }

    private void on(SwitchEvent event) {
        events.getFirst().accept(event);
    }

    private void dial(String asking, String dialled) {
        on(
                new DialBegan(
                        NOON,
                        Optional.of(channel(asking, "PJSIP/phone-" + asking)),
                        channel(asking + "0", "PJSIP/trunk-" + asking),
                        dialled));
    }

    private static Channel channel(String id, String name) {
        return new Channel(id, name, false, id, "", Place.UNKNOWN, Optional.empty());
    }

    private void permitByAnother(String asking) {
        synchronized (ledger) {
            ledger.appended.add(
                    new Attempt(
                            new AttemptId(ledger.appended.size() + 7L),
                            new PhoneNumber(46_701_740_605L),
                            new CampaignId("el"),
                            Optional.empty(),
                            Optional.empty(),
                            Kind.ROBOT,
                            new PhoneNumber(46_701_740_699L),
                            NOON,
                            Duration.ofSeconds(46),
                            asking,
                            ""));
        }
    }

    /// The first, and whatever may come after it.
    private void awaitAllTold() {
        await().atMost(PATIENCE).until(() -> !told.isEmpty());
        await().pollDelay(Duration.ofSeconds(2)).until(() -> true);
    }

    /// The second by way of its channel alone: a trunk's own digits make another number of it.
    @Test
    void onlyWhatNobodyPermittedIsHungUp() {
        permitByAnother("1.1");
        permitByAnother("2.1");
        dial("1.1", "0701740605@trunk");
        dial("2.1", "9990701740605@trunk");
        dial("3.1", "0701740605@trunk");

        awaitAllTold();
        assertThat(hungUp).containsExactly("3.10");
        assertThat(told).hasSize(1);
        assertThat(meters.counted(Meter.DOUBTS, PBX)).isZero();
    }

    @Test
    void whileTheLedgerIsAwayNothingIsHungUpAndAfterwardsTheTruthIsTold() {
        ledger.broken = true;
        permitByAnother("1.1");
        dial("1.1", "0701740605@trunk");
        dial("3.1", "0701740605@trunk");
        await().atMost(PATIENCE).until(() -> meters.counted(Meter.DOUBTS, PBX) == 2);
        assertThat(hungUp).isEmpty();
        assertThat(told).isEmpty();

        ledger.broken = false;
        awaitAllTold();
        assertThat(hungUp).containsExactly("3.10");
        assertThat(told).hasSize(1);
        assertThat(meters.counted(Meter.BYPASSES, PBX)).isOne();
        assertThat(meters.counted(Meter.DOUBTS, PBX)).isEqualTo(2);
    }
}
