package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.PolicyReader;

/// The British policy. The number is one of Ofcom's for drama.
class UnitedKingdomTest {
    private static final Policies UNITED_KINGDOM = PolicyReader.builtIn("united-kingdom");
    private static final PhoneNumber NUMBER = new PhoneNumber(44_7700_900_123L);

    private static Dial at(String now) {
        return Dial.at(now).under(UNITED_KINGDOM).number(NUMBER);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-10-27, 2026-11-23, true",
        "2026-10-26, 2026-11-23, false",
        "2028-02-01, 2028-02-28, true",
        "2028-02-01, 2028-02-29, false",
    })
    void aCheckHoldsForTwentyEightDays(String updated, String day, boolean permitted) {
        assertThat(at(day + "T12:00").updated(updated).reasons().isEmpty()).isEqualTo(permitted);
    }

    @Test
    void beingACustomerDoesNotLiftTheBarConsentDoes() {
        Dial listed =
                at("2026-11-23T12:00")
                        .listed()
                        .customer(
                                new CustomerRelation(
                                        Dial.PRINCIPAL,
                                        Optional.empty(),
                                        LocalDate.of(2020, 1, 1),
                                        Optional.empty()));
        assertThat(listed.reasons()).containsExactly(Reason.LISTED);
        assertThat(listed.consent("2026-11-01T12:00").reasons()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void businessesAreListedToo(Subscription subscription) {
        Dial listed = at("2026-11-23T12:00").subscription(subscription).aboutBusiness().listed();
        assertThat(listed.reasons()).containsExactly(Reason.LISTED);
        RegisterAnswer tps =
                new RegisterAnswer("tps", Optional.of(LocalDate.of(2026, 11, 20)), true, false);
        RegisterAnswer ctps =
                new RegisterAnswer("ctps", Optional.of(LocalDate.of(2026, 11, 20)), true, true);
        assertThat(listed.registers(tps, ctps).reasons()).containsExactly(Reason.LISTED);
        assertThat(listed.registers(tps).reasons()).isEmpty();
    }

    @Test
    void aPhoneRingsForFifteenSecondsAtLeast() {
        Policy policy =
                UNITED_KINGDOM.at(at("2026-11-23T12:00").instant("2026-11-23T12:00")).policy();
        assertThat(policy.shortestRinging()).isEqualTo(Duration.ofSeconds(15));
        assertThat(policy.shortestTimeout()).isEqualTo(Duration.ofSeconds(25));
        assertThat(at("2026-11-23T12:00").permit().timeout()).isEqualTo(Duration.ofSeconds(25));
    }

    @Test
    void hoursAreLondons() {
        assertThat(at("2026-11-23T08:00:00Z").reasons()).isEmpty();
        assertThat(at("2026-11-23T07:59:59Z").reasons()).containsExactly(Reason.OUTSIDE_HOURS);
        assertThat(at("2026-12-25T12:00:00Z").reasons()).containsExactly(Reason.HOLIDAY);
    }
}
