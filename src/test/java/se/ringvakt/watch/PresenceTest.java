package se.ringvakt.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.TestPlans;
import se.ringvakt.watch.Channel.Place;
import se.ringvakt.watch.SwitchEvent.AgentLine;
import se.ringvakt.watch.SwitchEvent.Connected;
import se.ringvakt.watch.SwitchEvent.Disconnected;
import se.ringvakt.watch.SwitchEvent.Member;

/// Who is on the line, for those who look.
final class PresenceTest {
    private static final Instant START = Instant.parse("2026-11-23T11:00:00Z");

    private final List<Runnable> later = new ArrayList<>();

    private Watch watch(boolean readyMembers) {
        SwitchSettings settings =
                new SwitchSettings(
                        "växel",
                        "127.0.0.1",
                        5038,
                        false,
                        "ringvakt",
                        "secret",
                        List.of("PJSIP/trunk"),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(60));
        return new Watch(
                new WatchSettings(
                        List.of(settings),
                        "PJSIP/AGENT",
                        readyMembers,
                        Duration.ofSeconds(1),
                        false),
                TestPlans.sweden(),
                () -> START,
                (_, what) -> later.add(what));
    }

    private static Channel channel(String name, boolean up) {
        return new Channel(name, name, up, name, "", Place.UNKNOWN, Optional.empty());
    }

    @Test
    void whoIsOnTheLineIsSeenAsLongAsTheSwitchTells() {
        Watch watch = watch(true);
        assertThat(watch.presence()).isEmpty();
        watch.on(
                "växel",
                new Connected(
                        START,
                        List.of(
                                channel("PJSIP/anna-00000001", true),
                                channel("PJSIP/bo-00000002", false),
                                channel("PJSIP/headset-00000003", true)),
                        List.of(),
                        List.of(new Member(START, "sälj", "PJSIP/eva", true, false))));
        watch.on("växel", new AgentLine(START, "olle", Optional.of("PJSIP/headset-00000003")));

        Presence there = watch.presence().orElseThrow();
        assertThat(there.isOnLine(new AgentId("anna"))).isTrue();
        assertThat(there.isOnLine(new AgentId("bo"))).as("not answered").isFalse();
        assertThat(there.isOnLine(new AgentId("eva"))).as("ready in a queue").isTrue();
        assertThat(there.isOnLine(new AgentId("olle"))).as("logged in").isTrue();

        watch.on("växel", new Disconnected(START, "lost"));
        assertThat(watch.presence()).isEmpty();
    }

    @Test
    void membersOfQueuesAreNotThereWhereThatIsNotEnough() {
        Watch watch = watch(false);
        watch.on(
                "växel",
                new Connected(
                        START,
                        List.of(),
                        List.of(),
                        List.of(new Member(START, "sälj", "PJSIP/eva", true, false))));
        assertThat(watch.presence().orElseThrow().isOnLine(new AgentId("eva"))).isFalse();
    }
}
