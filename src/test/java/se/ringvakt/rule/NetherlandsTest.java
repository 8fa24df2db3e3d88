package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.PolicyReader;

/// The Dutch policy on both sides of each of its borders. 2021-06-30 and 2026-06-30 were a
/// Wednesday and a Tuesday.
class NetherlandsTest {
    private static final Policies NETHERLANDS = PolicyReader.builtIn("netherlands");

    /// Made up.
    private static final PhoneNumber NUMBER = new PhoneNumber(31_6_2222_2222L);

    private static Dial at(String now) {
        return Dial.at(now).under(NETHERLANDS).number(NUMBER);
    }

    private static Dial customer(String now) {
        return at(now).customer(
                        new CustomerRelation(
                                Dial.PRINCIPAL,
                                Optional.empty(),
                                LocalDate.of(2015, 1, 1),
                                Optional.empty()));
    }

    @Test
    void theRegisterBindsToTheLastDayAndNotTheDayAfter() {
        assertThat(at("2021-06-30T12:00").reasons()).isEmpty();
        assertThat(at("2021-06-30T12:00").listed().reasons()).containsExactly(Reason.LISTED);
        assertThat(at("2021-06-30T12:00").registers().reasons())
                .containsExactly(Reason.REGISTER_STALE);
        assertThat(at("2021-07-01T12:00").registers().reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(at("2021-07-01T12:00").registers().consent("2021-06-01T12:00").reasons())
                .isEmpty();
        assertThat(at("2021-07-01T12:00").listed().consent("2021-06-01T12:00").reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2021-05-01, 2021-05-28, true",
        "2021-05-01, 2021-05-29, false",
        "2021-02-01, 2021-03-01, false",
        "2021-02-02, 2021-03-01, true",
    })
    void aVersionMayBeUsedForFourWeeks(String updated, String day, boolean permitted) {
        assertThat(at(day + "T12:00").updated(updated).reasons().contains(Reason.REGISTER_STALE))
                .isEqualTo(!permitted);
    }

    @Test
    void aListedCustomerMightBeCalledInTheRegistersTime() {
        assertThat(customer("2021-06-30T12:00").listed().reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aCustomerNeedNotConsentUntilTheSummerOf2026(CallerType type) {
        assertThat(customer("2021-07-01T12:00").callerType(type).reasons()).isEmpty();
        assertThat(customer("2026-06-30T12:00").callerType(type).reasons()).isEmpty();
    }

    @Test
    void afterThatHeMustButForTheExceptedCallers() {
        assertThat(customer("2026-07-01T12:00").reasons()).containsExactly(Reason.NO_CONSENT);
        assertThat(customer("2026-07-01T12:00").consent("2026-01-01T12:00").reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "ORDINARY")
    void charitiesLotteriesAndThePressKeepTheirCustomers(CallerType type) {
        assertThat(customer("2026-07-01T12:00").callerType(type).reasons()).isEmpty();
        assertThat(at("2026-07-01T12:00").callerType(type).reasons())
                .containsExactly(Reason.NO_CONSENT);
    }

    @ParameterizedTest
    @CsvSource({"2022-03-02, true", "2022-03-01, false"})
    void aFormerCustomerIsOneForThreeYears(String ended, boolean permitted) {
        Dial dial = at("2025-03-01T12:00").customerUntil(ended);
        assertThat(dial.reasons().isEmpty()).isEqualTo(permitted);
        Dial charity =
                at("2026-11-23T12:00").callerType(CallerType.CHARITY).customerUntil("2023-11-24");
        assertThat(charity.reasons()).isEmpty();
        assertThat(charity.now("2026-11-24T12:00").reasons()).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void aRelationIsForSimilarGoods() {
        Dial dial =
                at("2024-11-25T12:00")
                        .goods("el")
                        .customer(
                                new CustomerRelation(
                                        Dial.PRINCIPAL,
                                        Optional.of("gas"),
                                        LocalDate.of(2020, 1, 1),
                                        Optional.empty()));
        assertThat(dial.reasons()).containsExactly(Reason.NO_CONSENT);
    }

    @Test
    void aRobotNeedsConsentProper() {
        assertThat(customer("2024-11-25T12:00").kind(Kind.ROBOT).reasons())
                .containsExactly(Reason.NO_CONSENT);
    }

    @ParameterizedTest
    @CsvSource({"CONSUMER, false", "SOLE_TRADER, false", "COMPANY, true"})
    void aSoleTraderIsProtectedACompanyIsNot(Subscription subscription, boolean free) {
        Dial business = at("2026-11-23T12:00").subscription(subscription).aboutBusiness();
        assertThat(business.reasons().isEmpty()).isEqualTo(free);
        Dial before = at("2021-05-03T12:00").subscription(subscription).aboutBusiness().listed();
        assertThat(before.reasons().isEmpty()).isEqualTo(free);
    }

    @ParameterizedTest
    @EnumSource
    void everyPurposeIsBound(Purpose purpose) {
        assertThat(at("2026-11-23T12:00").purpose(purpose).reasons())
                .containsExactly(Reason.NO_CONSENT);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T08:59:59, OUTSIDE_HOURS",
        "2026-11-23T09:00:00, ",
        "2026-11-23T20:59:20, ",
        "2026-11-23T20:59:21, OUTSIDE_HOURS",
        "2026-11-28T10:00:00, ",
        "2026-11-28T15:59:21, OUTSIDE_HOURS",
        "2026-11-29T12:00:00, OUTSIDE_HOURS",
    })
    void hoursAreWorkdaysAndSaturdays(String now, Reason reason) {
        Dial dial = at(now).consent("2026-01-01T12:00");
        assertThat(dial.reasons()).isEqualTo(Optional.ofNullable(reason).stream().toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2026-01-01", "2026-04-03", "2026-04-06", "2026-04-27", "2026-05-04", "2026-05-05",
                "2026-05-14", "2026-05-25", "2026-12-05", "2026-12-24", "2026-12-25", "2026-12-26"
            })
    void nobodyIsCalledOnHolidaysAndDaysOfRemembrance(String day) {
        assertThat(at(day + "T12:00").consent("2025-01-01T12:00").reasons())
                .contains(Reason.HOLIDAY);
        assertThat(at("2026-05-06T12:00").consent("2025-01-01T12:00").reasons()).isEmpty();
    }

    @Test
    void waitsOverTheBorderOfThePolicies() {
        // Sunday evening, and on the Wednesday the law changes: until then a customer may be
        // called.
        Dial dial = customer("2026-06-30T21:00");
        assertThat(dial.reasons()).containsExactly(Reason.OUTSIDE_HOURS);
        assertThat(dial.retryAt()).isEmpty();
        assertThat(dial.callerType(CallerType.PRESS).retryAt())
                .contains(dial.instant("2026-07-01T09:00"));
    }

    @Test
    void offersTheRegisterWhileThereIsOne() {
        assertThat(at("2021-06-30T12:00").permit().objectionStep())
                .isEqualTo(ObjectionStep.REGISTER);
        assertThat(at("2021-07-01T12:00").consent("2021-01-01T12:00").permit().objectionStep())
                .isEqualTo(ObjectionStep.BLOCK);
    }

    @Test
    void ringsAtTheDutchCadence() {
        Policy policy = NETHERLANDS.at(at("2026-11-23T12:00").instant("2026-11-23T12:00")).policy();
        assertThat(policy.shortestTimeout()).isEqualTo(Duration.ofSeconds(40));
        assertThat(policy.callBackKept()).isEqualTo(Period.ofMonths(6));
    }
}
