package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.call.InvalidNumber.INVALID;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Every row of the plan, both sides of each border of length.
final class NumberPlanTest {
    private final NumberPlan plan = TestPlans.sweden();

    /// A row of rules.md: a code and the digits its numbers have, trunk 0 not counted.
    record Row(String code, int digitsMin, int digitsMax) {
        /// 90 XXX is a service number, in the area with code 90 too.
        Dialled expected(int digits) {
            if (code.equals("90") && digits == 5) {
                return new EmergencyNumber(90_123);
            }
            return digits >= digitsMin && digits <= digitsMax
                    ? new PhoneNumber(Long.parseLong("46" + number(digits)))
                    : INVALID;
        }

        String number(int digits) {
            return code + "12345678901234567".substring(0, digits - code.length());
        }
    }

    static Stream<Row> rows() {
        Stream<Row> areas =
                TestPlans.sweden().areaCodes().stream()
                        .map(code -> Integer.toString(code))
                        .map(code -> new Row(code, code.length() == 3 ? 8 : 7, 9));
        Stream<Row> mobiles =
                Stream.of("70", "72", "73", "76", "79").map(code -> new Row(code, 9, 9));
        Stream<Row> others = Stream.of("10", "75", "77").map(code -> new Row(code, 9, 9));
        Stream<Row> odd =
                Stream.of(new Row("20", 6, 9), new Row("710", 13, 13), new Row("719", 13, 13));
        return Stream.of(areas, mobiles, others, odd).flatMap(row -> row);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void acceptsTheLengthsOfTheRowAndNoOther(Row row) {
        for (int digits = row.code().length(); digits <= 17; digits++) {
            String number = row.number(digits);
            for (String prefix : List.of("0", "+46", "0046", "+460", "00460")) {
                assertThat(plan.read(prefix + number))
                        .as(prefix + number)
                        .isEqualTo(row.expected(digits));
            }
        }
    }

    @Test
    void refusesEveryCodeOutsideThePlan() {
        List<String> codes = rows().map(Row::code).toList();
        for (int first = 0; first <= 999; first++) {
            String head = "%03d".formatted(first);
            boolean known = codes.stream().anyMatch(head::startsWith) && first != 900;
            boolean anyValid = false;
            for (int digits = 3; digits <= 15; digits++) {
                String number = head + "123456789012".substring(0, digits - 3);
                anyValid |= plan.read("+46" + number) instanceof PhoneNumber;
            }
            // +46 0.. loses the 0 and is judged without it: not a code of this table
            if (first >= 100) {
                assertThat(anyValid).as(head).isEqualTo(known);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0900123456",
                "0900" + "1234567",
                "0939123456",
                "0944123456",
                "099123456",
                "0991234567890",
                "0741234567",
                "0781234567",
                "0378123456",
                "0711123456",
                "0718" + "0123456789",
                "0118118",
                "+46118118",
                "0118123"
            })
    void refusesPremiumPagingMassCallingAndDirectories(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(INVALID);
    }

    @Test
    void tellsUmeaFromPremium() {
        assertThat(plan.read("090" + "123456")).isEqualTo(new PhoneNumber(46_90_123456L));
        assertThat(plan.read("090" + "023456")).isEqualTo(INVALID);
        assertThat(plan.read("0900" + "23456")).isEqualTo(INVALID);
    }

    @Test
    void acceptsForeignNumbersOfSevenToFifteenDigits() {
        for (int digits = 1; digits <= 18; digits++) {
            String number = "471234567890123456".substring(0, digits);
            Dialled expected =
                    digits >= 7 && digits <= 15 ? new PhoneNumber(Long.parseLong(number)) : INVALID;
            assertThat(plan.read("+" + number)).as("+" + number).isEqualTo(expected);
            assertThat(plan.read("00" + number)).as("00" + number).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+46",
                "0046",
                "+460",
                "+4612",
                "+46" + "991234567",
                "+46" + "46701740605",
                "+4600701740605",
                "+0701740605",
                "+0046701740605",
                "000701740605",
                "00046701740605",
                "46701740605",
                "701740605"
            })
    void refusesWhatOnlyLooksSwedish(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(INVALID);
    }

    @Test
    void readsLocalNumbersOnlyUnderADefaultAreaCode() {
        var stockholm = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));
        var norrkoping = TestPlans.sweden(NumberPlan.Settings.ofArea("011"));
        var gallivare = TestPlans.sweden(NumberPlan.Settings.ofArea("0970"));
        for (int digits = 1; digits <= 12; digits++) {
            String local = "512345678901".substring(0, digits);
            assertThat(plan.read(local)).as(local).isEqualTo(INVALID);
            assertThat(stockholm.read(local)).isEqualTo(plan.read("08" + local));
            assertThat(norrkoping.read(local)).isEqualTo(plan.read("011" + local));
            assertThat(gallivare.read(local)).isEqualTo(plan.read("0970" + local));
        }
        assertThat(stockholm.read("512345")).isEqualTo(new PhoneNumber(46_8_512345L));
        assertThat(norrkoping.read("51234")).isEqualTo(new PhoneNumber(46_11_51234L));
        assertThat(gallivare.read("51234")).isEqualTo(new PhoneNumber(46_970_51234L));
    }

    @Test
    void theDefaultAreaCodeChangesNoFullNumber() {
        var stockholm = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));
        rows().flatMap(row -> Stream.of(row.number(row.digitsMin()), row.number(row.digitsMax())))
                .forEach(number -> {
                    assertThat(stockholm.read("0" + number)).isEqualTo(plan.read("0" + number));
                    assertThat(stockholm.read("+46" + number)).isEqualTo(plan.read("+46" + number));
                });
    }

    @Test
    void acceptsEveryAreaCodeAsDefault() {
        for (int code : TestPlans.sweden().areaCodes()) {
            var local = TestPlans.sweden(NumberPlan.Settings.ofArea("0" + code));
            assertThat(local.read("512345")).isEqualTo(plan.read("0" + code + "512345"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "8", "00", "008", "+468", "070", "0900", "0112", "08 ", "abc"})
    void refusesADefaultThatIsNoAreaCode(String code) {
        assertThatThrownBy(() -> TestPlans.sweden(NumberPlan.Settings.ofArea(code)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "default area code: %s (expected: an area code of +46 as dialled, such as"
                                + " 08)",
                        code);
    }

    @ParameterizedTest
    @ValueSource(chars = {'*', '#', 'a', ' ', '\u0660'})
    void refusesAnOutsideLineThatIsNoDigit(char digit) {
        assertThatThrownBy(() -> new NumberPlan.Settings(Optional.empty(), Optional.of(digit)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("outside line: ");
    }
}
