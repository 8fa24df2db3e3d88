package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DialFormatTest {
    @ParameterizedTest
    @CsvSource({
        "46701740605, 0701740605, +46701740605, 0046701740605",
        "468123456, 08123456, +468123456, 00468123456",
        "46201234, 0201234, +46201234, 0046201234",
        "467191234567890, 07191234567890, +467191234567890, 00467191234567890",
        "4712345678, 004712345678, +4712345678, 004712345678",
        "4612345, 012345, +4612345, 004612345"
    })
    void writesWhatTheSwitchDials(long e164, String national, String plus, String international) {
        var number = new PhoneNumber(e164);
        assertThat(DialFormat.NATIONAL.format(number, TestPlans.SWEDEN)).isEqualTo(national);
        assertThat(DialFormat.E164.format(number, TestPlans.SWEDEN)).isEqualTo(plus);
        assertThat(DialFormat.INTERNATIONAL.format(number, TestPlans.SWEDEN))
                .isEqualTo(international);
    }

    @Test
    void thePlanReadsEveryFormatBack() {
        var plan = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));
        NumberPlanTest.rows()
                .map(row -> new PhoneNumber(Long.parseLong("46" + row.number(row.digitsMax()))))
                .forEach(number -> {
                    for (DialFormat format : DialFormat.values()) {
                        assertThat(plan.read(format.format(number, TestPlans.SWEDEN)))
                                .isEqualTo(number);
                    }
                });
        var foreign = new PhoneNumber(4_712_345_678L);
        for (DialFormat format : DialFormat.values()) {
            assertThat(plan.read(format.format(foreign, TestPlans.SWEDEN))).isEqualTo(foreign);
        }
    }
}
