package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// Denials that take another policy or another register than the lab's own gate has.
@LabTest
class OtherRulesTest {
    private static final String NUMBER = "0701740672";

    private final Lab lab;

    OtherRulesTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void onAHoliday() {
        String today = "[" + Installation.today() + "]";
        assertDenied(
                lab.another("holiday", Map.of("closed-days", today), Map.of()),
                "closed day",
                "HOLIDAY");
    }

    @Test
    void outsideHours() {
        assertDenied(
                lab.another("night", Map.of("hours", "{mon-sun: \"00:00-01:00\"}"), Map.of()),
                "closed hour",
                "OUTSIDE_HOURS");
    }

    @Test
    void withAnOldRegister() {
        Installation old = lab.another("old-register", Map.of(), Map.of()).withoutRegister();
        old.importRegister(Installation.today().minusMonths(2));
        assertDenied(old, "register two months old", "REGISTER_STALE");
    }

    @Test
    void withoutARegister() {
        assertDenied(
                lab.another("no-register", Map.of(), Map.of()).withoutRegister(),
                "no register",
                "REGISTER_STALE");
    }

    @Test
    void afterTwoCallsOnOneDay() {
        try (GateProcess gate =
                lab.another("no-spacing", Map.of("spacing", "0s"), Map.of()).serve()) {
            lab.ask(gate.asked("up, no spacing"));
            String campaign = lab.campaign();
            for (String name : new String[] {"first of the day", "second of the day"}) {
                Call call = lab.place(dial(name).campaign(campaign).with("--talk", "100"));
                assertThat(call.heard().verdict()).isEqualTo("answered 200");
                assertThat(call.settled().outcome().orElseThrow().counted()).isTrue();
            }
            assertDenied(lab.place(dial("third of the day").campaign(campaign)), "DAILY_LIMIT");
        }
    }

    private void assertDenied(Installation installation, String name, String reason) {
        try (GateProcess gate = installation.serve()) {
            lab.ask(gate.asked("up, " + name));
            assertDenied(lab.place(dial(name)), reason);
        }
    }

    private Dial dial(String name) {
        return Dial.phone(NUMBER).named(name).agent(lab.agent());
    }

    private static void assertDenied(Call call, String reason) {
        assertThat(call.heard().verdict()).isEqualTo("refused 403");
        assertThat(call.reasons()).isEqualTo(reason);
        assertThat(call.attempts()).isEmpty();
        assertThat(call.invites()).isEmpty();
    }
}
