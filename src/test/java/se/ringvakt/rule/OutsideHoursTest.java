package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.TestPolicies;

class OutsideHoursTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59.999, false",
        "2026-11-23T08:00:00.000, true",
        "2026-11-23T20:59:14.000, true",
        "2026-11-23T20:59:14.001, false",
        "2026-11-27T20:59:14.000, true",
        "2026-11-28T09:59:59.999, false",
        "2026-11-28T10:00:00.000, true",
        "2026-11-28T17:59:14.000, true",
        "2026-11-28T17:59:14.001, false",
        "2026-11-29T09:59:59.999, false",
        "2026-11-29T10:00:00.000, true",
        "2026-11-29T17:59:14.000, true",
        "2026-11-29T17:59:14.001, false",
        "2026-11-29T00:00:00.000, false",
        "2026-11-29T23:59:59.999, false",
    })
    void theShortestPermitMustFitBetweenOpeningAndClosing(String now, boolean permitted) {
        assertThat(Dial.at(now).reasons().isEmpty()).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T20:59:59.999, true",
        "2026-11-23T21:00:00.000, false",
        "2026-11-29T17:59:59.999, true",
        "2026-11-29T18:00:00.000, false",
    })
    void withoutMustFitOnlyTheStartMustBeBeforeClosing(String now, boolean permitted) {
        Dial dial = Dial.at(now).under(TestPolicies.swedenWith("must-fit: false"));
        assertThat(dial.reasons().isEmpty()).isEqualTo(permitted);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T00:00:00.001, 2026-11-23T08:00",
        "2026-11-27T21:00, 2026-11-28T10:00",
        "2026-11-28T18:00, 2026-11-29T10:00",
        "2026-11-29T18:00, 2026-11-30T08:00",
        "2027-03-27T23:00, 2027-03-28T10:00",
        "2027-03-28T01:59:59, 2027-03-28T10:00",
        "2027-03-28T03:00, 2027-03-28T10:00",
        "2026-10-24T18:00, 2026-10-25T10:00",
        "2026-10-25T02:30, 2026-10-25T10:00",
        "2027-10-31T02:30, 2027-10-31T10:00",
        "2027-10-31T18:00, 2027-11-01T08:00",
    })
    void theNextTimeIsTheNextOpeningByTheClockOnTheWall(String now, String opening) {
        Dial dial = Dial.at(now);
        assertThat(dial.retryAt()).contains(dial.instant(opening));
    }

    @Test
    void theHoursFollowTheWallOnBothDaysTheClocksChange() {
        // 10:00 is 08:00Z the day summer time begins and 09:00Z the day it ends.
        assertThat(Dial.at("2027-03-28T07:59:59.999Z").reasons()).isNotEmpty();
        assertThat(Dial.at("2027-03-28T08:00:00Z").reasons()).isEmpty();
        assertThat(Dial.at("2026-10-25T08:59:59.999Z").reasons()).isNotEmpty();
        assertThat(Dial.at("2026-10-25T09:00:00Z").reasons()).isEmpty();
        assertThat(Dial.at("2027-10-31T08:59:59.999Z").reasons()).isNotEmpty();
        assertThat(Dial.at("2027-10-31T09:00:00Z").reasons()).isEmpty();
        assertThat(Dial.at("2027-10-31T16:59:14Z").reasons()).isEmpty();
        assertThat(Dial.at("2027-10-31T16:59:14.001Z").reasons()).isNotEmpty();
    }

    @Test
    void hoursThatOpenInTheHourTheClocksSkipOpenAtTheSkip() {
        Policies night = TestPolicies.swedenWith("sat-sun: 02:30-18:00");
        Dial dial = Dial.at("2027-03-28T01:59:59.999").under(night);
        assertThat(dial.retryAt()).contains(dial.instant("2027-03-28T03:00"));
        assertThat(dial.now("2027-03-28T03:00").reasons()).isEmpty();
    }

    @Test
    void hoursThatOpenInTheHourThatComesTwiceOpenBothTimes() {
        Dial dial =
                Dial.at("2026-10-24T23:59:59Z")
                        .under(TestPolicies.swedenWith("sat-sun: 02:30-18:00"));
        assertThat(dial.retryAt()).contains(dial.instant("2026-10-25T00:30:00Z"));
        assertThat(dial.now("2026-10-25T00:59:59Z").reasons()).isEmpty();
        assertThat(dial.now("2026-10-25T01:00:00Z").reasons()).isNotEmpty();
        assertThat(dial.retryAt()).contains(dial.instant("2026-10-25T01:30:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59.999, false",
        "2026-11-23T08:00:00.000, true",
        "2026-11-23T16:59:14.000, true",
        "2026-11-23T16:59:14.001, false",
        "2026-11-28T12:00:00.000, false",
    })
    void aCompanyIsCalledInOfficeHoursOnly(String now, boolean permitted) {
        Dial dial = Dial.at(now).subscription(Subscription.COMPANY);
        assertThat(dial.reasons().isEmpty()).isEqualTo(permitted);
        assertThat(dial.aboutBusiness().reasons().isEmpty()).isEqualTo(permitted);
    }

    @Test
    void aSoleTraderKeepsTheConsumersHours() {
        assertThat(
                        Dial.at("2026-11-23T20:00")
                                .subscription(Subscription.SOLE_TRADER)
                                .aboutBusiness()
                                .reasons())
                .isEmpty();
    }

    @Test
    void theNextTimeForACompanyIsAfterTheWeekend() {
        Dial dial = Dial.at("2026-11-27T17:00").subscription(Subscription.COMPANY);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-30T08:00"));
    }

    @Test
    void companyHoursNeverReachBeyondTheHoursOfAll() {
        Policies shortDays = TestPolicies.swedenWith("mon-fri: 09:00-12:00");
        Dial dial = Dial.at("2026-11-23T08:30").under(shortDays).subscription(Subscription.COMPANY);
        assertThat(dial.retryAt()).contains(dial.instant("2026-11-23T09:00"));
    }

    @Test
    void hoursTooShortForAPermitNeverOpen() {
        Policies moments =
                TestPolicies.swedenWith("mon-fri: 08:00:00-08:00:45", "sat-sun: 10:00-10:00:45");
        Dial dial = Dial.at("2026-11-23T08:00").under(moments);
        assertThat(dial.reasons()).containsExactly(Reason.OUTSIDE_HOURS);
        assertThat(dial.retryAt()).isEmpty();
    }

    @Test
    void theHoursAreThoseOfThePolicysZone() {
        Policies london = TestPolicies.swedenWith("zone: Europe/London");
        assertThat(Dial.at("2026-11-23T07:59:59.999Z").under(london).reasons()).isNotEmpty();
        assertThat(Dial.at("2026-11-23T08:00:00Z").under(london).reasons()).isEmpty();
        assertThat(Dial.at("2026-11-23T20:59:14Z").under(london).reasons()).isEmpty();
    }
}
