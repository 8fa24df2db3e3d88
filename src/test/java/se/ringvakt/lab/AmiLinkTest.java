package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.ami.AmiLink;
import se.ringvakt.ami.LiveDialplan;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.watch.Channel;
import se.ringvakt.watch.SwitchEvent;
import se.ringvakt.watch.SwitchSettings;

/// What a real switch tells over its manager interface, to a user with the kit's rights.
@LabTest
class AmiLinkTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Lab lab;
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private final List<SwitchEvent> heard = new CopyOnWriteArrayList<>();
    private final List<AmiLink> links = new ArrayList<>();

    AmiLinkTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void stop() {
        links.forEach(AmiLink::close);
    }

    @ParameterizedTest
    @CsvSource({
        "0701740692, phone, , began RINGING ended-ANSWER joined joined parted",
        "0701740608, phone, , began RINGING ended-BUSY",
        "0701740616, phone, 300, began PROGRESS ended-ANSWER joined joined parted",
        "0701740613, phone, cancel, began RINGING ended-CANCEL",
        "0701740692, local, , began RINGING ended-ANSWER joined joined parted",
    })
    void tellsACallInOrder(String number, String from, String ends, String expected) {
        connect("ringvakt", "lab");
        Dial dial = from.equals("local") ? Dial.local(number) : Dial.phone(number);
        Call call =
                lab.place(
                        dial.named("watched by AMI")
                                .agent(lab.agent())
                                .with(options(ends).toArray(String[]::new)));

        String caller = call.attempt().uniqueId();
        SwitchEvent.DialBegan began = dialOf(caller);
        String callee = began.callee().id();
        await().atMost(PATIENCE).until(() -> isHungUp(callee) && isHungUp(caller));

        assertThat(began.callee().device()).isEqualTo("PJSIP/trunk1");
        assertThat(began.callee().number())
                .as("the extension that dials, not the number")
                .isEqualTo("s");
        assertThat(began.dialled()).isEqualTo(number + "@trunk1");
        assertThat(began.caller().orElseThrow().isLocal()).isEqualTo(from.equals("local"));
        assertThat(String.join(" ", story(caller, callee))).startsWith(expected);
        call.settled();
    }

    private static List<String> options(String ends) {
        return switch (ends) {
            case null -> List.of();
            case "cancel" -> List.of("--cancel-after", "300");
            default -> List.of("--talk", ends);
        };
    }

    @Test
    void showsALiveCallAfterConnectingAndEndsItWithTheRight() {
        Call call = lab.place(Dial.phone("0701740675").agent(lab.agent()).with("--talk", "60000"));
        String caller = call.attempt().uniqueId();
        await().atMost(PATIENCE)
                .until(() ->
                        lab.rx("core show channels concise").contains("!Dial!")
                                && lab.rx("core show channels concise")
                                        .lines()
                                        .filter(line -> line.contains("trunk1"))
                                        .anyMatch(line -> line.contains("!Up!")));

        AmiLink watcher = connect("ringvakt", "lab");
        SwitchEvent.Connected now = (SwitchEvent.Connected) heard.getFirst();
        Channel agent = channel(now, caller);
        Channel trunk =
                now.channels().stream()
                        .filter(c -> c.linked().equals(caller) && !c.id().equals(caller))
                        .findFirst()
                        .orElseThrow();
        assertThat(agent.up() && trunk.up()).isTrue();
        assertThat(trunk.device()).isEqualTo("PJSIP/trunk1");
        assertThat(trunk.bridge()).isPresent().isEqualTo(agent.bridge());

        watcher.hangUp(caller);
        await().atMost(PATIENCE).until(() -> hangUps("failed") == 1);
        connect("lab", "lab").hangUp(caller);
        await().atMost(PATIENCE).until(() -> hangUps("done") == 1 && isHungUp(caller));
        call.settled();
    }

    @Test
    void tellsThatTheSwitchWasKilledAndIsBack() {
        AmiLink link = connect("ringvakt", "lab");
        Call call = lab.place(Dial.phone("0701740676").agent(lab.agent()).with("--talk", "60000"));
        dialOf(call.attempt().uniqueId());

        lab.restartSwitch();

        await().atMost(PATIENCE).until(() -> heard.getLast() instanceof SwitchEvent.Connected);
        assertThat(heard.stream().filter(SwitchEvent.Disconnected.class::isInstance)).hasSize(1);
        assertThat(((SwitchEvent.Connected) heard.getLast()).channels()).isEmpty();
        assertThat(link.isConnected()).isTrue();
        call.end();
    }

    @Test
    void isRefusedWithAWrongPasswordAndDoesNotHammer() {
        start(lab.manager("ringvakt", "wrong"));

        await().atMost(PATIENCE).until(() -> connections("refused") == 2);
        assertThat(heard).isEmpty();
        assertThat(connections("connected")).isZero();
    }

    @Test
    void readsTheLiveDialplan() throws IOException {
        LiveDialplan live =
                LiveDialplan.read(lab.manager("ringvakt", "lab"), Duration.ofSeconds(10));

        assertThat(live.globals()).containsEntry("RINGVAKT_TRUNK_1", "PJSIP/NUMBER@trunk1");
        assertThat(live.lines())
                .anySatisfy(line -> {
                    assertThat(line.context()).isEqualTo("ringvakt-outbound");
                    assertThat(line.application()).isEqualTo("Gosub");
                    assertThat(line.data()).isEqualTo("ringvakt-dial,s,1");
                });
    }

    private AmiLink connect(String user, String secret) {
        AmiLink link = start(lab.manager(user, secret));
        await().atMost(PATIENCE).until(() -> link.isConnected() && !heard.isEmpty());
        return link;
    }

    private AmiLink start(SwitchSettings settings) {
        AmiLink link = AmiLink.start(settings, heard::add, InstantSource.system(), meters);
        links.add(link);
        return link;
    }

    /// Waits for the dial that a channel begins.
    private SwitchEvent.DialBegan dialOf(String caller) {
        await().atMost(PATIENCE).until(() -> !dialsOf(caller).isEmpty());
        return dialsOf(caller).getFirst();
    }

    private List<SwitchEvent.DialBegan> dialsOf(String caller) {
        return heard.stream()
                .filter(SwitchEvent.DialBegan.class::isInstance)
                .map(SwitchEvent.DialBegan.class::cast)
                .filter(began -> began.caller().map(Channel::id).orElse("").equals(caller))
                .toList();
    }

    private boolean isHungUp(String channel) {
        return heard.stream()
                .anyMatch(e -> e instanceof SwitchEvent.HungUp up && up.channel().equals(channel));
    }

    /// What became of a dial, in the order it was told.
    private List<String> story(String caller, String callee) {
        List<String> story = new ArrayList<>();
        for (SwitchEvent event : heard) {
            switch (event) {
                case SwitchEvent.DialBegan e when e.callee().id().equals(callee) ->
                        story.add("began");
                case SwitchEvent.DialProgressed e when e.callee().equals(callee) ->
                        story.add(e.progress().name());
                case SwitchEvent.DialEnded e when e.callee().equals(callee) ->
                        story.add("ended-" + e.status());
                case SwitchEvent.Joined e
                        when e.channel().equals(callee) || e.channel().equals(caller) ->
                        story.add("joined");
                case SwitchEvent.Parted e
                        when e.channel().equals(callee) || e.channel().equals(caller) ->
                        story.add("parted");
                default -> {}
            }
        }
        return story;
    }

    private static Channel channel(SwitchEvent.Connected now, String id) {
        return now.channels().stream().filter(c -> c.id().equals(id)).findFirst().orElseThrow();
    }

    private long connections(String what) {
        return meters.counted(Meter.SWITCH_CONNECTIONS, "lab", what);
    }

    private long hangUps(String result) {
        return meters.counted(Meter.SWITCH_HANGUPS, "lab", result);
    }
}
