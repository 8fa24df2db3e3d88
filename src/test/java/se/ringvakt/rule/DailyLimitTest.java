package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.ringvakt.config.TestPolicies;

class DailyLimitTest {
    private static Dial twoToday(String now) {
        return Dial.at(now)
                .attempt("2026-11-23T08:00", "2026-11-23T08:01")
                .attempt("2026-11-23T12:30", "2026-11-23T12:31");
    }

    @Test
    void permitsTheSecondAndRefusesTheThirdOnADay() {
        Dial one = Dial.at("2026-11-23T17:00").attempt("2026-11-23T08:00", "2026-11-23T08:01");
        assertThat(one.reasons()).isEmpty();
        Dial two = twoToday("2026-11-23T17:00");
        assertThat(two.reasons()).containsExactly(Reason.DAILY_LIMIT);
        assertThat(two.retryAt()).contains(two.instant("2026-11-24T08:00"));
    }

    @Test
    void theDayEndsAtMidnight() {
        assertThat(twoToday("2026-11-23T23:59:59.999").reasons()).contains(Reason.DAILY_LIMIT);
        assertThat(twoToday("2026-11-24T00:00").reasons()).doesNotContain(Reason.DAILY_LIMIT);
        assertThat(twoToday("2026-11-24T08:00").reasons()).isEmpty();
    }

    @Test
    void anAttemptAcrossMidnightBelongsToTheDayItStarted() {
        Policies night = TestPolicies.swedenWith("attempts-per-day: 1", "spacing: 1h");
        Dial dial =
                Dial.at("2026-11-24T12:00")
                        .under(night)
                        .attempt("2026-11-23T23:59:59.999", "2026-11-24T00:10");
        assertThat(dial.reasons()).isEmpty();
        Dial today =
                Dial.at("2026-11-24T12:00")
                        .under(night)
                        .attempt("2026-11-24T00:00", "2026-11-24T00:10");
        assertThat(today.reasons()).containsExactly(Reason.DAILY_LIMIT);
    }

    @Test
    void theDayIsTheWallsOnTheDaysTheClocksChange() {
        // 23:30Z on the evening before is already the day on which summer time begins.
        Policies one = TestPolicies.swedenWith("attempts-per-day: 1");
        Dial spring = Dial.at("2027-03-28T17:00").under(one);
        spring.attempt("2027-03-27T23:00:00Z", "2027-03-27T23:01:00Z");
        assertThat(spring.reasons()).containsExactly(Reason.DAILY_LIMIT);
        assertThat(spring.retryAt()).contains(spring.instant("2027-03-29T08:00"));
        Dial autumn = Dial.at("2026-10-25T17:00").under(one);
        autumn.attempt("2026-10-24T21:59:59.999Z", "2026-10-24T22:01:00Z");
        assertThat(autumn.reasons()).isEmpty();
        autumn.attempt("2026-10-24T22:00:00Z", "2026-10-24T22:01:00Z");
        assertThat(autumn.reasons()).containsExactly(Reason.DAILY_LIMIT);
    }

    @Test
    void openAttemptsCountAndOtherCampaignsDoNot() {
        Dial dial = Dial.at("2026-11-23T17:00").attempt("2026-11-23T08:00", "2026-11-23T08:01");
        dial.attemptIn("gas-1", "gas", "2026-11-23T09:00");
        assertThat(dial.reasons()).isEmpty();
        assertThat(dial.open("2026-11-23T12:00").reasons()).containsExactly(Reason.DAILY_LIMIT);
    }

    @Test
    void attemptsDatedAfterTodayCountWhenTheClockWasSetBack() {
        Dial dial =
                Dial.at("2026-11-23T12:00")
                        .attempt("2026-11-24T00:10", "2026-11-24T00:11")
                        .attempt("2026-11-24T05:10", "2026-11-24T05:11");
        assertThat(dial.reasons()).containsExactly(Reason.DAILY_LIMIT, Reason.SPACING);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-25T08:00"));
    }

    @Test
    void aCallOwedBreaksItOnlyWhereThePolicySaysSo() {
        Dial dial = twoToday("2026-11-23T14:00").owedACall();
        assertThat(dial.reasons()).containsExactly(Reason.DAILY_LIMIT, Reason.SPACING);
        assertThat(dial.under(TestPolicies.swedenWith("debt-waives-limits: true")).reasons())
                .isEmpty();
    }
}
