package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import se.ringvakt.lab.LedgerFile.Attempt;

/// Many agents, one number, one moment.
@LabTest
class RaceTest {
    private static final int AGENTS = 10;
    private static final String NUMBER = "0701740671";

    private final Lab lab;

    RaceTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    void tenAgentsGetOneCall() {
        String campaign = lab.campaign();
        List<Call> calls =
                IntStream.range(0, AGENTS)
                        .mapToObj(_ ->
                                lab.place(
                                        Dial.phone(NUMBER)
                                                .named("ten agents at once")
                                                .agent(lab.agent())
                                                .campaign(campaign)))
                        .toList();

        List<Call> answered =
                calls.stream()
                        .filter(call -> call.heard().verdict().equals("answered 200"))
                        .toList();
        assertThat(answered).hasSize(1);
        answered.getFirst().settled();
        assertThat(calls.getFirst().invites()).hasSize(1);
        List<Attempt> attempts = calls.stream().flatMap(call -> call.attempts().stream()).toList();
        assertThat(attempts).hasSize(1);
        assertThat(calls)
                .filteredOn(call -> call.attempts().isEmpty())
                .allSatisfy(call -> {
                    assertThat(call.heard().verdict()).isEqualTo("refused 403");
                    assertThat(call.reasons()).isEqualTo("SPACING");
                });
    }
}
