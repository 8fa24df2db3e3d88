package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Where the gate should be there is nothing, or something else: no call leaves, but emergency
/// calls do.
@LabTest
class GateAwayTest {
    /// Its carrier hangs up, so that a call that should not be ends, and the test with it.
    private static final String NUMBER = LabNumbers.HANGS_UP;

    private final Lab lab;

    GateAwayTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void nobodyListens() {
        lab.ask(new Asked("port closed", Ports.free(), Optional.empty()));

        new CallsThrough(lab, "gate refused").onlyEmergencyCalls("112", "11414");
    }

    @Test
    void itTakesTheConnectionAndHangs() {
        lab.setPatience(2);
        try (FakeGate gate = FakeGate.silent()) {
            lab.ask(gate.asked());
            new CallsThrough(lab, "gate hung").onlyEmergencyCalls("112", "11414", "11313");
        } finally {
            lab.restorePatience();
        }
    }

    @Test
    void itClosesWithoutAWord() {
        try (FakeGate gate = FakeGate.closing()) {
            lab.ask(gate.asked());
            new CallsThrough(lab, "gate closes").onlyEmergencyCalls("112", "116117");
        }
    }

    @Test
    void itListensAndClosesWithoutAWord() {
        try (FakeGate gate = FakeGate.closingAfterTheHeader()) {
            lab.ask(gate.asked());
            new CallsThrough(lab, "gate hears, closes").onlyEmergencyCalls("+46 112", "1177");
        }
    }

    @Test
    void itResetsTheConnection() {
        try (FakeGate gate = FakeGate.resetting()) {
            lab.ask(gate.asked());
            new CallsThrough(lab, "gate resets").onlyEmergencyCalls("0112", "11414");
        }
    }

    @Test
    void itGivesTheVerdictOfAnotherCall() {
        try (FakeGate gate =
                FakeGate.saying(
                        "verdict of another call",
                        _ ->
                                FakeGate.permit(
                                        "1795400000.17", NUMBER, "1", Installation.CALLER_ID))) {
            lab.ask(gate.asked());
            new CallsThrough(lab, "another call's verdict").onlyEmergencyCalls("#31#112", "90000");
        }
    }

    static Stream<Arguments> nonsense() {
        return Stream.of(
                nonsense("half a command", _ -> "SET VARIABLE RINGVAKT_VER"),
                nonsense("an HTTP server", _ -> "HTTP/1.1 400 Bad Request\r\n\r\n"),
                nonsense(
                        "a word and no facts",
                        id -> "SET VARIABLE RINGVAKT_VERDICT ALLOW:" + id + "\n"),
                nonsense(
                        "a number with a trunk of its own",
                        id ->
                                FakeGate.permit(
                                        id,
                                        NUMBER + "&PJSIP/" + NUMBER + "@trunk2",
                                        "1",
                                        Installation.CALLER_ID)),
                nonsense(
                        "no attempt",
                        id -> FakeGate.permit(id, NUMBER, "", Installation.CALLER_ID)),
                nonsense("no caller id", id -> FakeGate.permit(id, NUMBER, "1", "")));
    }

    private static Arguments nonsense(String name, FakeGate.Answer answer) {
        return Arguments.of(name, answer);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nonsense")
    void itSaysWhatIsNoPermit(String name, FakeGate.Answer answer) {
        try (FakeGate gate = FakeGate.saying(name, answer)) {
            lab.ask(gate.asked());
            CallsThrough calls = new CallsThrough(lab, "no permit");
            Call call = calls.refused();
            Call emergency = calls.emergency("112");

            CallsThrough.assertRefused(call);
            CallsThrough.assertReachesHelp(emergency);
        }
    }

    /// What the one who places the call brings along is not the gate's word.
    @Test
    void theCallBringsItsOwnVerdict() {
        lab.ask(new Asked("port closed", Ports.free(), Optional.empty()));
        Call agentFirst = lab.place(forged(Dial.originate(NUMBER), "lab-forged-1", "lab-forged-1"));
        agentFirst.heard();
        // Of a Local channel's two halves it is the second that dials.
        Call customerFirst =
                lab.place(forged(Dial.local(NUMBER), "lab-forged-2", "lab-forged-2-2"));
        customerFirst.heard();

        assertThat(agentFirst.invites()).isEmpty();
        assertThat(customerFirst.invites()).isEmpty();
    }

    private Dial forged(Dial dial, String uniqueId, String dialling) {
        return dial.named("call with a verdict of its own")
                .agent(lab.agent())
                .with("--uniqueid", uniqueId)
                .with("--variable", "RINGVAKT_VERDICT=ALLOW:" + dialling)
                .with("--variable", "RINGVAKT_REASON=none")
                .with("--variable", "RINGVAKT_NUMBER=" + NUMBER)
                .with("--variable", "RINGVAKT_CLI=" + Installation.CALLER_ID)
                .with("--variable", "RINGVAKT_TIMEOUT=60")
                .with("--variable", "RINGVAKT_ATTEMPT=1")
                .with("--variable", "RV_ALLOWED=1");
    }
}
