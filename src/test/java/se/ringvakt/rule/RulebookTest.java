package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Block;
import se.ringvakt.call.Kind;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.rule.Facts.AgentState;

class RulebookTest {
    private static final Instant NOW = Instant.parse("2026-11-23T11:00:00Z");

    private static final Rule SILENT = facts -> Optional.empty();
    private static final Rule BROKEN =
            facts -> {
                throw new IllegalStateException("broken");
            };

    private static Verdict judge(Rule... rules) {
        return new Rulebook(List.of(rules), Dial.SWEDEN, Rehearsal.NONE)
                .judge(Dial.at(NOW.toString()).facts());
    }

    private static Rule untilThen(Instant lapse) {
        return facts ->
                facts.now().isBefore(lapse)
                        ? Optional.of(Objection.until(Reason.BLOCKED, lapse))
                        : Optional.empty();
    }

    private static void assertUnavailable(Verdict verdict, String broken) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        deny -> {
                            assertThat(deny.reasons()).containsExactly(Reason.UNAVAILABLE);
                            assertThat(deny.retryAt()).isEmpty();
                            assertThat(deny.fault().orElseThrow().rule()).contains(broken);
                        });
    }

    @Test
    void aRuleThatThrowsDeniesTheCallAlone() {
        assertUnavailable(judge(SILENT, BROKEN), "RulebookTest");
        assertUnavailable(judge(untilThen(NOW.plusSeconds(1)), BROKEN), "RulebookTest");
    }

    @Test
    @SuppressWarnings("NullAway") // a rule without respect for its contract is what is tested
    void aRuleThatAnswersNothingAtAllDeniesTheCall() {
        assertUnavailable(judge(SILENT, facts -> null), "Rulebook");
    }

    @Test
    void aRuleThatThrowsLaterOnDeniesTheCallWithoutNextTime() {
        Instant later = NOW.plusSeconds(10);
        Rule brokenLater =
                facts -> {
                    if (!facts.now().isBefore(later)) {
                        throw new IllegalStateException("broken");
                    }
                    return Optional.empty();
                };
        assertUnavailable(judge(untilThen(later), brokenLater), "RulebookTest");
    }

    @Test
    void aRuleWhoseLapseHasPassedIsAFault() {
        Rule stuck = facts -> Optional.of(Objection.until(Reason.BLOCKED, NOW));
        assertUnavailable(judge(stuck), "Rulebook");
    }

    @Test
    void aPermitThatCannotBeMadeIsAFault() {
        Facts closed = Dial.at("2026-11-23T12:00").callerIds().facts();
        assertUnavailable(
                new Rulebook(List.of(SILENT), Dial.SWEDEN, Rehearsal.NONE).judge(closed),
                "Rulebook");
    }

    @Test
    void aCallWithoutObjectionIsAllowed() {
        assertThat(judge(SILENT, SILENT)).isInstanceOf(Verdict.Allow.class);
    }

    @Test
    void thereIsNoNextTimeBeyondFourHundredDays() {
        Rule last = untilThen(NOW.plus(Duration.ofDays(400)));
        assertThat(judge(last))
                .isInstanceOfSatisfying(
                        Verdict.Deny.class,
                        deny ->
                                assertThat(deny.retryAt())
                                        .contains(NOW.plus(Duration.ofDays(400))));
        Rule tooLate = untilThen(NOW.plus(Duration.ofDays(400)).plusMillis(1));
        assertThat(judge(tooLate))
                .isInstanceOfSatisfying(
                        Verdict.Deny.class, deny -> assertThat(deny.retryAt()).isEmpty());
    }

    /// A call against which everything speaks.
    private static Dial worst(String now) {
        Dial dial =
                Dial.at(now)
                        .stopped()
                        .number(Dial.FOREIGN)
                        .campaignDays("2020-01-01", "2020-12-31")
                        .withheld()
                        .block(new Block(Block.List.CENTRE, Optional.empty(), Optional.empty()))
                        .registers(
                                new RegisterAnswer(
                                        "nix", Optional.of(LocalDate.of(2026, 1, 1)), false, true))
                        .kind(Kind.UNKNOWN)
                        .attemptIn("el-2024", "el", "2026-12-01T12:00")
                        .attemptIn("el-2025", "el", "2026-12-01T12:00")
                        .agent(new AgentState(Optional.of(new AgentId("101")), false, true, 0));
        for (int i = 0; i < 20; i++) {
            dial.attempt("2026-12-24T00:00", "2026-12-24T00:01");
        }
        return dial;
    }

    @Test
    void keepsAllReasonsInTheirOrder() {
        Set<Reason> standAlone =
                EnumSet.of(Reason.INVALID_NUMBER, Reason.UNKNOWN_CAMPAIGN, Reason.UNAVAILABLE);
        List<Reason> all =
                Arrays.stream(Reason.values())
                        .filter(reason -> !standAlone.contains(reason))
                        .toList();
        assertThat(worst("2026-12-24T01:00").reasons()).isEqualTo(all);
    }

    @Test
    void everyClauseGivesTheReasonOfItsPlace() {
        Facts facts = worst("2026-12-24T01:00").facts();
        List<Reason> reasons =
                Clauses.ALL.stream()
                        .map(rule -> rule.objection(facts).orElseThrow().reason())
                        .toList();
        assertThat(reasons).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void aPolicyThatChangesBeforeTheLapseIsAskedAgain() {
        Dial dial =
                Dial.at("2026-11-30T21:00")
                        .under(
                                TestPolicies.swedenWith(
                                        "changes: [{from: 2026-12-01, figures: {hours: {tue:"
                                                + " '00:30-12:00'}}}]"));
        assertThat(dial.retryAt()).contains(dial.instant("2026-12-01T00:30"));
    }

    @Test
    void aPolicyThatForbidsForAWhileIsWaitedOut() {
        Dial dial =
                Dial.at("2026-11-30T21:00")
                        .under(
                                TestPolicies.swedenWith(
                                        "changes: [{from: 2026-12-01, to: 2026-12-10, figures:"
                                                + " {consent-first: true}}]"));
        assertThat(dial.reasons()).containsExactly(Reason.OUTSIDE_HOURS);
        assertThat(dial.retryAt()).contains(dial.instant("2026-12-11T08:00"));
    }

    @Test
    void aReasonThatNeverEndsLeavesNoNextTimeEvenIfThePolicyWillChange() {
        Dial dial =
                Dial.at("2026-11-30T12:00")
                        .under(
                                TestPolicies.swedenWith(
                                        "changes: [{to: 2026-12-10, figures: {consent-first:"
                                                + " true}}]"));
        assertThat(dial.reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(dial.retryAt()).isEmpty();
    }

    @Test
    void severalRulesInARowAreWaitedOut() {
        // Blocked until the eve, closed on the eve, open at ten on the Sunday after.
        Dial dial =
                Dial.at("2026-06-17T12:00")
                        .blockedUntil("2026-06-18T20:59:15")
                        .attempt("2026-06-19T22:00:00.005", "2026-06-20T07:00:00.007");
        assertThat(dial.retryAt()).contains(dial.instant("2026-06-20T11:00:00.007"));
    }
}
