package se.ringvakt.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.watch.Channel;
import se.ringvakt.watch.SwitchEvent;

/// A link with a switch that behaves well, badly, or not at all.
class AmiLinkTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");
    private static final Pace PACE =
            new Pace(
                    Duration.ofMillis(1_000),
                    Duration.ofMillis(800),
                    Duration.ofMillis(150),
                    1_000,
                    5_000);
    private static final String STAMP = "Timestamp: 1795435199.500000, ";

    private static final Instant STAMPED = Instant.parse("2026-11-23T11:59:59.500Z");
    private static final String ID_OF_150 =
            "1795435199.5-01234567890123456789012345678901234567890123456789012345678901"
                    + "234567890123456789012345678901234567890123456789012345678901234567890123456";

    private final FakeSwitch fake = new FakeSwitch();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final List<SwitchEvent> heard = new CopyOnWriteArrayList<>();
    private final List<AmiLink> links = new ArrayList<>();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listenToTheLog() {
        log.start();
        ((Logger) LoggerFactory.getLogger(AmiLink.class)).addAppender(log);
    }

    @AfterEach
    void stop() {
        links.forEach(AmiLink::close);
        fake.close();
        ((Logger) LoggerFactory.getLogger(AmiLink.class)).detachAppender(log);
    }

    @Test
    void tellsFirstWhatThereIs() {
        list(
                "CoreShowChannels",
                "Event: CoreShowChannel, Channel: PJSIP/trunk-00000007, Uniqueid: 1.7, "
                        + "ChannelState: 6, Linkedid: 1.6, CallerIDNum: 0701740605, "
                        + "Context: ringvakt, Exten: s, Priority: 3, BridgeId: b-1",
                "Event: CoreShowChannel, Channel: PJSIP/agent101-00000009, Uniqueid: 1.9, "
                        + "ChannelState: 4, Linkedid: 1.9, BridgeId: ");
        list(
                "DeviceStateList",
                "Event: DeviceStateChange, Device: PJSIP/agent101, State: UNAVAILABLE");
        list(
                "QueueStatus",
                "Event: QueueMember, Queue: el, Location: PJSIP/agent101, Paused: 1, Status: 1");
        list("Agents", "Event: Agents, Agent: anna, LoggedInChan: PJSIP/agent101-00000009");

        start();

        await().until(() -> heard.size() == 2);
        assertThat(heard)
                .containsExactly(
                        new SwitchEvent.Connected(
                                NOON,
                                List.of(
                                        new Channel(
                                                "1.7",
                                                "PJSIP/trunk-00000007",
                                                true,
                                                "1.6",
                                                "0701740605",
                                                new Channel.Place("ringvakt", "s", 3),
                                                Optional.of("b-1")),
                                        new Channel(
                                                "1.9",
                                                "PJSIP/agent101-00000009",
                                                false,
                                                "1.9",
                                                "",
                                                Channel.Place.UNKNOWN,
                                                Optional.empty())),
                                List.of(new SwitchEvent.DeviceState(NOON, "PJSIP/agent101", false)),
                                List.of(
                                        new SwitchEvent.Member(
                                                NOON, "el", "PJSIP/agent101", false, false))),
                        new SwitchEvent.AgentLine(NOON, "anna", Optional.of("1.9")));
    }

    @Test
    void tellsAfterwardsWhatHappensMeanwhile() {
        fake.before =
                (any, action) -> {
                    switch (action) {
                        case "DeviceStateList" -> fake.event(hangup("1.1"));
                        case "QueueStatus" -> fake.event(hangup("1.2"));
                        case "CoreShowChannels" -> fake.event(hangup("1.3"));
                        default -> {}
                    }
                };

        start();

        await().until(() -> heard.size() == 4);
        assertThat(heard.getFirst()).isInstanceOf(SwitchEvent.Connected.class);
        assertThat(heard.subList(1, 4))
                .extracting(event -> ((SwitchEvent.HungUp) event).channel())
                .containsExactly("1.1", "1.2", "1.3");
    }

    @Test
    void goesOnWithoutListsThatAreRefused() {
        fake.refused.put("CoreShowChannels", "Permission denied");
        fake.refused.put("QueueStatus", "Invalid/unknown command: QueueStatus. Use Action: ...");
        AmiLink link = start();

        await().until(link::isConnected);
        fake.cut();
        await().until(() -> fake.asked("CoreShowChannels") == 2);

        assertThat(logged("CoreShowChannels: Permission denied")).hasSize(1);
        assertThat(logged("QueueStatus")).hasSize(1);
    }

    @Test
    void takesTheSwitchsTimeIfItCanBe() {
        connect();
        fake.event("Event: Hangup, Uniqueid: 1.2, Cause: 17");
        for (String odd : List.of("-5", "0", "NaN", "Infinity", "1e300", "soon", "17954351990")) {
            fake.event("Event: Hangup, Timestamp: " + odd + ", Uniqueid: 1.3");
        }
        fake.event("Event: Hangup, " + STAMP + "Uniqueid: 1.1, Cause: 16");

        await().until(() -> heard.size() == 10);
        assertThat(heard.get(1)).isEqualTo(new SwitchEvent.HungUp(NOON, "1.2", 17));
        assertThat(heard.subList(2, 9))
                .allMatch(event -> event.equals(new SwitchEvent.HungUp(NOON, "1.3", 0)));
        assertThat(heard.get(9)).isEqualTo(new SwitchEvent.HungUp(STAMPED, "1.1", 16));
        assertThat(logged("timestampevents")).hasSize(1);
    }

    @Test
    void connectsAgainWhenTheSwitchIsLostAndTellsEachOnce() {
        AmiLink link = connect();

        fake.cut();

        await().until(() -> heard.size() == 3);
        assertThat(heard.get(1))
                .isEqualTo(new SwitchEvent.Disconnected(NOON, "the switch closed the connection"));
        assertThat(heard.get(2)).isInstanceOf(SwitchEvent.Connected.class);
        assertThat(link.isConnected()).isTrue();
        assertThat(ended("lost")).isEqualTo(1);
        assertThat(ended("connected")).isEqualTo(2);
    }

    @Test
    void tellsACallInOurWords() {
        connect();
        String caller =
                "Channel: PJSIP/agent-00000002, ChannelState: 4, Context: out, Exten: 07, "
                        + "Priority: 1, CallerIDNum: agent, Uniqueid: 1.2, Linkedid: 1.2";
        String callee =
                "DestChannel: PJSIP/trunk-00000003, DestChannelState: 0, DestContext: in, "
                        + "DestExten: s, DestPriority: 1, DestCallerIDNum: 0701740605, "
                        + "DestUniqueid: 1.3, DestLinkedid: 1.2";
        fake.event("Event: Newchannel, " + STAMP + caller);
        fake.event(
                "Event: Newstate, " + STAMP + caller.replace("ChannelState: 4", "ChannelState: 6"));
        String both = STAMP + caller + ", " + callee;
        fake.event("Event: DialBegin, " + both + ", DialString: 0701740605@trunk");
        fake.event("Event: DialBegin, " + STAMP + callee + ", DialString: 0701740605@trunk");
        fake.event("Event: DialState, " + both + ", DialStatus: PROCEEDING");
        fake.event("Event: DialState, " + both + ", DialStatus: RINGING");
        fake.event("Event: DialState, " + both + ", DialStatus: PROGRESS");
        fake.event("Event: DialEnd, " + both + ", DialStatus: ANSWER");
        fake.event("Event: BridgeEnter, " + STAMP + "Uniqueid: 1.3, BridgeUniqueid: b");
        fake.event("Event: BridgeLeave, " + STAMP + "Uniqueid: 1.3, BridgeUniqueid: b");
        fake.event("Event: HangupRequest, " + STAMP + "Uniqueid: 1.3, Cause: 16");
        fake.event("Event: SoftHangupRequest, " + STAMP + "Uniqueid: 1.2, Cause: 16");
        fake.event("Event: Hangup, " + STAMP + "Uniqueid: 1.3, Cause: 16");

        await().until(() -> heard.size() == 13);
        Channel ringing =
                new Channel(
                        "1.2",
                        "PJSIP/agent-00000002",
                        false,
                        "1.2",
                        "agent",
                        new Channel.Place("out", "07", 1),
                        Optional.empty());
        Channel up =
                new Channel(
                        "1.2",
                        "PJSIP/agent-00000002",
                        true,
                        "1.2",
                        "agent",
                        new Channel.Place("out", "07", 1),
                        Optional.empty());
        Channel trunk =
                new Channel(
                        "1.3",
                        "PJSIP/trunk-00000003",
                        false,
                        "1.2",
                        "0701740605",
                        new Channel.Place("in", "s", 1),
                        Optional.empty());
        assertThat(heard.subList(1, 13))
                .containsExactly(
                        new SwitchEvent.Seen(STAMPED, ringing),
                        new SwitchEvent.Seen(STAMPED, up),
                        new SwitchEvent.DialBegan(
                                STAMPED, Optional.of(ringing), trunk, "0701740605@trunk"),
                        new SwitchEvent.DialBegan(
                                STAMPED, Optional.empty(), trunk, "0701740605@trunk"),
                        new SwitchEvent.DialProgressed(
                                STAMPED, "1.3", SwitchEvent.Progress.RINGING),
                        new SwitchEvent.DialProgressed(
                                STAMPED, "1.3", SwitchEvent.Progress.PROGRESS),
                        new SwitchEvent.DialEnded(STAMPED, "1.3", "ANSWER"),
                        new SwitchEvent.Joined(STAMPED, "1.3", "b"),
                        new SwitchEvent.Parted(STAMPED, "1.3", "b"),
                        new SwitchEvent.HangupAsked(STAMPED, "1.3", false),
                        new SwitchEvent.HangupAsked(STAMPED, "1.2", true),
                        new SwitchEvent.HungUp(STAMPED, "1.3", 16));
    }

    @Test
    void tellsOfAgentsInOurWords() {
        connect();
        String member = STAMP + "Queue: el, Interface: PJSIP/agent101";
        fake.event("Event: DeviceStateChange, " + STAMP + "Device: PJSIP/agent101, State: INUSE");
        fake.event("Event: DeviceStateChange, " + STAMP + "Device: PJSIP/agent101, State: INVALID");
        fake.event("Event: QueueMemberAdded, " + member + ", Paused: 0, Status: 1");
        fake.event("Event: QueueMemberPause, " + member + ", Paused: 1, Status: 1");
        fake.event("Event: QueueMemberStatus, " + member + ", Paused: 0, Status: 2");
        fake.event("Event: QueueMemberStatus, " + member + ", Paused: 0, Status: 0");
        fake.event("Event: QueueMemberRemoved, " + member + ", Paused: 0, Status: 1");
        fake.event("Event: AgentLogin, " + STAMP + "Agent: anna, Uniqueid: 1.9");
        fake.event("Event: AgentLogoff, " + STAMP + "Agent: anna, Uniqueid: 1.9");

        await().until(() -> heard.size() == 10);
        String device = "PJSIP/agent101";
        assertThat(heard.subList(1, 10))
                .containsExactly(
                        new SwitchEvent.DeviceState(STAMPED, device, true),
                        new SwitchEvent.DeviceState(STAMPED, device, false),
                        new SwitchEvent.Member(STAMPED, "el", device, true, false),
                        new SwitchEvent.Member(STAMPED, "el", device, false, false),
                        new SwitchEvent.Member(STAMPED, "el", device, false, false),
                        new SwitchEvent.Member(STAMPED, "el", device, true, false),
                        new SwitchEvent.Member(STAMPED, "el", device, false, true),
                        new SwitchEvent.AgentLine(STAMPED, "anna", Optional.of("1.9")),
                        new SwitchEvent.AgentLine(STAMPED, "anna", Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Event: Hangup, Cause: 16",
                "Event: Hangup, Uniqueid: <unknown>, Cause: 16",
                "Event: Hangup, Uniqueid: a b, Cause: 16",
                "Event: Hangup, Uniqueid: " + ID_OF_150 + "x, Cause: 16",
                "Event: Newchannel, Uniqueid: 1.1, Channel: ",
                "Event: DialBegin, Uniqueid: 1.1, Channel: PJSIP/a-1",
                "Event: BridgeEnter, BridgeUniqueid: b",
                "Event: AgentLogin, Agent: anna",
            })
    void leavesOutEventsThatDoNotSayWhomTheyAreAbout(String odd) {
        connect();
        fake.event(odd);
        fake.event(odd);
        fake.event(hangup(ID_OF_150));

        await().until(() -> heard.size() == 2);
        assertThat(((SwitchEvent.HungUp) heard.get(1)).channel()).isEqualTo(ID_OF_150);
        assertThat(logged("told once, counted always")).hasSizeLessThanOrEqualTo(2);
        String kind =
                odd.contains("Newchannel") ? "NewChannel" : odd.substring(7, odd.indexOf(','));
        assertThat(meters.counted(Meter.SWITCH_EVENTS, "fake", kind + "Event", "odd")).isEqualTo(2);
    }

    /// Asterisk writes into an event what was dialled, with its line ends.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Event: Hangup, Uniqueid: 1.7",
                "Event: Hangup, Privilege: call,all, Uniqueid: 1.7",
                "Event: Hangup, Privilege: call,all, Timestamp: 1, Uniqueid: 1.7",
                "Event: Hangup, ActionID: 1_0#, Uniqueid: 1.7",
                "Event: DeviceStateChange, ActionID: 1, Device: PJSIP/a, State: INVALID",
                "Event: Newchannel, Response: Success, Uniqueid: 1.7, Channel: PJSIP/a-1",
            })
    void leavesOutWhatWasDialledToLookLikeAnEvent(String forged) {
        connect();
        fake.event(hangup("1.1"));
        fake.event(
                "Event: Newchannel, "
                        + STAMP
                        + "Channel: PJSIP/a-1, Exten: 07, , "
                        + forged
                        + ", , Priority: 1, Uniqueid: 1.2");
        fake.event(hangup("1.3"));

        await().until(() -> heard.size() == 3);
        assertThat(heard.subList(1, 3))
                .extracting(event -> ((SwitchEvent.HungUp) event).channel())
                .containsExactly("1.1", "1.3");
        assertThat(meters.counted(Meter.SWITCH_EVENTS, "fake", "unknown", "forged")).isOne();
        assertThat(logged("maybe to forge events")).hasSize(1);
    }

    /// It looks a bridge up by its id without asking whether there is one.
    @Test
    void beginsAgainWhenTheLibraryBreaks() {
        connect();
        fake.event("Event: BridgeEnter, " + STAMP + "Uniqueid: 1.1");

        await().until(() -> heard.size() == 3);
        assertThat(heard.get(1))
                .isEqualTo(
                        new SwitchEvent.Disconnected(
                                NOON, "the library could not read what the switch wrote"));
        assertThat(heard.get(2)).isInstanceOf(SwitchEvent.Connected.class);
    }

    @Test
    void leavesOutFieldsThatMakeNoSense() {
        connect();
        fake.event(
                "Event: Newchannel, Uniqueid: 1.1, Channel: PJSIP/\u0007a\u202e-1\u0000"
                        + "x".repeat(10_000)
                        + ", ChannelState: many, Priority: -7, Context: <unknown>, Linkedid: , "
                        + "CallerIDNum: 1, CallerIDNum: 2, NoSuchField: 3, : 4, five");
        fake.event("Event: Hangup, Uniqueid: 1.1, Cause: -1");
        fake.event("Event: Hangup, Uniqueid: 1.1, Cause: 99999999999999");

        await().until(() -> heard.size() == 4);
        Channel channel = ((SwitchEvent.Seen) heard.get(1)).channel();
        assertThat(channel.name()).startsWith("PJSIP/a-1xxx").hasSize(128);
        assertThat(channel.up()).isFalse();
        assertThat(channel.linked()).isEmpty();
        assertThat(channel.place()).isEqualTo(Channel.Place.UNKNOWN);
        assertThat(heard.subList(2, 4)).containsOnly(new SwitchEvent.HungUp(NOON, "1.1", 0));
    }

    @Test
    void takesAFloodThatIsNotForIt() {
        connect();
        String one = "Event: VarSet\r\nUniqueid: 1.1\r\nVariable: X\r\nValue: 1\r\n\r\n";
        String thousand = one.repeat(1_000);
        for (int i = 0; i < 1_000; i++) {
            fake.raw(thousand);
        }
        fake.event(hangup("1.1"));

        await().until(() -> heard.size() == 2);
    }

    @Test
    void givesUpAListThatDoesNotEnd() {
        String[] entries = new String[PACE.listed() + 1];
        Arrays.fill(entries, "Event: CoreShowChannel, Uniqueid: 1.1, Channel: PJSIP/a-1");
        list("CoreShowChannels", entries);

        start();
        await().until(() -> ended("failed") > 0);
        assertThat(logged("a list of more than 5000 entries")).hasSize(1);
        assertThat(heard).isEmpty();

        list("CoreShowChannels", Arrays.copyOf(entries, PACE.listed() - 10));
        await().until(() -> heard.size() == 1);
    }

    @Test
    void namesAShutdown() {
        connect();
        fake.event("Event: Shutdown, Shutdown: Cleanly, Restart: False");

        await().until(() -> heard.size() > 1);
        assertThat(heard.get(1))
                .isEqualTo(new SwitchEvent.Disconnected(NOON, "the switch shuts down"));
    }

    @Test
    void waitsLongerAndLongerForASwitchThatDoesNotWork() {
        fake.greeting = "";

        start();
        await().atMost(Duration.ofSeconds(3)).until(() -> fake.connections.size() == 7);

        // Half to all of 50, 100, 200, 400, 400, 400 ms.
        assertThat(gaps().getFirst()).isGreaterThanOrEqualTo(25);
        assertThat(gaps().get(1)).isGreaterThanOrEqualTo(50);
        assertThat(gaps().get(2)).isGreaterThanOrEqualTo(100);
        assertThat(gaps().subList(3, 6)).allMatch(gap -> gap >= 200);
        assertThat(logged("without a greeting")).hasSize(1);
    }

    @Test
    void doesNotHammerASwitchThatRefusesIt() {
        fake.refused.put("Login", "Authentication failed");
        AmiLink link = start();

        await().atMost(Duration.ofSeconds(3)).until(() -> fake.connections.size() == 4);

        assertThat(gaps()).allMatch(gap -> gap >= 400);
        assertThat(fake.asked("Login")).isLessThanOrEqualTo(4);
        assertThat(link.isConnected()).isFalse();
        assertThat(heard).isEmpty();
        assertThat(logged("switch fake: user ringvakt is refused: Authentication failed"))
                .hasSize(1)
                .noneMatch(line -> line.contains(FakeSwitch.PASSWORD));

        fake.refused.clear();
        await().until(link::isConnected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "HTTP/1.1 400 Bad Request\\r\\n\\r\\n | greets with \"HTTP/1.1 400 Bad Request\"",
                "garbage without an end | hung up without a greeting",
                "\\r\\n | greets with \"\"",
                "SSH-2.0-OpenSSH_10.0\\r\\n | greets with \"SSH-2.0-OpenSSH_10.0\"",
            })
    void saysWhoAnsweredInsteadOfASwitch(String greeting, String told) {
        fake.greeting = greeting.replace("\\r\\n", "\r\n");

        start();

        await().until(() -> !logged(told).isEmpty());
        assertThat(heard).isEmpty();
        assertThat(fake.asked("Login")).isZero();
    }

    @Test
    void triesASwitchWhoseVersionItDoesNotKnow() {
        fake.greeting = "Asterisk Call Manager/99.0.0\r\n";
        AmiLink link = connect();

        fake.cut();
        await().until(() -> heard.size() == 3);

        assertThat(link.isConnected()).isTrue();
        assertThat(logged("99.0.0\" is not known")).hasSize(1);
    }

    @Test
    void noticesASwitchThatHasFallenSilent() {
        connect();
        await().during(Duration.ofMillis(1_100))
                .atMost(Duration.ofSeconds(2))
                .until(() -> heard.size() == 1);

        fake.mute = true;

        await().atMost(Duration.ofSeconds(3)).until(() -> heard.size() == 2);
        assertThat(((SwitchEvent.Disconnected) heard.get(1)).why())
                .startsWith("nothing was heard for");
    }

    @Test
    void dropsEverythingWhenTheListenerFallsBehind() throws InterruptedException {
        CountDownLatch slow = new CountDownLatch(1);
        start(event -> {
            heard.add(event);
            if (event instanceof SwitchEvent.HungUp) {
                hold(slow);
            }
        });
        await().until(() -> heard.size() == 1);

        fake.raw(many(PACE.waiting() + 1));
        await().pollDelay(Duration.ofMillis(300)).until(() -> fake.connections.size() == 1);
        fake.event(hangup("2.1"));
        await().until(() -> counted("HangupEvent") == PACE.waiting() + 2);
        slow.countDown();

        await().until(() -> heard.size() == 4);
        assertThat(heard.get(1)).isInstanceOf(SwitchEvent.HungUp.class);
        assertThat(heard.get(2)).isEqualTo(new SwitchEvent.Disconnected(NOON, "too many events"));
        assertThat(heard.get(3)).isInstanceOf(SwitchEvent.Connected.class);
        assertThat(ended("overflow")).isEqualTo(1);
    }

    @Test
    void losesNothingWhileTheListenerIsWithinBounds() {
        CountDownLatch slow = new CountDownLatch(1);
        start(event -> {
            heard.add(event);
            if (heard.size() == 2) {
                hold(slow);
            }
        });
        await().until(() -> heard.size() == 1);

        fake.raw(many(PACE.waiting() + 1));
        await().until(() -> counted("HangupEvent") == PACE.waiting() + 1);
        slow.countDown();

        await().until(() -> heard.size() == PACE.waiting() + 2);
        assertThat(ended("overflow")).isZero();
    }

    @Test
    void hangsUpByIdAndTellsARefusalOnce() {
        AmiLink link = connect();

        link.hangUp("1795400000.17");
        await().until(() -> hangUps("done") == 1);
        fake.refused.put("Hangup", "Permission denied");
        link.hangUp("1795400000.18");
        link.hangUp("1795400000.19");
        link.hangUp("/.*/");
        link.hangUp("1.1\r\nAction: Originate");

        await().until(() -> hangUps("failed") == 4);
        assertThat(fake.actions)
                .filteredOn(action -> "Hangup".equals(action.get("action")))
                .extracting(action -> action.get("channel"))
                .containsExactly("1795400000.17", "1795400000.18", "1795400000.19");
        assertThat(logged("Permission denied")).hasSize(1);
    }

    @Test
    void aListenerThatThrowsHearsTheNextEvent() {
        start(event -> {
            heard.add(event);
            throw new IllegalStateException("no");
        });
        await().until(() -> heard.size() == 1);
        fake.event(hangup("1.1"));

        await().until(() -> heard.size() == 2);
    }

    @Test
    void leavesNoThreadBehind() {
        AmiLink link = connect();
        for (int i = 0; i < 5; i++) {
            int before = heard.size();
            fake.cut();
            await().until(() -> heard.size() == before + 2);
        }

        link.close();

        await().until(() -> threads().isEmpty());
    }

    @Test
    void readsADialplan() throws IOException {
        list(
                "ShowDialplan",
                "Event: ListDialplan, Context: out, Extension: _X., ExtensionLabel: go, "
                        + "Priority: 2, Application: Dial, AppData: PJSIP/x,60, Registrar: a",
                "Event: ListDialplan, Context: out, IncludeContext: other, Registrar: a",
                "Event: ListDialplan, Context: out, Switch: Realtime/x, Registrar: a",
                "Event: ListDialplan, Context: out, Extension: 7, Priority: hint, "
                        + "Application: PJSIP/7, Registrar: a");

        assertThat(LiveDialplan.read(fake.settings(), Duration.ofSeconds(2)).lines())
                .containsExactly(
                        new DialplanLine(
                                "out", "_X.", "go", 2, false, "Dial", "PJSIP/x,60", "a", "", ""),
                        new DialplanLine("out", "", "", 0, false, "", "", "a", "other", ""),
                        new DialplanLine("out", "", "", 0, false, "", "", "a", "", "Realtime/x"),
                        new DialplanLine("out", "7", "", 0, true, "PJSIP/7", "", "a", "", ""));
    }

    @Test
    void asksForTheGlobalVariablesThatADialplanMentions() {
        assertThat(
                        LiveDialplan.mentioned(
                                List.of(
                                        line("PJSIP/x@${GLOBAL(TRUNK)},${RV_SECONDS}"),
                                        line("${GLOBAL(LIST_${RV_TRY})}${exten}${EXTEN:1}"))))
                .contains("TRUNK", "RV_SECONDS", "RV_TRY", "EXTEN", "LIST_1", "LIST_9")
                .doesNotContain("LIST_", "LIST_10", "exten");
    }

    private static DialplanLine line(String data) {
        return new DialplanLine("out", "s", "", 1, false, "Set", data, "", "", "");
    }

    @Test
    void saysWhyADialplanCannotBeRead() {
        fake.refused.put("ShowDialplan", "Permission denied");

        assertThatThrownBy(() -> LiveDialplan.read(fake.settings(), Duration.ofSeconds(2)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("Permission denied (expected: ")
                .hasMessageStartingWith("fake (ringvakt at 127.0.0.1:");
    }

    @Test
    void doesNotTalkPlainlyToASwitchThatShouldEncrypt() {
        AmiLink link = AmiLink.start(fake.settings(true), heard::add, () -> NOON, meters, PACE);
        links.add(link);

        await().until(() -> ended("failed") > 0);
        assertThat(fake.actions).isEmpty();
    }

    private void list(String action, String... entries) {
        fake.entries.put(action, List.of(entries));
    }

    private AmiLink connect() {
        AmiLink link = start();
        await().until(() -> heard.size() == 1 && link.isConnected());
        return link;
    }

    private AmiLink start() {
        return start(heard::add);
    }

    private AmiLink start(Consumer<SwitchEvent> listener) {
        InstantSource clock = () -> NOON;
        AmiLink link = AmiLink.start(fake.settings(), listener, clock, meters, PACE);
        links.add(link);
        return link;
    }

    private static void hold(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static String hangup(String id) {
        return "Event: Hangup, " + STAMP + "Uniqueid: " + id + ", Cause: 16";
    }

    private static String many(int events) {
        String head = "Event: Hangup\r\nPrivilege: call,all\r\nTimestamp: 1795435199.500000\r\n";
        return (head + "Uniqueid: 1.1\r\n\r\n").repeat(events);
    }

    private List<Long> gaps() {
        List<Long> gaps = new ArrayList<>();
        for (int i = 1; i < fake.connections.size(); i++) {
            gaps.add((fake.connections.get(i) - fake.connections.get(i - 1)) / 1_000_000);
        }
        return gaps;
    }

    private List<String> logged(String part) {
        return List.copyOf(log.list).stream()
                .map(ILoggingEvent::getFormattedMessage)
                .filter(line -> line.contains(part))
                .toList();
    }

    private long ended(String what) {
        return meters.counted(Meter.SWITCH_CONNECTIONS, "fake", what);
    }

    private long hangUps(String result) {
        return meters.counted(Meter.SWITCH_HANGUPS, "fake", result);
    }

    private long counted(String kind) {
        return meters.counted(Meter.SWITCH_EVENTS, "fake", kind, "taken");
    }

    /// The library's pumps may wait for a minute before they see that they are done.
    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.contains("Asterisk-Java") || name.startsWith("switch-fake"))
                .filter(name -> !name.endsWith(":AsyncEventPump"))
                .toList();
    }
}
