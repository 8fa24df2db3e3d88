package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.CharBuffer;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every spelling of one number is the same value.
final class NumberPlanSpellingTest {
    private static final String SEPARATORS = " \u00a0-./()";

    private final NumberPlan plan = TestPlans.sweden();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0701740605",
                "070-174 06 05",
                "070-1740605",
                "070/174 06 05",
                "070.174.06.05",
                "(070) 174 06 05",
                "(070)1740605",
                "070\u00a0174\u00a006\u00a005",
                " 0701740605 ",
                "0-7-0-1-7-4-0-6-0-5",
                "+46701740605",
                "+46 70 174 06 05",
                "+46 (0)70 174 06 05",
                "+46(0)701740605",
                "+46 0 70 174 06 05",
                "+460701740605",
                "(+46) 70-174 06 05",
                "+ 46 70 174 06 05",
                " +46701740605",
                "0046701740605",
                "0046 70-174 06 05",
                "00 46 (0)70 174 06 05",
                "00460701740605",
                "0 0 4 6 7 0 1 7 4 0 6 0 5",
                "-(0)0/46.701740605"
            })
    void readsEverySpellingOfAMobile(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(new PhoneNumber(46_70_174_06_05L));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "08-123 456",
                "+46 8 123456",
                "+46 (0)8-123456",
                "00468123456",
                "(08)123456"
            })
    void readsEverySpellingOfAFixedLine(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(new PhoneNumber(46_8_123_456L));
        var stockholm = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));
        assertThat(stockholm.read(dialled)).isEqualTo(stockholm.read("12 34-56"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"+47 12 34 56 78", "004712345678", "00 47-12345678", "(+47)12.345.678"})
    void readsEverySpellingOfAForeignNumber(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(new PhoneNumber(47_12_34_56_78L));
    }

    /// 00 is the international prefix wherever it stands: never an outside line and a trunk 0.
    @Test
    void readsTwoZerosAsTheInternationalPrefix() {
        assertThat(plan.read("00 70 174 06 05")).isEqualTo(new PhoneNumber(70_174_06_05L));
    }

    @Test
    void randomSpellingsOfValidNumbersAreTheSameValue() {
        var random = new Random(46);
        List<NumberPlanTest.Row> rows = NumberPlanTest.rows().toList();
        for (int i = 0; i < 200_000; i++) {
            NumberPlanTest.Row row = rows.get(random.nextInt(rows.size()));
            String national = randomNumber(row, random);
            List<String> prefixes = List.of("0", "+46", "0046", "+460", "00460");
            String digits = prefixes.get(random.nextInt(prefixes.size())) + national;
            CharSequence spelling = scatter(digits, random);
            assertThat(plan.read(spelling))
                    .as("%s", spelling)
                    .isEqualTo(new PhoneNumber(Long.parseLong("46" + national)));
        }
    }

    @Test
    void readsOtherCharSequencesThanStrings() {
        assertThat(plan.read(CharBuffer.wrap("xx0701740605", 2, 12)))
                .isEqualTo(plan.read("0701740605"));
    }

    private static String randomNumber(NumberPlanTest.Row row, Random random) {
        int length = random.nextInt(row.digitsMin(), row.digitsMax() + 1);
        var number = new StringBuilder(row.code());
        while (number.length() < length) {
            // a 0 right after the code would be premium in Umeå's
            number.append(random.nextInt(number.length() == row.code().length() ? 1 : 0, 10));
        }
        return number.toString();
    }

    private static CharSequence scatter(String digits, Random random) {
        var text = new StringBuilder();
        for (int i = 0; i < digits.length(); i++) {
            for (int n = random.nextInt(4) - 1; n > 0; n--) {
                text.append(SEPARATORS.charAt(random.nextInt(SEPARATORS.length())));
            }
            text.append(digits.charAt(i));
        }
        return text;
    }
}
