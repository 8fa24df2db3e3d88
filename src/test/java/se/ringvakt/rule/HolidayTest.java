package se.ringvakt.rule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.Kind;
import se.ringvakt.config.TestPolicies;

class HolidayTest {
    @ParameterizedTest
    @ValueSource(strings = {"2026-12-24", "2026-04-04", "2026-06-19", "2027-03-27", "2028-12-24"})
    void refusesAllDayOnTheThreeEvesAndNotASecondMore(String eve) {
        String before = LocalDate.parse(eve).minusDays(1) + "T23:59:59.999";
        String after = LocalDate.parse(eve).plusDays(1) + "T00:00";
        assertThat(Dial.at(before).reasons()).doesNotContain(Reason.HOLIDAY);
        assertThat(Dial.at(eve + "T00:00").reasons()).contains(Reason.HOLIDAY);
        assertThat(Dial.at(eve + "T12:00").reasons()).containsExactly(Reason.HOLIDAY);
        assertThat(Dial.at(eve + "T23:59:59.999").reasons()).contains(Reason.HOLIDAY);
        assertThat(Dial.at(after).reasons()).doesNotContain(Reason.HOLIDAY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-12-31", "2027-01-01", "2026-05-01", "2026-04-03", "2026-12-25"})
    void permitsHolidaysTheTextDoesNotName(String day) {
        assertThat(Dial.at(day + "T12:00").reasons()).isEmpty();
    }

    @Test
    void aPolicyMayAddDays() {
        Policies stricter =
                TestPolicies.swedenWith(
                        "closed-days: [julafton, juldagen, annandag jul, 2026-12-27]");
        Dial dial = Dial.at("2026-12-24T12:00").under(stricter);
        assertThat(dial.reasons()).containsExactly(Reason.HOLIDAY);
        assertThat(dial.retryAt()).contains(dial.instant("2026-12-28T08:00"));
    }

    @Test
    void aHolidayBindsEveryKindOfCall() {
        assertThat(
                        Dial.at("2026-12-24T12:00")
                                .kind(Kind.ROBOT)
                                .consent("2026-01-01T12:00")
                                .owedACall()
                                .reasons())
                .containsExactly(Reason.HOLIDAY);
    }
}
