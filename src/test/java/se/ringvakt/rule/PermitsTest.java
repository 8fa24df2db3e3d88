package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Subscription;
import se.ringvakt.config.TestPolicies;

class PermitsTest {
    @ParameterizedTest
    @CsvSource({
        "0, 46",
        "-7, 46",
        "1, 46",
        "45, 46",
        "46, 46",
        "47, 47",
        "60, 60",
        "120, 120",
        "121, 120",
        "2147483647, 120",
        "-2147483648, 46",
    })
    void theTimeoutIsWhatWasAskedForWithinBounds(int asked, int granted) {
        assertThat(Dial.at("2026-11-23T12:00").timeout(asked).permit().timeout())
                .isEqualTo(Duration.ofSeconds(granted));
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T20:58:00.000, 120",
        "2026-11-23T20:58:00.001, 119",
        "2026-11-23T20:59:00.000, 60",
        "2026-11-23T20:59:13.999, 46",
        "2026-11-23T20:59:14.000, 46",
        "2026-11-28T17:59:00.000, 60",
    })
    void theTimeoutIsCutAtClosingTime(String now, int granted) {
        assertThat(Dial.at(now).timeout(120).permit().timeout())
                .isEqualTo(Duration.ofSeconds(granted));
    }

    @Test
    void theTimeoutIsNeverCutBelowTheShortestPermit() {
        Dial late =
                Dial.at("2026-11-23T20:59:59")
                        .under(TestPolicies.swedenWith("must-fit: false"))
                        .timeout(120);
        assertThat(late.permit().timeout()).isEqualTo(Duration.ofSeconds(46));
    }

    @Test
    void aFractionOfASecondIsRoundedUpAndStillMustFit() {
        Policies slow = TestPolicies.swedenWith("post-dial-delay: 10500ms");
        Dial dial = Dial.at("2026-11-23T20:59:13").under(slow);
        assertThat(dial.permit().timeout()).isEqualTo(Duration.ofSeconds(47));
        assertThat(dial.now("2026-11-23T20:59:13.001").reasons())
                .containsExactly(Reason.OUTSIDE_HOURS);
    }

    @Test
    void closingIsTheDaysOwn() {
        Dial weekday = Dial.at("2026-11-23T12:00");
        assertThat(weekday.permit().closing()).isEqualTo(weekday.instant("2026-11-23T21:00"));
        Dial sunday = Dial.at("2026-10-25T12:00");
        assertThat(sunday.permit().closing()).isEqualTo("2026-10-25T17:00:00Z");
        Dial company = weekday.subscription(Subscription.COMPANY);
        assertThat(company.permit().closing()).isEqualTo(company.instant("2026-11-23T17:00"));
    }

    @Test
    void noticesACallOwedAfterASilentOne() {
        assertThat(Dial.at("2026-11-23T12:00").permit().silentCallPreceded()).isFalse();
        assertThat(Dial.at("2026-11-23T12:00").debtIn("gas-1").permit().silentCallPreceded())
                .isFalse();
        assertThat(Dial.at("2026-11-23T12:00").owedACall().permit().silentCallPreceded()).isTrue();
    }
}
