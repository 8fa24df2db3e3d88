package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import se.ringvakt.config.TestPolicies;

class SpacingTest {
    @Test
    void fourHoursMustPassFromTheEndOfTheLastAttempt() {
        Dial dial =
                Dial.at("2026-11-23T13:00:00.999")
                        .attempt("2026-11-23T08:59", "2026-11-23T09:00:01");
        assertThat(dial.reasons()).containsExactly(Reason.SPACING);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T13:00:01"));
        assertThat(dial.now("2026-11-23T13:00:01").reasons()).isEmpty();
    }

    @Test
    void millisecondsAreKept() {
        Dial dial =
                Dial.at("2026-11-23T13:00").attempt("2026-11-23T08:59", "2026-11-23T09:00:00.123");
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T13:00:00.123"));
    }

    @Test
    void theAttemptThatEndedLastDecidesWhateverStartedLast() {
        Dial dial =
                Dial.at("2026-11-23T16:00")
                        .attempt("2026-11-23T11:00", "2026-11-23T13:00")
                        .attempt("2026-11-23T12:00", "2026-11-23T12:01");
        assertThat(dial.reasons()).containsExactly(Reason.DAILY_LIMIT, Reason.SPACING);
        Policies three = TestPolicies.swedenWith("attempts-per-day: 3");
        assertThat(dial.under(three).retryAt()).contains(dial.instant("2026-11-23T17:00"));
    }

    @Test
    void fourHoursAreAbsoluteTimeInTheNightTheClocksChange() {
        Policies night = TestPolicies.swedenWith("sat-sun: 00:00-23:59", "attempts-per-day: 9");
        Dial autumn = Dial.at("2026-10-25T03:59:59.999").under(night);
        autumn.attempt("2026-10-25T00:59", "2026-10-25T01:00");
        assertThat(autumn.retryAt()).contains(autumn.instant("2026-10-25T04:00"));
        Dial spring = Dial.at("2027-03-28T05:59:59.999").under(night);
        spring.attempt("2027-03-28T00:59", "2027-03-28T01:00");
        assertThat(spring.retryAt()).contains(spring.instant("2027-03-28T06:00"));
    }

    @Test
    void itHoldsAcrossMidnight() {
        Policies night = TestPolicies.swedenWith("mon-fri: 00:00-23:59");
        Dial dial =
                Dial.at("2026-11-24T03:59:59.999")
                        .under(night)
                        .attempt("2026-11-23T23:59", "2026-11-24T00:00");
        assertThat(dial.reasons()).containsExactly(Reason.SPACING);
        assertThat(dial.now("2026-11-24T04:00").reasons()).isEmpty();
    }

    @Test
    void anotherCampaignsEndedAttemptDoesNotMatter() {
        assertThat(
                        Dial.at("2026-11-23T12:00")
                                .attempt("gas-1", "gas", "2026-11-23T11:58", "2026-11-23T11:59")
                                .attempt("gas-1", "gas", "2026-11-23T12:58", "2026-11-23T12:59")
                                .reasons())
                .isEmpty();
    }

    @Test
    void anOpenAttemptInAnyCampaignHoldsTheNumber() {
        Dial dial = Dial.at("2026-11-23T12:00").openIn("gas-1", "2026-11-23T11:59:50");
        assertThat(dial.reasons()).containsExactly(Reason.SPACING);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T15:59:50"));
        assertThat(dial.now("2026-11-23T15:59:49.999").reasons()).containsExactly(Reason.SPACING);
        assertThat(dial.now("2026-11-23T15:59:50").reasons()).isEmpty();
    }

    @Test
    void anAttemptWithoutOutcomeIsTakenToHaveEndedAtItsStart() {
        Policies patient = TestPolicies.swedenWith("attempt-max: 1h");
        Dial dial = Dial.at("2026-11-23T12:00").under(patient).open("2026-11-23T09:00");
        assertThat(dial.reasons()).containsExactly(Reason.SPACING);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T13:00"));
        Policies longer = TestPolicies.swedenWith("attempt-max: 6h");
        assertThat(dial.under(longer).retryAt()).contains(dial.instant("2026-11-23T15:00"));
    }

    @Test
    void attemptsFromTheFutureAndEndsBeforeTheirStartAreStrict() {
        Dial ahead = Dial.at("2026-11-23T12:00").attempt("2026-11-23T12:30", "2026-11-23T12:31");
        assertThat(ahead.retryAt()).contains(ahead.instant("2026-11-23T16:31"));
        Dial backwards =
                Dial.at("2026-11-23T12:00").attempt("2026-11-23T11:00", "2026-11-23T07:00");
        assertThat(backwards.retryAt()).contains(backwards.instant("2026-11-23T15:00"));
        Dial openAhead = Dial.at("2026-11-23T12:00").openIn("gas-1", "2026-11-23T12:30");
        assertThat(openAhead.retryAt()).contains(openAhead.instant("2026-11-23T16:30"));
    }

    @Test
    void aCallOwedWaivesTheFourHoursWhereThePolicySaysSoButNeverAnOpenAttempt() {
        Policies waiving = TestPolicies.swedenWith("debt-waives-limits: true");
        Dial owed =
                Dial.at("2026-11-23T12:00")
                        .attempt("2026-11-23T11:58", "2026-11-23T11:59")
                        .owedACall();
        assertThat(owed.reasons()).containsExactly(Reason.SPACING);
        assertThat(owed.under(waiving).reasons()).isEmpty();
        assertThat(owed.open("2026-11-23T11:59:59").reasons()).containsExactly(Reason.SPACING);
        Dial owedElsewhere =
                Dial.at("2026-11-23T12:00")
                        .under(waiving)
                        .attempt("2026-11-23T11:58", "2026-11-23T11:59")
                        .debtIn("gas-1");
        assertThat(owedElsewhere.reasons()).containsExactly(Reason.SPACING);
    }
}
