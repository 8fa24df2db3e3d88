package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.TestPolicies;

/// Rows 8 to 10: which calls the register binds, and what it says.
class RegisterTest {
    private static final Optional<LocalDate> RECENT = Optional.of(LocalDate.of(2026, 11, 1));

    private static Dial dial() {
        return Dial.at("2026-11-23T12:00");
    }

    private static RegisterAnswer nix(boolean covered, boolean listed) {
        return new RegisterAnswer("nix", RECENT, covered, listed);
    }

    private static CustomerRelation customer(String since, String goods) {
        return new CustomerRelation(
                Dial.PRINCIPAL,
                Optional.of(goods).filter(text -> !text.isEmpty()),
                LocalDate.parse(since),
                Optional.empty());
    }

    @Test
    void refusesAListedNumberForEver() {
        assertThat(dial().listed().reasons()).containsExactly(Reason.LISTED);
        assertThat(dial().listed().retryAt()).isEmpty();
        assertThat(dial().registers(nix(true, false)).reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2026-09-24, 2026-11-23T12:00, true",
        "2026-09-23, 2026-11-23T12:00, false",
        "2026-09-23, 2026-11-22T12:00, true",
        "2026-12-31, 2027-02-27T12:00, true",
        "2026-12-31, 2027-02-28T12:00, false",
        "2027-12-31, 2028-02-28T12:00, true",
        "2027-12-31, 2028-02-29T12:00, false",
    })
    void aVersionMayBeUsedForTwoMonthsFromItsUpdateDate(
            String updated, String now, boolean permitted) {
        Dial dial = Dial.at(now).updated(updated);
        assertThat(dial.reasons().contains(Reason.REGISTER_STALE)).isEqualTo(!permitted);
        assertThat(dial.retryAt()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        // Four weeks, and the day on which they are over.
        "P4W, 2026-11-01, 2026-11-28T12:00, true",
        "P4W, 2026-11-01, 2026-11-29T12:00, false",
        "P4W, 2026-11-01, 2026-11-29T00:00:00.001, false",
        // Longer than the policy's two months.
        "P1Y, 2026-01-15, 2026-11-23T12:00, true",
        "P1Y, 2025-11-24, 2026-11-23T12:00, true",
        "P1Y, 2025-11-23, 2026-11-23T12:00, false",
        "P1D, 2026-11-23, 2026-11-23T12:00, true",
        "P1D, 2026-11-22, 2026-11-23T12:00, false",
        // None of its own: the policy's.
        ", 2026-09-24, 2026-11-23T12:00, true",
        ", 2026-09-23, 2026-11-23T12:00, false",
    })
    void aRegisterMayHaveAValidityOfItsOwn(
            String validity, String updated, String now, boolean permitted) {
        Dial dial = Dial.at(now).registers(valid(validity, updated));
        assertThat(dial.reasons().contains(Reason.REGISTER_STALE)).isEqualTo(!permitted);
    }

    @Test
    void eachOfSeveralRegistersIsAsOldAsItsOwnValiditySays() {
        RegisterAnswer twoMonths = valid(null, "2026-10-01");
        RegisterAnswer fourWeeks = valid("P4W", "2026-10-01");
        assertThat(dial().registers(twoMonths, valid("P4W", "2026-11-01")).reasons()).isEmpty();
        assertThat(dial().registers(twoMonths, fourWeeks).reasons())
                .containsExactly(Reason.REGISTER_STALE);
        assertThat(fourWeeks.lastDay(Period.ofMonths(2))).contains(LocalDate.of(2026, 10, 28));
        assertThat(twoMonths.lastDay(Period.ofMonths(2))).contains(LocalDate.of(2026, 11, 30));
    }

    private static RegisterAnswer valid(@Nullable String validity, String updated) {
        return new RegisterAnswer(
                "own",
                Optional.of(LocalDate.parse(updated)),
                Optional.ofNullable(validity).map(Period::parse),
                true,
                false);
    }

    @Test
    void refusesWhenNoVersionWasEverImportedOrNoRegisterIsThere() {
        Dial never = dial().registers(new RegisterAnswer("nix", Optional.empty(), false, false));
        assertThat(never.reasons()).containsExactly(Reason.REGISTER_STALE);
        assertThat(dial().registers().reasons()).containsExactly(Reason.REGISTER_STALE);
    }

    @Test
    void refusesANumberOutsideTheAreasOfTheVersion() {
        assertThat(dial().registers(nix(false, false)).reasons())
                .containsExactly(Reason.NOT_COVERED);
    }

    @Test
    void anyOfSeveralRegistersSuffices() {
        RegisterAnswer clean = new RegisterAnswer("other", RECENT, true, false);
        assertThat(dial().registers(clean, nix(true, true)).reasons())
                .containsExactly(Reason.LISTED);
        assertThat(dial().registers(clean, nix(false, false)).reasons())
                .containsExactly(Reason.NOT_COVERED);
        RegisterAnswer old =
                new RegisterAnswer("old", Optional.of(LocalDate.of(2026, 1, 1)), false, true);
        assertThat(dial().registers(clean, old).reasons())
                .containsExactly(Reason.REGISTER_STALE, Reason.NOT_COVERED, Reason.LISTED);
    }

