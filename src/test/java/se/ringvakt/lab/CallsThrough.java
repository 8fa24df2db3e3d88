package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

/// What must hold whatever is the matter with the gate: no call leaves without its word, and
/// emergency calls need none.
final class CallsThrough {
    /// Its carrier hangs up, so that a call that should not be ends, and the test with it.
    private static final String NUMBER = LabNumbers.HANGS_UP;

    private final Lab lab;
    private final String matter;

    /// @param matter what is the matter with the gate
    CallsThrough(Lab lab, String matter) {
        this.lab = lab;
        this.matter = matter;
    }

    /// A phone dials, an agent's phone is called first, a customer is: none gets through. All of
    /// these emergency numbers do.
    void onlyEmergencyCalls(String... emergencyNumbers) {
        Call call = lab.place(dial(Dial.phone(NUMBER)));
        Call agentFirst = lab.place(dial(Dial.originate(NUMBER)));
        Call customerFirst = lab.place(dial(Dial.local(NUMBER)));
        List<Call> emergencies = new ArrayList<>();
        for (String number : emergencyNumbers) {
            emergencies.add(emergency(number));
        }

        assertRefused(call);
        for (Call other : List.of(agentFirst, customerFirst)) {
            other.heard();
            assertThat(other.invites()).isEmpty();
        }
        emergencies.forEach(CallsThrough::assertReachesHelp);
    }

    /// However it is spelt, a carrier gets the digits; it hangs up after a second.
    Call emergency(String number) {
        return lab.place(
                Dial.phone(number)
                        .reaching(number.replaceFirst("^(#31#|[+]46 ?|0)", ""))
                        .named("emergency")
                        .with("--talk", "30000"));
    }

    static void assertReachesHelp(Call call) {
        assertThat(call.heard().events())
                .containsExactly("ringing 180", "answered 200", "ended far end");
        assertThat(call.awaitTrunks("emergency")).containsExactly("emergency");
    }

    Call refused() {
        return lab.place(dial(Dial.phone(NUMBER)));
    }

    static void assertRefused(Call call) {
        assertThat(call.heard().verdict()).isEqualTo("refused 503");
        assertThat(call.invites()).isEmpty();
    }

    private Dial dial(Dial dial) {
        return dial.named(matter).agent(lab.agent());
    }
}
