package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.call.InvalidNumber.INVALID;

import com.google.i18n.phonenumbers.ShortNumberInfo;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Dutch and British numbers: what is never stopped, what hides its number, what is local. The
/// numbers are made up: subscribers' digits all alike, or Ofcom's for drama.
final class ForeignPlansTest {
    private final NumberPlan dutch = TestPlans.of("netherlands", NumberPlan.Settings.USUAL);
    private final NumberPlan amsterdam =
            TestPlans.of("netherlands", NumberPlan.Settings.ofArea("020"));
    private final NumberPlan british = TestPlans.of("united-kingdom", NumberPlan.Settings.USUAL);
    private final NumberPlan london =
            TestPlans.of(
                    "united-kingdom",
                    new NumberPlan.Settings(Optional.of("020"), Optional.of('9')));

    @ParameterizedTest
    @ValueSource(ints = {112, 911, 113, 144, 116_000, 116_117, 116_123})
    void dutchServiceNumbersAreNeverStopped(int number) {
        for (String prefix : List.of("", "0", "+31", "0031", "+31 (0)", "00031")) {
            assertThat(dutch.read(prefix + number)).isEqualTo(new EmergencyNumber(number));
            assertThat(amsterdam.read(prefix + number)).isEqualTo(new EmergencyNumber(number));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {112, 999, 101, 105, 111, 116_123, 18_000})
    void britishServiceNumbersAreNeverStopped(int number) {
        for (String prefix : List.of("", "0", "+44", "0044", "+44 (0)")) {
            assertThat(british.read(prefix + number)).isEqualTo(new EmergencyNumber(number));
        }
        assertThat(london.read("9" + number)).isEqualTo(new EmergencyNumber(number));
    }

    @ParameterizedTest
    @CsvSource({"netherlands, NL", "united-kingdom, GB"})
    void leavesNoEmergencyNumberOfLibphonenumberOut(String policy, String region) {
        NumberPlan plan = TestPlans.of(policy, NumberPlan.Settings.USUAL);
        for (int number = 100; number < 120_000; number++) {
            if (ShortNumberInfo.getInstance().isEmergencyNumber(Integer.toString(number), region)) {
                assertThat(plan.read(Integer.toString(number)))
                        .isEqualTo(new EmergencyNumber(number));
            }
        }
    }

    @Test
    void aPlanThatWouldStop112IsRefused() {
        Numbering sweden = TestPlans.SWEDEN;
        List<NumberPattern> without =
                sweden.neverStopped().stream().filter(each -> !each.text().equals("112")).toList();
        assertThat(without).isNotEmpty();
        assertThatThrownBy(() ->
                        new Numbering(
                                sweden.country(),
                                sweden.trunkPrefix(),
                                without,
                                sweden.notLocal(),
                                sweden.rows(),
                                sweden.refused()))
                .hasMessageContaining("never-stopped: ")
                .hasMessageContaining("(expected: 112 among them)");
    }

    @Test
    void anothersServiceNumberIsNone() {
        assertThat(dutch.read("11414")).isEqualTo(INVALID);
        assertThat(dutch.read("+46112")).isEqualTo(INVALID);
        assertThat(british.read("90123")).isEqualTo(INVALID);
        assertThat(TestPlans.sweden().read("+31112")).isEqualTo(INVALID);
        assertThat(TestPlans.sweden().read("999")).isEqualTo(INVALID);
    }

    /// Carrier selection, caller id on or off, authorities, directories.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "10123 0222222222",
                "1612 0222222222",
                "131 0622222222",
                "132 0622222222",
                "1612 222",
                "10123 22",
                "131 2222",
                "14 020",
                "1888",
                "9 222222",
                "*31*0622222222",
                "0900 2222",
                "0906 222222",
                "082 222222"
            })
    void dutchBypassesAreNoNumbers(String dialled) {
        assertThat(dutch.read(dialled)).isEqualTo(INVALID);
        assertThat(amsterdam.read(dialled)).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "141 07700900123",
                "1470 07700900123",
                "1280 02079460123",
                "18866 02079460123",
                "1280 2222",
                "118 118",
                "118118",
                "09 0012 3456",
                "0843 2222222",
                "070 2222 2222",
                "#31#07700900123"
            })
    void britishBypassesAreNoNumbers(String dialled) {
        assertThat(british.read(dialled)).isEqualTo(INVALID);
        assertThat(london.read(dialled)).isEqualTo(INVALID);
    }

    @Test
    void localNumbersBelongToTheDefaultAreaCode() {
        assertThat(amsterdam.read("222 22 22")).isEqualTo(new PhoneNumber(31_20_222_2222L));
        assertThat(dutch.read("222 22 22")).isEqualTo(INVALID);
        assertThat(london.read("7946 0123")).isEqualTo(new PhoneNumber(44_20_7946_0123L));
        assertThat(london.read("020 7946 0123")).isEqualTo(new PhoneNumber(44_20_7946_0123L));
        assertThat(london.read("5946 0123")).isEqualTo(INVALID);
    }

    @Test
    void findsTheCodesOfNumbers() {
        assertThat(dutch.areaCode(new PhoneNumber(31_20_222_2222L))).hasValue(20);
        assertThat(dutch.areaCode(new PhoneNumber(31_111_222_222L))).hasValue(111);
        assertThat(british.areaCode(new PhoneNumber(44_20_7946_0123L))).hasValue(20);
        assertThat(british.areaCode(new PhoneNumber(44_1204_222_222L))).hasValue(1204);
        assertThat(british.areaCode(new PhoneNumber(44_7700_900_123L))).hasValue(77);
        assertThat(british.areaCode(new PhoneNumber(46_70_174_06_05L))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "netherlands, 08, 31, 010",
        "netherlands, 06, 31, 010",
        "netherlands, 20, 31, 010",
        "united-kingdom, 07700, 44, 020",
        "united-kingdom, 020794, 44, 020"
    })
    void refusesADefaultThatIsNoAreaCode(String policy, String code, int country, String example) {
        assertThatThrownBy(() -> TestPlans.of(policy, NumberPlan.Settings.ofArea(code)))
                .hasMessage(
                        "default area code: %s (expected: an area code of +%d as dialled, such as"
                                + " %s)",
                        code, country, example);
    }
}
