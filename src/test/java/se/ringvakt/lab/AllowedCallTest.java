package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.lab.LedgerFile.Attempt;
import se.ringvakt.lab.LedgerFile.Outcome;

/// What may be called is called once, as the gate said, and its end is recorded.
@LabTest
class AllowedCallTest {
    private final Lab lab;

    AllowedCallTest(Lab lab) {
        this.lab = lab;
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aPhoneDials() {
        Call call = lab.place(Dial.phone("0701740660").named("allowed").agent(lab.agent()));

        assertThat(call.heard().events())
                .containsExactly("ringing 180", "answered 200", "ended agent");
        assertOneCallAsTheGateSaid(call, 46_701_740_660L);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theAgentsPhoneIsCalledFirst() {
        Call call =
                lab.place(
                        Dial.originate("0701740606")
                                .named("allowed, agent called first")
                                .agent(lab.agent())
                                .with("--no-wait"));

        assertOneCallAsTheGateSaid(call, 46_701_740_606L);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aDiallerCallsTheCustomerFirst() {
        Call call =
                lab.place(
                        Dial.local(LabNumbers.HANGS_UP)
                                .named("allowed, customer called first")
                                .agent(lab.agent())
                                .with("--kind", "progressive", "--no-wait"));

        assertOneCallAsTheGateSaid(call, 46_701_740_692L);
    }

    @ParameterizedTest
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource({
        "+46 (0)70-174 06 61, 0701740661",
        "0046701740662, 0701740662",
        "'(070) 174 06 63', 0701740663",
        "070-174.06/64, 0701740664"
    })
    void everySpellingReachesTheSameNumber(String dialled, String reached) {
        Call call =
                lab.place(
                        Dial.phone(dialled)
                                .reaching(reached)
                                .named("allowed, spelt otherwise")
                                .agent(lab.agent()));

        assertThat(call.heard().verdict()).isEqualTo("answered 200");
        assertOneCallAsTheGateSaid(call, 46_000_000_000L + Long.parseLong(reached));
    }

    private static void assertOneCallAsTheGateSaid(Call call, long number) {
        Attempt attempt = call.settled();
        assertThat(call.invites())
                .singleElement()
                .satisfies(invite -> {
                    assertThat(invite.trunk()).isEqualTo("trunk1");
                    assertThat(invite.from())
                            .contains("<sip:" + Installation.CALLER_ID + "@")
                            .doesNotContain("agent", "\"");
                    assertThat(invite.identity())
                            .contains("<sip:" + Installation.CALLER_ID + "@")
                            .doesNotContain("agent", "\"");
                });
        assertThat(attempt.number()).isEqualTo(number);
        assertThat(attempt.callerId()).isEqualTo(46_701_740_699L);
        Outcome outcome = attempt.outcome().orElseThrow();
        assertThat(outcome.status()).isEqualTo("ANSWER");
        assertThat(outcome.counted()).isTrue();
        assertThat(outcome.reached()).isTrue();
        assertThat(outcome.answered()).isTrue();
        assertThat(outcome.rangMillis()).isPresent();
        assertThat(outcome.rangMillis().getAsLong()).isBetween(500L, 10_000L);
        assertThat(outcome.answeredMillis().orElse(0)).isBetween(500L, 10_000L);
        assertThat(outcome.breach()).isEqualTo("none");
        assertThat(call.attempts()).hasSize(1);
    }
}
