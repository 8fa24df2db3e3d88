package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// A switch that knows two gates: the second is asked when the first has nothing to say, and then
/// only.
@LabTest
class SecondGateTest {
    private static final String NUMBER = "0701740674";
    private static final String RINGS_BACK = "0701740655";

    private final Lab lab;

    SecondGateTest(Lab lab) {
        this.lab = lab;
    }

    @AfterEach
    void askOneGate() {
        lab.set("RV_SILENT_UNTIL", 0);
        lab.ask(lab.gate());
    }

    @Test
    void whereNobodyListensTheSecondIsAskedAndToldTheOutcome() {
        lab.ask(new Asked("port closed", Ports.free(), Optional.empty()), lab.gate());

        Call call = lab.place(dial("first gate away"));

        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        Attempt attempt = call.settled();
        assertThat(attempt.outcome().orElseThrow().answered()).isTrue();
        assertThat(call.attempts()).hasSize(1);
        assertThat(call.awaitTrunks("trunk1")).containsExactly("trunk1");
    }

    @Test
    void aHungGateIsWaitedForOnceAndThenRests() {
        lab.setPatience(2);
        lab.set("RINGVAKT_GATE_REST", 600);
        try (FakeGate hung = FakeGate.silent()) {
            lab.ask(hung.asked(), lab.gate());
            Call first = lab.place(dial("first gate hung"));
            assertThat(first.heard().verdict()).isEqualTo("answered 200");
            assertThat(hung.met()).isOne();

            Call second = lab.place(dial("first gate rests"));
            assertThat(second.heard().verdict()).isEqualTo("answered 200");
            assertThat(second.settled().outcome()).isPresent();
            assertThat(hung.met()).as("calls and outcomes go past it").isOne();

            lab.set("RV_SILENT_UNTIL", 0);
            Call third = lab.place(dial("first gate asked again"));
            assertThat(third.heard().verdict()).isEqualTo("answered 200");
            assertThat(hung.met()).isEqualTo(2);
        } finally {
            lab.set("RINGVAKT_GATE_REST", 10);
            lab.restorePatience();
        }
    }

    @Test
    void aDenialIsTheLastWord() {
        try (FakeGate second = FakeGate.closing()) {
            String campaign = lab.campaign();
            lab.ask(lab.gate(), second.asked());
            lab.place(dial("counts").campaign(campaign)).heard();
            Call again = lab.place(dial("first gate denies").campaign(campaign));

            assertThat(again.heard().verdict()).isEqualTo("refused 403");
            assertThat(again.invites()).isEmpty();
            assertThat(second.met()).isZero();
        }
    }

    @Test
    void aGateThatCannotSayIsNoDenial() {
        try (FakeGate first = FakeGate.saying("unavailable", FakeGate::unavailable)) {
            lab.ask(first.asked(), lab.gate());

            Call call = lab.place(dial("first gate UNAVAILABLE"));

            assertThat(call.heard().verdict()).isEqualTo("answered 200");
            assertThat(call.attempts()).hasSize(1);
        }
    }

    /// What the first said before it fell silent is nothing.
    @Test
    void halfAnAllowanceOfTheFirstIsForgotten() {
        try (FakeGate first =
                        FakeGate.saying(
                                "half",
                                id ->
                                        "SET VARIABLE RINGVAKT_VERDICT ALLOW:"
                                                + id
                                                + "\nSET VARIABLE RINGVAKT_NUMBER "
                                                + LabNumbers.HANGS_UP
                                                + "\n");
                FakeGate second = FakeGate.saying("unavailable", FakeGate::unavailable)) {
            lab.ask(first.asked(), second.asked());
            for (Call call : List.of(lab.place(dial("half")), lab.place(dial("half again")))) {
                CallsThrough.assertRefused(call);
            }
        }
    }

    @Test
    void whereBothAreAwayOnlyEmergencyCallsLeave() {
        Asked away = new Asked("port closed", Ports.free(), Optional.empty());
        lab.ask(away, new Asked("port closed too", Ports.free(), Optional.empty()));

        new CallsThrough(lab, "both gates away").onlyEmergencyCalls("112", "11414");
    }

    /// The number of a consumer who rings back is nobody's secret: the second may tell for whom.
    @Test
    void whoRingsBackIsToldByTheSecond() {
        lab.ask(new Asked("port closed", Ports.free(), Optional.empty()), lab.gate());
        Call call =
                lab.place(Dial.phone(RINGS_BACK).named("before ringing back").agent(lab.agent()));
        call.heard();
        call.settled();

        lab.place(Dial.back(Installation.CALLER_ID, RINGS_BACK).named("rings back")).heard();

        assertThat(lab.inbound(RINGS_BACK).wentTo()).endsWith(call.dial().campaign());
    }

    private Dial dial(String name) {
        return Dial.phone(NUMBER).named(name).agent(lab.agent());
    }
}
