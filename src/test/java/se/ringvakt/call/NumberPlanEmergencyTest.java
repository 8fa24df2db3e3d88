package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.call.InvalidNumber.INVALID;

import com.google.i18n.phonenumbers.Phonenumber;
import com.google.i18n.phonenumbers.ShortNumberInfo;
import com.google.i18n.phonenumbers.ShortNumberInfo.ShortNumberCost;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Row 0: emergency and service numbers go before everything, in every spelling.
final class NumberPlanEmergencyTest {
    /// As regulation.md writes it.
    private static final Pattern NEVER_BLOCK =
            Pattern.compile("112|11313|114\\d\\d|116\\d{3}|117\\d|90\\d{3}");

    private final NumberPlan plan = TestPlans.sweden();
    private final NumberPlan stockholm = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));
    private final NumberPlan norrkoping = TestPlans.sweden(NumberPlan.Settings.ofArea("011"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "112",
                "0112",
                "00112",
                "+46112",
                "+460112",
                "0046112",
                "00460112",
                "00046112",
                "000460112",
                "+46 (0)112",
                "0046 (0) 112",
                "(0)112",
                "1-1-2",
                " 112 ",
                "1 1.2",
                "+46/112",
                "\u00a01\u00a012",
                "(+46)112"
            })
    void readsEverySpellingOf112(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(new EmergencyNumber(112));
        assertThat(stockholm.read(dialled)).isEqualTo(new EmergencyNumber(112));
    }

    @Test
    void readsEveryServiceNumberAndNoOtherInEverySpelling() {
        List<Integer> expected =
                IntStream.range(1, 1_000_000)
                        .filter(n -> NEVER_BLOCK.matcher(Integer.toString(n)).matches())
                        .boxed()
                        .toList();
        assertThat(expected).hasSize(1 + 1 + 100 + 1000 + 10 + 1000);
        for (String prefix : List.of("", "0", "+46", "0046", "+460", "00460", "00046")) {
            for (NumberPlan any : List.of(plan, stockholm, norrkoping)) {
                List<Integer> found =
                        IntStream.range(1, 1_000_000)
                                .filter(n -> any.read(prefix + n).equals(new EmergencyNumber(n)))
                                .boxed()
                                .toList();
                assertThat(found).as(prefix).isEqualTo(expected);
            }
        }
    }

    @Test
    void leavesNoFreeShortNumberOfLibphonenumberOut() {
        // beyond six digits that begin with 11 it has none
        for (int number = 1; number < 120_000; number++) {
            if (isFreeOrEmergency(number)) {
                assertThat(plan.read(Integer.toString(number)))
                        .isEqualTo(new EmergencyNumber(number));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "11", "1121", "1122", "1 12 12", "11312", "11314", "1131", "113130", "113", "1140",
                "114000", "11600", "1160000", "116", "115", "117", "11770", "9000", "900000",
                "091000", "0900", "111", "0111", "911", "999"
            })
    void nearMissesAreNone(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(INVALID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+112",
                "+0112",
                "++46112",
                "+46+112",
                "46112",
                "+4600112",
                "000112",
                "0000112",
                "0 46112",
                "+45112",
                "+47 112",
                "*112",
                "112#",
                "11 2a",
                "112\n",
                "+0046112",
                "00 0 112",
                "9112",
                "1 1 2\u0660",
                "\uff11\uff11\uff12",
                "+46 8 112",
                "08112",
                "08-112"
            })
    void otherDressesAreNone(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(INVALID);
    }

    @Test
    void longerNumbersThatBeginLikeOneAreTelephoneNumbers() {
        assertThat(plan.read("08-112 12 12")).isEqualTo(new PhoneNumber(46_8_112_12_12L));
        assertThat(plan.read("011-212 12")).isEqualTo(new PhoneNumber(46_11_212_12L));
        assertThat(plan.read("090-112 12")).isEqualTo(new PhoneNumber(46_90_112_12L));
        assertThat(stockholm.read("112 12 12")).isEqualTo(new PhoneNumber(46_8_112_12_12L));
        assertThat(stockholm.read("113 130")).isEqualTo(new PhoneNumber(46_8_113_130L));
        assertThat(stockholm.read("117 712")).isEqualTo(new PhoneNumber(46_8_117_712L));
        assertThat(stockholm.read("900 001")).isEqualTo(new PhoneNumber(46_8_900_001L));
        assertThat(norrkoping.read("1 12 12")).isEqualTo(new PhoneNumber(46_11_112_12L));
    }

    /// Six digits of Stockholm and five of Norrköping are also local lengths: row 0 goes first.
    @Test
    void goesBeforeALocalNumberOfTheSameDigits() {
        assertThat(stockholm.read("116 123")).isEqualTo(new EmergencyNumber(116_123));
        assertThat(norrkoping.read("114 14")).isEqualTo(new EmergencyNumber(11_414));
        assertThat(norrkoping.read("901 23")).isEqualTo(new EmergencyNumber(90_123));
        assertThat(stockholm.read("08 116 123")).isEqualTo(new PhoneNumber(46_8_116_123L));
    }

    @Test
    void anotherOutsideLineIsReadBeforeItToo() {
        var nine = TestPlans.sweden(new NumberPlan.Settings(Optional.of("08"), Optional.of('9')));
        for (String dialled :
                List.of("9112", "9 112", "90046112", "9 0046 0 112", "112", "0112", "+46112")) {
            assertThat(nine.read(dialled)).as(dialled).isEqualTo(new EmergencyNumber(112));
        }
        assertThat(nine.read("99112")).isEqualTo(INVALID);
        assertThat(nine.read("00112")).isEqualTo(INVALID);
        assertThat(nine.read("8112")).isEqualTo(INVALID);
        assertThat(nine.read("9")).isEqualTo(INVALID);
        assertThat(nine.read("90")).isEqualTo(INVALID);
        assertThat(nine.read("9 0701740605")).isEqualTo(INVALID);
        // with outside line 9 this is also 08-911 414: the emergency goes first
        assertThat(nine.read("9 11414")).isEqualTo(new EmergencyNumber(11_414));
    }

    @Test
    void withoutAnOutsideLineOnlyThePlansOwnPrefixesCount() {
        var none = TestPlans.sweden(new NumberPlan.Settings(Optional.empty(), Optional.empty()));
        for (String dialled : List.of("112", "0112", "+46112", "0046112", "00460112")) {
            assertThat(none.read(dialled)).isEqualTo(new EmergencyNumber(112));
        }
        assertThat(none.read("00112")).isEqualTo(INVALID);
        assertThat(none.read("00046112")).isEqualTo(INVALID);
        assertThat(none.read("9112")).isEqualTo(INVALID);
    }

    /// What the plan writes is what the dialplan's own patterns catch.
    @Test
    void theDigitsAreTheShortNumberItself() {
        Stream.of("0046 114 14", "+4611414", "011414")
                .forEach(dialled ->
                        assertThat(plan.read(dialled)).isEqualTo(new EmergencyNumber(11_414)));
    }

    private static boolean isFreeOrEmergency(int number) {
        ShortNumberInfo info = ShortNumberInfo.getInstance();
        var parsed = new Phonenumber.PhoneNumber().setCountryCode(46).setNationalNumber(number);
        return info.isEmergencyNumber(Integer.toString(number), "SE")
                || (info.isValidShortNumberForRegion(parsed, "SE")
                        && info.getExpectedCostForRegion(parsed, "SE")
                                == ShortNumberCost.TOLL_FREE);
    }
}
