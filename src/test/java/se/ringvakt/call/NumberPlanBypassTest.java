package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.call.InvalidNumber.INVALID;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Nothing that hides its number, or that a switch might read otherwise, is a number.
final class NumberPlanBypassTest {
    private static final String MOBILE = "0701740605";

    private final NumberPlan plan = TestPlans.sweden();
    private final NumberPlan stockholm = TestPlans.sweden(NumberPlan.Settings.ofArea("08"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "*31*0701740605",
                "#31#0701740605",
                "*31#0701740605",
                "*0701740605",
                "0701740605#",
                "070*1740605",
                "9512" + "0701740605",
                "9512 0046701740605",
                "95-12 070-174 06 05",
                "9512" + "020123456",
                "0 9512 0701740605",
                "+46701740605+",
                "++46701740605",
                "0+46701740605",
                "00+46701740605",
                "070+1740605",
                "+0046701740605",
                "+00701740605",
                "0701740605,,1",
                "0701740605;1",
                "0701740605w1",
                "0701740605x12",
                "0701740605&SIP/other",
                "0701740605@gateway",
                "tel:0701740605",
                "%30701740605",
                "0701740605 ext 1",
                "0708KALLES",
                "o701740605",
                "O701740605",
                "07o1740605",
                "070~1740605",
                "070_1740605",
                "070\\1740605",
                "'0701740605'",
                "\"0701740605\"",
                "[0]701740605",
                "070–1740605",
                "070\u20111740605",
                "070\u202f1740605",
                "\ufeff0701740605",
                "0701740605\u200b",
                "\u202e0701740605",
                "-1",
                "",
                " ",
                "()",
                "+",
                "0",
                "00",
                "000"
            })
    void refuses(String dialled) {
        assertThat(plan.read(dialled)).isEqualTo(INVALID);
        assertThat(stockholm.read(dialled)).isEqualTo(INVALID);
    }

    @Test
    void refusesEveryCharacterButDigitsSeparatorsAndALeadingPlus() {
        for (int c = 0; c <= Character.MAX_VALUE; c++) {
            if (c >= '0' && c <= '9') {
                continue;
            }
            boolean separator = " \u00a0-./()".indexOf(c) >= 0;
            Dialled expected = separator ? plan.read(MOBILE) : INVALID;
            for (int at = 0; at <= MOBILE.length(); at++) {
                String dialled = MOBILE.substring(0, at) + (char) c + MOBILE.substring(at);
                if (!plan.read(dialled).equals(expected)) {
                    assertThat(plan.read(dialled)).as("U+%04X at %d", c, at).isEqualTo(expected);
                }
            }
        }
    }

    /// `٠`, `０` and their like: 70 scripts have digits of their own.
    @Test
    void refusesDigitsOfOtherScripts() {
        for (int c = 0x80; c <= Character.MAX_CODE_POINT; c++) {
            if (Character.isDigit(c)) {
                assertThat(plan.read(MOBILE.substring(0, 9) + Character.toString(c)))
                        .isEqualTo(INVALID);
            }
        }
    }

    /// A local number may look like carrier selection; dialled with its area code it does not.
    @Test
    void refusesCarrierSelectionUnderADefaultAreaCodeToo() {
        assertThat(stockholm.read("9512 012")).isEqualTo(INVALID);
        assertThat(stockholm.read("9599 0112")).isEqualTo(INVALID);
        assertThat(stockholm.read("95 000")).isEqualTo(INVALID);
        assertThat(stockholm.read("9512 112")).isEqualTo(new PhoneNumber(46_8_9512_112L));
        assertThat(stockholm.read("9412 012")).isEqualTo(new PhoneNumber(46_8_9412_012L));
        assertThat(stockholm.read("08-9512 012")).isEqualTo(new PhoneNumber(46_8_9512_012L));
    }

    @Test
    void refusesDirectoryInquiriesUnderADefaultAreaCodeToo() {
        assertThat(stockholm.read("118 118")).isEqualTo(INVALID);
        assertThat(stockholm.read("118 000")).isEqualTo(INVALID);
        assertThat(stockholm.read("118 999")).isEqualTo(INVALID);
        assertThat(stockholm.read("119 000")).isEqualTo(new PhoneNumber(46_8_119_000L));
        assertThat(stockholm.read("118 11 81")).isEqualTo(new PhoneNumber(46_8_118_11_81L));
        assertThat(stockholm.read("08-118 118")).isEqualTo(new PhoneNumber(46_8_118_118L));
    }

    @Test
    void refusesOverlongStringsHoweverTheyAreFilled() {
        String blanks = " ".repeat(NumberPlan.CHARACTERS_MAX - MOBILE.length());
        assertThat(plan.read(MOBILE + blanks)).isEqualTo(plan.read(MOBILE));
        assertThat(plan.read(MOBILE + blanks + " ")).isEqualTo(INVALID);
        for (int length = 1; length <= 2 * NumberPlan.CHARACTERS_MAX; length++) {
            for (String filling : List.of("0", "1", "9", "-")) {
                assertThat(plan.read(filling.repeat(length))).isNotInstanceOf(PhoneNumber.class);
            }
        }
        assertThat(plan.read("1".repeat(1 << 20))).isEqualTo(INVALID);
    }

    @Test
    void readsNoCharacterOfAnOverlongString() {
        assertThat(plan.read(new Unreadable(NumberPlan.CHARACTERS_MAX + 1))).isEqualTo(INVALID);
    }

    /// Digits beyond what a `long` holds must not wrap round to a number.
    @Test
    void refusesNumbersThatWouldOverflow() {
        assertThat(plan.read("+46701740605" + "00000000")).isEqualTo(INVALID);
        assertThat(plan.read("18446744120411292221")).isEqualTo(INVALID);
        assertThat(plan.read("+18446744120411292221")).isEqualTo(INVALID);
        assertThat(plan.read("0018446744120411292221")).isEqualTo(INVALID);
        assertThat(plan.read("+" + Long.MAX_VALUE)).isEqualTo(INVALID);
    }

    @Test
    void randomCharactersNeverThrow() {
        var random = new Random(20_261_122);
        String telling = "0123456789+ -./()*#46001129512";
        for (int i = 0; i < 300_000; i++) {
            var text = new StringBuilder();
            for (int n = random.nextInt(70); n > 0; n--) {
                text.append(
                        i % 3 == 0
                                ? (char) random.nextInt(0x10000)
                                : telling.charAt(random.nextInt(telling.length())));
            }
            assertThat(plan.read(text)).isNotNull();
            assertThat(stockholm.read(text)).isNotNull();
        }
    }

    private record Unreadable(int length) implements CharSequence {
        @Override
        public char charAt(int index) {
            throw new AssertionError("read: character " + index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            throw new AssertionError("read: " + start + " to " + end);
        }
    }
}
