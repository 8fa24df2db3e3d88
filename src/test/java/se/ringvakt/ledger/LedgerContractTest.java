package se.ringvakt.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.PhoneNumber;

/// What every ledger must do, whatever it keeps its record in.
public abstract class LedgerContractTest {
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final Instant NOW = Samples.NOW;

    /// A ledger whose clock stands at [Samples#NOW] until told otherwise, with a memory of 400 days
    /// and attempts of at most four hours.
    protected abstract Ledger ledger();

    /// The same record, opened by a new process.
    protected abstract Ledger reopened();

    /// Moves the clock of the ledger.
    protected abstract void clock(Instant now);

    @Test
    void aNumberNeverCalledHasNoHistory() {
        assertThat(ledger().history(NUMBER)).isEqualTo(History.none(NUMBER));
    }

    @Test
    void anAllowedAttemptCountsAtOnceAndIsOpen() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);

        assertThat(append(attempt)).isTrue();

        History after = ledger().history(NUMBER);
        assertThat(after.version()).isPositive();
        assertThat(after.counted()).containsExactly(open(attempt));
        assertThat(ledger().attempt(attempt.id())).contains(attempt);
        assertThat(ledger().open()).containsExactly(attempt);
    }

    @Test
    void whatAChannelWasPermittedIsFoundByItsNameWithAndWithoutTheNumber() {
        Attempt other = Samples.attempt(1, NUMBER, NOW);
        Attempt asked = Samples.attempt(2, NUMBER, NOW.plusMillis(1));
        Optional<PhoneNumber> number = Optional.of(NUMBER);
        append(other);
        append(asked);

        assertThat(ledger().permitted(asked.uniqueId(), number, NOW)).containsExactly(asked);
        assertThat(reopened().permitted(asked.uniqueId(), Optional.empty(), NOW))
                .containsExactly(asked);
        assertThat(ledger().permitted("1.1", number, NOW)).isEmpty();
        assertThat(ledger().permitted("1.1", Optional.empty(), NOW)).isEmpty();
        assertThat(ledger().permitted(asked.uniqueId(), Optional.of(Samples.number(1)), NOW))
                .isEmpty();
    }

    @Test
    void anOldPermitAndOneThatWasWithdrawnAreNotFound() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        for (Optional<PhoneNumber> number :
                List.of(Optional.of(NUMBER), Optional.<PhoneNumber>empty())) {
            assertThat(ledger().permitted(attempt.uniqueId(), number, NOW)).hasSize(1);
            assertThat(ledger().permitted(attempt.uniqueId(), number, NOW.plusMillis(1))).isEmpty();
        }

        ledger().settle(attempt.id(), Samples.answered(attempt));
        assertThat(ledger().permitted(attempt.uniqueId(), Optional.of(NUMBER), NOW))
                .as("a call that is over had a permit, too")
                .hasSize(1);

        Attempt back = Samples.attempt(2, NUMBER, NOW);
        append(back);
        ledger().withdraw(back.id());
        assertThat(ledger().permitted(back.uniqueId(), Optional.of(NUMBER), NOW)).isEmpty();
        assertThat(ledger().permitted(back.uniqueId(), Optional.empty(), NOW)).isEmpty();
    }

    @Test
    void aChannelThatAskedOftenIsToldItsNewestPermitFirst() {
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        Attempt again =
                withUniqueId(Samples.attempt(2, NUMBER, NOW.plusMillis(5)), first.uniqueId());
        append(first);
        append(again);

        assertThat(ledger().permitted(first.uniqueId(), Optional.of(NUMBER), NOW))
                .containsExactly(again, first);
        assertThat(ledger().permitted(first.uniqueId(), Optional.empty(), NOW))
                .containsExactly(again, first);
    }

    private static Attempt withUniqueId(Attempt attempt, String uniqueId) {
        return new Attempt(
                attempt.id(),
                attempt.number(),
                attempt.campaign(),
                attempt.offer(),
                attempt.agent(),
                attempt.kind(),
                attempt.callerId(),
                attempt.start(),
                attempt.timeout(),
                uniqueId,
                attempt.basis());
    }

    @Test
    void anAttemptOfARobotHasNoAgentAndNoOfferIsKeptAsNone() {
        Attempt robot = Samples.robot(1, NUMBER, NOW);

        assertThat(append(robot)).isTrue();

        assertThat(reopened().attempt(robot.id())).contains(robot);
        assertThat(ledger().history(NUMBER).counted()).containsExactly(open(robot));
    }

    @Test
    void whoSawAnOlderRecordLosesAndSeesTheNewOne() {
        History seen = ledger().history(NUMBER);
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        Attempt second = Samples.attempt(2, NUMBER, NOW);

        assertThat(ledger().append(seen, first)).isTrue();
        assertThat(ledger().append(seen, second)).isFalse();

        assertThat(ledger().history(NUMBER).counted()).containsExactly(open(first));
        assertThat(ledger().attempt(second.id())).isEmpty();
        assertThat(append(second)).isTrue();
        assertThat(ledger().history(NUMBER).counted()).containsExactly(open(first), open(second));
    }

    @Test
    void aRehearsalCountsLikeAnyAttemptAndLosesLikeAnyAttempt() {
        History seen = ledger().history(NUMBER);
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        Attempt second = Samples.attempt(2, NUMBER, NOW);

        assertThat(ledger().rehearse(seen, first, Samples.rehearsed(first))).isTrue();
        assertThat(ledger().rehearse(seen, second, Samples.rehearsed(second))).isFalse();

        assertThat(reopened().history(NUMBER).counted()).containsExactly(open(first));
        assertThat(ledger().attempt(second.id())).isEmpty();
    }

    @Test
    void aHistoryFromBeforeASettlingLoses() {
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        append(first);
        History seen = ledger().history(NUMBER);

        ledger().settle(first.id(), Samples.answered(first));

        assertThat(ledger().append(seen, Samples.attempt(2, NUMBER, NOW))).isFalse();
    }

    @Test
    void aHistoryOfVersionZeroLosesOnceThereIsARecordEvenIfNothingCounts() {
        History seen = ledger().history(NUMBER);
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        append(first);
        ledger().withdraw(first.id());

        assertThat(ledger().history(NUMBER).counted()).isEmpty();
        assertThat(ledger().append(seen, Samples.attempt(2, NUMBER, NOW))).isFalse();
    }

    @Test
    void ofAThousandAtOnceExactlyOneWins() throws Exception {
        History seen = ledger().history(NUMBER);
        CountDownLatch go = new CountDownLatch(1);
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 1; i <= 1_000; i++) {
            Attempt attempt = Samples.attempt(i, NUMBER, NOW);
            callers.add(() -> {
                go.await();
                return ledger().append(seen, attempt);
            });
        }

        List<Boolean> answers = atOnce(callers, go);

        assertThat(answers.stream().filter(won -> won)).hasSize(1);
        assertThat(ledger().history(NUMBER).counted()).hasSize(1);
        assertThat(reopened().history(NUMBER).counted()).hasSize(1);
    }

    @Test
    void manyNumbersAtOnceAllGetTheirs() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            Attempt attempt = Samples.attempt(i + 1, Samples.bulkNumber(i), NOW);
            callers.add(() -> {
                go.await();
                return append(attempt);
            });
        }

        assertThat(atOnce(callers, go)).containsOnly(true);
        assertThat(ledger().open()).hasSize(500);
    }

    @Test
    void everyoneWhoLoopsUntilTrueGetsInExactlyOnce() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<Callable<Boolean>> callers = new ArrayList<>();
        for (int i = 1; i <= 64; i++) {
            Attempt attempt = Samples.attempt(i, NUMBER, NOW.plusMillis(i));
            callers.add(() -> {
                go.await();
                while (!append(attempt)) {
                    Thread.onSpinWait();
                }
                return true;
            });
        }

        atOnce(callers, go);

        List<Counted> counted = reopened().history(NUMBER).counted();
        assertThat(counted).hasSize(64);
        assertThat(counted.stream().map(Counted::start)).isSorted();
    }

    @Test
    void aHistoryIsInOrderOfStart() {
        Attempt late = Samples.attempt(1, NUMBER, NOW.plusSeconds(60));
        Attempt early = Samples.attempt(2, NUMBER, NOW);
        append(late);
        append(early);

        assertThat(ledger().history(NUMBER).counted()).containsExactly(open(early), open(late));
        assertThat(reopened().history(NUMBER).counted()).containsExactly(open(early), open(late));
    }

    @Test
    void aHistoryForgetsWhatIsOlderThanAnyLimit() {
        append(Samples.attempt(1, NUMBER, NOW.minus(Duration.ofDays(401))));
        Attempt remembered = Samples.attempt(2, NUMBER, NOW.minus(Duration.ofDays(399)));
        append(remembered);

        assertThat(reopened().history(NUMBER).counted()).containsExactly(open(remembered));
    }

    @Test
    void anAnsweredAttemptEndsAndStaysCounted() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        long before = ledger().history(NUMBER).version();
        Outcome outcome = Samples.answered(attempt);

        assertThat(ledger().settle(attempt.id(), outcome)).isTrue();

        assertThat(ledger().history(NUMBER).version()).isGreaterThan(before);
        assertThat(ledger().history(NUMBER).counted()).containsExactly(ended(attempt, outcome));
        assertThat(reopened().history(NUMBER).counted()).containsExactly(ended(attempt, outcome));
        assertThat(ledger().open()).isEmpty();
    }

    @Test
    void anAttemptThatNeverReachedThePhoneIsReleased() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        long before = ledger().history(NUMBER).version();

        assertThat(ledger().settle(attempt.id(), Samples.notReached(attempt))).isTrue();

        assertThat(ledger().history(NUMBER).version()).isGreaterThan(before);
        assertThat(ledger().history(NUMBER).counted()).isEmpty();
        assertThat(reopened().history(NUMBER).counted()).isEmpty();
        assertThat(ledger().attempt(attempt.id())).contains(attempt);
        assertThat(ledger().open()).isEmpty();
    }

    @Test
    void onlyTheFirstOutcomeSettles() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        Outcome first = Samples.answered(attempt);
        ledger().settle(attempt.id(), first);
        History settled = ledger().history(NUMBER);

        assertThat(ledger().settle(attempt.id(), first)).isFalse();
        assertThat(ledger().settle(attempt.id(), Samples.notReached(attempt))).isFalse();

        assertThat(ledger().history(NUMBER)).isEqualTo(settled);
        assertThat(reopened().history(NUMBER)).isEqualTo(settled);
    }

    @Test
    void aReleasedAttemptStaysReleased() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().settle(attempt.id(), Samples.notReached(attempt));

        assertThat(ledger().settle(attempt.id(), Samples.answered(attempt))).isFalse();

        assertThat(ledger().history(NUMBER).counted()).isEmpty();
    }

    @Test
    void anOutcomeAfterTheLongestLifeSettlesButReleasesNothing() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        Outcome late = Samples.heardAfter(Samples.notReached(attempt), attempt, hours(4));

        assertThat(ledger().settle(attempt.id(), late)).isTrue();

        assertThat(ledger().history(NUMBER).counted()).containsExactly(ended(attempt, late));
    }

    @Test
    void anOutcomeJustWithinTheLongestLifeReleases() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        Duration justBefore = hours(4).minusMillis(1);

        ledger().settle(
                        attempt.id(),
                        Samples.heardAfter(Samples.notReached(attempt), attempt, justBefore));

        assertThat(ledger().history(NUMBER).counted()).isEmpty();
    }

    @Test
    void outcomesSettleInAnyOrder() {
        Attempt first = Samples.attempt(1, NUMBER, NOW);
        Attempt second = Samples.attempt(2, NUMBER, NOW.plusSeconds(1));
        append(first);
        append(second);

        ledger().settle(second.id(), Samples.answered(second));
        ledger().settle(first.id(), Samples.notReached(first));

        assertThat(ledger().history(NUMBER).counted())
                .containsExactly(ended(second, Samples.answered(second)));
        assertThat(reopened().history(NUMBER)).isEqualTo(ledger().history(NUMBER));
    }

    @Test
    void anOutcomeOfNobodysAttemptIsIgnored() {
        assertThat(
                        ledger().settle(
                                        new AttemptId(99),
                                        Samples.answered(Samples.attempt(99, NUMBER, NOW))))
                .isFalse();
        assertThat(ledger().history(NUMBER)).isEqualTo(History.none(NUMBER));
    }

    @Test
    void aWithdrawnAttemptNoLongerCounts() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);

        ledger().withdraw(attempt.id());
        ledger().withdraw(attempt.id());

        assertThat(ledger().history(NUMBER).counted()).isEmpty();
        assertThat(ledger().open()).isEmpty();
        assertThat(reopened().history(NUMBER).counted()).isEmpty();
    }

    /// The switch had got the permit all the same.
    @Test
    void aWithdrawnAttemptCountsAgainWhenItsOutcomeComes() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().withdraw(attempt.id());

        assertThat(ledger().settle(attempt.id(), Samples.answered(attempt))).isTrue();

        assertThat(ledger().history(NUMBER).counted()).hasSize(1);
        assertThat(reopened().history(NUMBER).counted()).hasSize(1);
    }

    @Test
    void anAttemptWithAnOutcomeCannotBeWithdrawn() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().settle(attempt.id(), Samples.answered(attempt));

        ledger().withdraw(attempt.id());

        assertThat(ledger().history(NUMBER).counted()).hasSize(1);
    }

    @Test
    void openAreThoseWithoutOutcomeWithinTheLongestLife() {
        Attempt older = Samples.attempt(1, Samples.number(1), NOW);
        Attempt younger = Samples.attempt(2, Samples.number(2), NOW.plusMillis(1));
        append(older);
        append(younger);

        clock(NOW.plus(hours(4)));

        assertThat(ledger().open()).containsExactly(younger);
    }

    @Test
    void anAttemptIdIsUsedOnce() {
        append(Samples.attempt(1, Samples.number(1), NOW));
        Attempt again = Samples.attempt(1, Samples.number(2), NOW);
        History seen = ledger().history(again.number());

        org.assertj.core.api.Assertions.assertThatThrownBy(() -> ledger().append(seen, again))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("attempt id: 1");
        assertThat(reopened().history(again.number())).isEqualTo(History.none(again.number()));
    }

    @Test
    void everythingIsThereAfterReopening() {
        Attempt open = Samples.attempt(1, Samples.number(1), NOW);
        Attempt settled = Samples.attempt(2, Samples.number(2), NOW);
        append(open);
        append(settled);
        ledger().settle(settled.id(), Samples.answered(settled));
        List<History> before =
                List.of(ledger().history(open.number()), ledger().history(settled.number()));

        Ledger after = reopened();

        assertThat(List.of(after.history(open.number()), after.history(settled.number())))
                .isEqualTo(before);
        assertThat(after.open()).containsExactly(open);
        assertThat(before).allSatisfy(history -> assertThat(history.debts()).isEqualTo(Set.of()));
    }

    @Test
    void aSilentCallOwesACallAtOnceAndOnlyOnce() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);

        assertThat(ledger().silent(attempt.id(), NOW.plusSeconds(9))).isTrue();
        assertThat(ledger().silent(attempt.id(), NOW.plusSeconds(10))).isFalse();

        assertThat(ledger().history(NUMBER).debts()).containsExactly(attempt.campaign());
        assertThat(reopened().history(NUMBER).debts()).containsExactly(attempt.campaign());
    }

    @Test
    void aSilentCallOfNobodysAttemptOwesNothing() {
        assertThat(ledger().silent(new AttemptId(99), NOW)).isFalse();
    }

    @Test
    void aSilentCallStaysSilentWhateverItsOutcomeSays() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().silent(attempt.id(), NOW.plusSeconds(9));

        ledger().settle(attempt.id(), Samples.answered(attempt, Answer.MET));

        assertThat(ledger().history(NUMBER).debts()).containsExactly(attempt.campaign());
        assertThat(reopened().history(NUMBER).debts()).containsExactly(attempt.campaign());
    }

    @Test
    void anOutcomeThatSaysSilentOwesACall() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);

        ledger().settle(attempt.id(), Samples.answered(attempt, Answer.SILENT));

        assertThat(ledger().history(NUMBER).debts()).containsExactly(attempt.campaign());
        assertThat(ledger().silent(attempt.id(), NOW)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(Answer.class)
    void aDebtIsRepaidOnlyByACallOnWhichTheTwoMet(Answer answer) {
        Attempt silent = Samples.attempt(1, NUMBER, NOW);
        append(silent);
        ledger().settle(silent.id(), Samples.answered(silent, Answer.SILENT));
        Attempt next = Samples.attempt(2, NUMBER, NOW.plusSeconds(90));
        append(next);

        ledger().settle(next.id(), Samples.answered(next, answer));

        assertThat(ledger().history(NUMBER).debts().isEmpty()).isEqualTo(answer == Answer.MET);
        assertThat(reopened().history(NUMBER).debts().isEmpty()).isEqualTo(answer == Answer.MET);
    }

    @Test
    void aLaterReportNeitherOpensNorClosesADebt() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().settle(attempt.id(), Samples.answered(attempt, Answer.UNSEEN));

        ledger().settle(attempt.id(), Samples.answered(attempt, Answer.SILENT));

        assertThat(ledger().history(NUMBER).debts()).isEmpty();
    }

    @Test
    void aDebtIsClosedOnce() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().silent(attempt.id(), NOW);

        assertThat(ledger().repay(NUMBER, attempt.campaign(), NOW)).isTrue();
        assertThat(ledger().repay(NUMBER, attempt.campaign(), NOW)).isFalse();

        assertThat(ledger().history(NUMBER).debts()).isEmpty();
        assertThat(reopened().history(NUMBER).debts()).isEmpty();
    }

    @Test
    void aDebtIsTheCampaignsOwn() {
        Attempt attempt = Samples.attempt(1, NUMBER, NOW);
        append(attempt);
        ledger().silent(attempt.id(), NOW);

        assertThat(ledger().repay(NUMBER, new CampaignId("another"), NOW)).isFalse();
        assertThat(ledger().history(NUMBER).debts()).containsExactly(attempt.campaign());
    }

    private boolean append(Attempt attempt) {
        return ledger().append(ledger().history(attempt.number()), attempt);
    }

    private static List<Boolean> atOnce(List<Callable<Boolean>> callers, CountDownLatch go)
            throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Boolean>> running = callers.stream().map(threads::submit).toList();
            go.countDown();
            List<Boolean> answers = new ArrayList<>();
            for (Future<Boolean> each : running) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private static Counted open(Attempt attempt) {
        return new Counted(attempt.campaign(), attempt.offer(), attempt.start(), Optional.empty());
    }

    private static Counted ended(Attempt attempt, Outcome outcome) {
        return new Counted(
                attempt.campaign(), attempt.offer(), attempt.start(), Optional.of(outcome.end()));
    }

    private static Duration hours(int hours) {
        return Duration.ofHours(hours);
    }
}
