package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalInt;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The 264 area codes, checked against the same list in another notation.
final class AreaCodesTest {
    /// From regulation.md section 4, as it stands there.
    private static final String AS_PATTERNS =
            """
            8
            11 13 16 18 19 21 23 26 31 33 35 36 40 42 44 46 54 60 63 90
            12[01235] 14[01234] 15[01256789] 17[13456]
            22[0-7] 24[013678] 25[0138] 27[018] 28[01] 29[0123457]
            30[0-4] 32[0125] 34[056] 37[012] 38[0123] 39[023]
            41[01345678] 43[0135] 45[145679] 47[01246789] 48[0156] 49[012345689]
            50[0-6] 51[0-5] 52[01234568] 53[0-4] 55[0-5] 56[0345] 57[013] 58[012345679] 59[01]
            61[123] 62[0-4] 64[023457] 65[01237] 66[0123] 67[012] 68[0247] 69[012356]
            91[01234568] 92[0-9] 93[02345] 94[0123] 95[0-4] 96[01] 97[0135678] 98[01]
            """;

    @Test
    void areTheOnesOfThePlan() {
        String pattern = AS_PATTERNS.strip().replaceAll("\\s+", "|");
        var expected = new TreeSet<Integer>();
        for (int code = 1; code <= 999; code++) {
            if (Integer.toString(code).matches(pattern)) {
                expected.add(code);
            }
        }
        assertThat(TestPlans.sweden().areaCodes()).containsExactlyElementsOf(expected).hasSize(264);
    }

    @Test
    void noneIsThePrefixOfAnother() {
        for (int code : TestPlans.sweden().areaCodes()) {
            assertThat(TestPlans.sweden().areaCodes()).doesNotContain(code / 10, code / 100);
        }
    }

    @Test
    void cannotBeChanged() {
        assertThat(TestPlans.sweden().areaCodes()).isUnmodifiable();
    }

    @Test
    void everyAreaCodeIsFoundAgainInItsNumbers() {
        for (int code : TestPlans.sweden().areaCodes()) {
            var number = (PhoneNumber) TestPlans.sweden().read("0" + code + "123456");
            assertThat(TestPlans.sweden().areaCode(number)).hasValue(code);
        }
    }

    @Test
    void theCodeOfEveryRowIsFoundAgainInItsNumbers() {
        NumberPlanTest.rows()
                .forEach(row ->
                        assertThat(codeOf("0" + row.number(row.digitsMax())))
                                .hasValue(Integer.parseInt(row.code())));
    }

    @Test
    void foreignAndImpossibleNumbersBelongToNone() {
        assertThat(codeOf("+4712345678")).isEmpty();
        assertThat(TestPlans.sweden().areaCode(new PhoneNumber(46_900_123_4567L))).isEmpty();
        assertThat(TestPlans.sweden().areaCode(new PhoneNumber(46_81234L))).isEmpty();
        assertThat(TestPlans.sweden().areaCode(new PhoneNumber(46_701_740_60L))).isEmpty();
    }

    private static OptionalInt codeOf(String dialled) {
        return TestPlans.sweden().areaCode((PhoneNumber) TestPlans.sweden().read(dialled));
    }
}
