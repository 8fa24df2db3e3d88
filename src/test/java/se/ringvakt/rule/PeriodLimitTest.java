package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import se.ringvakt.config.TestPolicies;

class PeriodLimitTest {
    private static final Duration THIRTY_DAYS = Duration.ofDays(30);

    /// One attempt a day, the first exactly as old as said.
    private static Dial attempts(int count, String now, Duration oldest) {
        Dial dial = Dial.at(now);
        Instant start = dial.instant(now).minus(oldest);
        for (int i = 0; i < count; i++) {
            Instant each = start.plus(Duration.ofDays(i));
            dial.attempt(each.toString(), each.plusSeconds(60).toString());
        }
        return dial;
    }

    @Test
    void permitsTheTwentiethAndRefusesTheTwentyFirstWithinThirtyDays() {
        assertThat(attempts(19, "2026-11-23T12:00", THIRTY_DAYS.minusMillis(1)).reasons())
                .isEmpty();
        Dial twenty = attempts(20, "2026-11-23T12:00", THIRTY_DAYS.minusMillis(1));
        assertThat(twenty.reasons()).containsExactly(Reason.PERIOD_LIMIT);
        assertThat(twenty.retryAt()).contains(twenty.instant("2026-11-23T12:00:00.001"));
    }

    @Test
    void exactlyThirtyDaysOldNoLongerCounts() {
        assertThat(attempts(20, "2026-11-23T12:00", THIRTY_DAYS).reasons()).isEmpty();
        assertThat(attempts(21, "2026-11-23T12:00", THIRTY_DAYS).reasons())
                .containsExactly(Reason.PERIOD_LIMIT);
    }

    @Test
    void thirtyDaysAreAbsoluteTimeAcrossTheClockChange() {
        // From 2026-10-20 12:00 summer time, 720 hours end at 11:00 winter time.
        Dial dial = Dial.at("2026-11-19T10:59:59.999");
        for (int i = 0; i < 20; i++) {
            Instant start = dial.instant("2026-10-20T12:00").plus(Duration.ofDays(i));
            dial.attempt(start.toString(), start.plusSeconds(60).toString());
        }
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-19T11:00"));
        assertThat(dial.now("2026-11-19T11:00").reasons()).isEmpty();
    }

    @Test
    void otherCampaignsDoNotCount() {
        Dial dial = attempts(19, "2026-11-23T12:00", Duration.ofDays(25));
        assertThat(dial.attemptIn("gas-1", "gas", "2026-11-20T12:00").reasons()).isEmpty();
        assertThat(dial.attempt("2026-11-20T18:00", "2026-11-20T18:01").reasons())
                .containsExactly(Reason.PERIOD_LIMIT);
    }

    @Test
    void attemptsFromTheFutureCount() {
        Dial dial = attempts(19, "2026-11-23T12:00", Duration.ofDays(25));
        assertThat(dial.attempt("2026-12-20T12:00", "2026-12-20T12:01").reasons())
                .contains(Reason.PERIOD_LIMIT);
    }

    @Test
    void aCallOwedBreaksItOnlyWhereThePolicySaysSo() {
        Dial dial = attempts(20, "2026-11-23T12:00", Duration.ofDays(25)).owedACall();
        assertThat(dial.reasons()).containsExactly(Reason.PERIOD_LIMIT);
        assertThat(dial.under(TestPolicies.swedenWith("debt-waives-limits: true")).reasons())
                .isEmpty();
    }
}
