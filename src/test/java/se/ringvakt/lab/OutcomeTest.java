package se.ringvakt.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.lab.LedgerFile.Outcome;

/// What became of a call is settled as the rules say, and only what never reached the phone may try
/// the next trunk.
@LabTest
class OutcomeTest {
    private final Lab lab;

    OutcomeTest(Lab lab) {
        this.lab = lab;
    }

    @ParameterizedTest(name = "{0}")
    @Execution(ExecutionMode.CONCURRENT)
    @CsvSource(
            useHeadersInDisplayName = false,
            delimiter = '|',
            textBlock =
                    """
                    rings, answered, caller ends   | 0701740605 | answered 200 | trunk1        | ANSWER      | counted  | rang | none
                    answered at once               | 0701740607 | answered 200 | trunk1        | ANSWER      | counted  | -    | none
                    early media, answered          | 0701740616 | answered 200 | trunk1        | ANSWER      | counted  | rang | none
                    rings, busy                    | 0701740608 | refused 486  | trunk1        | BUSY        | counted  | rang | none
                    busy at once                   | 0701740609 | refused 486  | trunk1        | BUSY        | counted  | -    | none
                    rings, busy everywhere (600)   | 0701740641 | refused 486  | trunk1        | BUSY        | counted  | rang | none
                    declined at once (603)         | 0701740611 | refused 403  | trunk1        | CHANUNAVAIL | counted  | -    | none
                    rings, declined (603)          | 0701740612 | refused 403  | trunk1        | CHANUNAVAIL | counted  | rang | none
                    rings until our timeout        | 0701740613 | refused 480  | trunk1        | NOANSWER    | counted  | rang | RING_TOO_SHORT_BY_PERMIT
                    early media until our timeout  | 0701740615 | refused 480  | trunk1        | NOANSWER    | counted  | rang | RING_TOO_SHORT_BY_PERMIT
                    no ringing until our timeout   | 0701740614 | refused 480  | trunk1        | NOANSWER    | released | -    | none
                    silence until our timeout      | 0701740627 | refused 480  | trunk1        | NOANSWER    | released | -    | none
                    480 at once                    | 0701740619 | refused 480  | trunk1        | NOANSWER    | released | -    | none
                    rings, 480                     | 0701740620 | refused 480  | trunk1        | NOANSWER    | counted  | rang | none
                    rings, 503                     | 0701740625 | refused 503  | trunk1        | CONGESTION  | counted  | rang | none
                    early media, 503               | 0701740626 | refused 503  | trunk1        | CONGESTION  | counted  | rang | none
                    503, answered over the next    | 0701740610 | answered 200 | trunk1 trunk2 | ANSWER      | counted  | rang | none
                    404, answered over the next    | 0701740618 | answered 200 | trunk1 trunk2 | ANSWER      | counted  | rang | none
                    500, answered over the next    | 0701740621 | answered 200 | trunk1 trunk2 | ANSWER      | counted  | rang | none
                    """)
    void settles(
            String name,
            String number,
            String phone,
            String trunks,
            String status,
            String counted,
            String rang,
            String breach) {
        Call call = lab.place(Dial.phone(number).named(name).agent(lab.agent()));

        assertThat(call.heard().verdict()).isEqualTo(phone);
        Outcome outcome = call.settled().outcome().orElseThrow();
        assertThat(outcome.status()).isEqualTo(status);
        assertThat(outcome.counted()).isEqualTo(counted.equals("counted"));
        assertThat(outcome.reached()).isEqualTo(counted.equals("counted"));
        assertThat(outcome.answered()).isEqualTo(phone.startsWith("answered"));
        assertThat(outcome.rangMillis().isPresent()).isEqualTo(rang.equals("rang"));
        assertThat(outcome.breach()).isEqualTo(breach);
        assertThat(call.awaitTrunks(trunks.split(" "))).containsExactly(trunks.split(" "));
        assertThat(call.attempts()).hasSize(1);
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theAgentWhoGivesUpWhileItRingsHasRungTooShort() {
        Call call =
                lab.place(
                        Dial.phone(LabNumbers.RINGS_FOR_EVER_TOO)
                                .named("agent gives up while it rings")
                                .agent(lab.agent())
                                .with("--timeout", "60", "--cancel-after", "1000"));

        assertThat(call.heard().events()).containsExactly("ringing 180", "cancelled 487");
        Outcome outcome = call.settled().outcome().orElseThrow();
        assertThat(outcome.status()).isEqualTo("CANCEL");
        assertThat(outcome.counted()).isTrue();
        assertThat(outcome.rangMillis().orElse(0)).isBetween(500L, 30_000L);
        assertThat(outcome.breach()).isEqualTo("RING_TOO_SHORT");
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void theAgentWhoGivesUpBeforeItRangHasCalledNobody() {
        Call call =
                lab.place(
                        Dial.phone("0701740629")
                                .named("agent gives up before it rings")
                                .agent(lab.agent())
                                .with("--timeout", "60", "--cancel-after", "500"));

        assertThat(call.heard().verdict()).isEqualTo("cancelled 487");
        Outcome outcome = call.settled().outcome().orElseThrow();
        assertThat(outcome.status()).isEqualTo("CANCEL");
        assertThat(outcome.counted()).isFalse();
        assertThat(outcome.breach()).isEqualTo("none");
    }

    /// Nobody's phone was reached, so it may be called at once; once it was, it may not, however
    /// many trunks that took.
    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void aFailureOfAllTrunksIsNoAttempt() {
        String campaign = lab.campaign();
        for (String name : new String[] {"503 from all trunks", "503 from all trunks, again"}) {
            Call call =
                    lab.place(
                            Dial.phone("0701740617")
                                    .named(name)
                                    .agent(lab.agent())
                                    .campaign(campaign));
            assertThat(call.heard().verdict()).isEqualTo("refused 503");
            Outcome outcome = call.settled().outcome().orElseThrow();
            assertThat(outcome.counted()).isFalse();
            assertThat(outcome.status()).isEqualTo("CONGESTION");
            assertThat(call.awaitTrunks("trunk1", "trunk2")).containsExactly("trunk1", "trunk2");
        }
    }

    @Test
    @Execution(ExecutionMode.CONCURRENT)
    void twoTrunksAreOneAttempt() {
        String campaign = lab.campaign();
        Call first =
                lab.place(
                        Dial.phone("0701740622")
                                .named("404, answered over the next, first")
                                .agent(lab.agent())
                                .campaign(campaign));
        assertThat(first.heard().verdict()).isEqualTo("answered 200");
        assertThat(first.settled().outcome().orElseThrow().counted()).isTrue();
        assertThat(first.awaitTrunks("trunk1", "trunk2")).containsExactly("trunk1", "trunk2");

        Call second =
                lab.place(
                        Dial.phone("0701740622")
                                .named("404, answered over the next, again")
                                .agent(lab.agent())
                                .campaign(campaign));
        assertThat(second.heard().verdict()).isEqualTo("refused 403");
        assertThat(second.reasons()).isEqualTo("SPACING");
        assertThat(second.invites()).isEmpty();
    }
}