    @Test
    void hasNoNextTimeWhenTheRegisterGoesStaleBeforeIt() {
        Dial lastEvening = Dial.at("2026-11-23T21:00");
        assertThat(lastEvening.updated("2026-09-25").retryAt())
                .contains(lastEvening.instant("2026-11-24T08:00"));
        assertThat(lastEvening.updated("2026-09-24").retryAt()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Purpose.class)
    void bindsSalesMarketingAndFundraisingOnly(Purpose purpose) {
        boolean bound =
                switch (purpose) {
                    case SALES, MARKETING, FUNDRAISING -> true;
                    case RESEARCH, PUBLIC_INFORMATION, POLITICS, RELIGION, PUBLIC_INTEREST -> false;
                };
        assertThat(dial().purpose(purpose).listed().reasons().isEmpty()).isEqualTo(!bound);
        assertThat(dial().purpose(purpose).registers().reasons().isEmpty()).isEqualTo(!bound);
    }

    @Test
    void bindsEveryPurposeWhereThePolicySaysSo() {
        Dial research =
                dial().under(TestPolicies.swedenWith("public-interest-exempt: false"))
                        .purpose(Purpose.RESEARCH)
                        .listed();
        assertThat(research.reasons()).containsExactly(Reason.LISTED);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T12:00,     true",
        "2026-11-23T12:00:00.001, false",
        "2026-08-23T12:00:00.001, true",
        "2026-08-23T12:00,     false",
    })
    void aConsentHoldsFromItsGivingForThreeMonths(String given, boolean permitted) {
        assertThat(dial().listed().consent(given).reasons().isEmpty()).isEqualTo(permitted);
    }

    @Test
    void aConsentsMonthsAreOfTheCalendarAndTheClockOnTheWall() {
        assertThat(
                        Dial.at("2027-02-28T11:59:59.999")
                                .listed()
                                .consent("2026-11-30T12:00")
                                .reasons())
                .doesNotContain(Reason.LISTED);
        assertThat(Dial.at("2027-02-28T12:00").listed().consent("2026-11-30T12:00").reasons())
                .contains(Reason.LISTED);
        // Summer time has begun between; the wall clock decides.
        assertThat(
                        Dial.at("2027-04-01T11:59:59.999")
                                .listed()
                                .consent("2027-01-01T12:00")
                                .reasons())
                .isEmpty();
        assertThat(Dial.at("2027-04-01T12:00").listed().consent("2027-01-01T12:00").reasons())
                .containsExactly(Reason.LISTED);
    }

    @Test
    void aWithdrawnConsentOrOneToAnotherDoesNotHold() {
        Dial listed = dial().listed();
        listed.consent(
                new Consent(
                        Dial.PRINCIPAL,
                        listed.instant("2026-11-01T12:00"),
                        Optional.of(listed.instant("2026-11-23T12:00")),
                        "form 1"));
        listed.consent(
                new Consent(
                        new PrincipalId("gasbolaget"),
                        listed.instant("2026-11-01T12:00"),
                        Optional.empty(),
                        "form 2"));
        assertThat(listed.reasons()).containsExactly(Reason.LISTED);
        assertThat(listed.now("2026-11-23T11:59:59.999").reasons()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"2025-11-24, true", "2025-11-23, false"})
    void aCustomerIsOneForTwelveMonthsAfterTheEnd(String ended, boolean permitted) {
        Dial customer = dial().listed().customerUntil(ended);
        assertThat(customer.reasons().isEmpty()).isEqualTo(permitted);
    }

    @Test
    void aCustomerIsOneFromTheFirstDayAndForAsLongAsItLasts() {
        assertThat(dial().listed().customer(customer("2026-11-23", "")).reasons()).isEmpty();
        assertThat(dial().listed().customer(customer("2026-11-24", "")).reasons())
                .containsExactly(Reason.LISTED);
    }

    @Test
    void aCustomerOfOtherGoodsIsNoneWhenBothStateAKind() {
        assertThat(dial().listed().goods("el").customer(customer("2026-01-01", "el")).reasons())
                .isEmpty();
        assertThat(dial().listed().goods("el").customer(customer("2026-01-01", "")).reasons())
                .isEmpty();
        assertThat(dial().listed().customer(customer("2026-01-01", "gas")).reasons()).isEmpty();
        assertThat(dial().listed().goods("el").customer(customer("2026-01-01", "gas")).reasons())
                .containsExactly(Reason.LISTED);
    }

    @Test
    void anExemptionLiftsAllThreeRows() {
        RegisterAnswer worst =
                new RegisterAnswer("nix", Optional.of(LocalDate.of(2026, 1, 1)), false, true);
        assertThat(dial().registers(worst).reasons()).hasSize(3);
        assertThat(dial().registers(worst).consent("2026-11-01T12:00").reasons()).isEmpty();
        assertThat(dial().registers(worst).customer(customer("2026-01-01", "")).reasons())
                .isEmpty();
    }

    @Test
    void hasNoNextTimeWhenTheExemptionEndsBeforeIt() {
        Dial evening = Dial.at("2026-11-23T21:00").listed();
        assertThat(evening.consent("2026-08-24T07:59").reasons())
                .containsExactly(Reason.OUTSIDE_HOURS);
        assertThat(evening.retryAt()).isEmpty();
        assertThat(evening.consent("2026-08-24T08:00:00.001").retryAt())
                .contains(evening.instant("2026-11-24T08:00"));
    }

    @Test
    void waitsForAnExemptionThatBeginsWhereTheFirstOneEnded() {
        Dial evening =
                Dial.at("2026-11-23T21:00")
                        .listed()
                        .consent("2026-08-24T07:59")
                        .customer(customer("2026-11-26", ""));
        assertThat(evening.retryAt()).contains(evening.instant("2026-11-26T08:00"));
    }

    @ParameterizedTest
    @EnumSource(Subscription.class)
    void businessesMayBeCalledAboutTheirBusiness(Subscription subscription) {
        Dial business = dial().listed().subscription(subscription);
        assertThat(business.reasons()).containsExactly(Reason.LISTED);
        assertThat(business.aboutBusiness().reasons().isEmpty())
                .isEqualTo(subscription != Subscription.CONSUMER);
    }
}
