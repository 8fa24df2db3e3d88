package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// libphonenumber as the oracle: the same numbers are valid, and have the same value, but for the
/// differences listed here. rules.md wins over libphonenumber.
final class NumberPlanOracleTest {
    private static final PhoneNumberUtil ORACLE = PhoneNumberUtil.getInstance();

    private final NumberPlan plan = TestPlans.sweden();

    /// Swedish numbers on which the two differ, trunk 0 and country code not counted. Every number
    /// of a pattern differs, and no number outside them: a pattern that no longer holds fails.
    enum Difference {
        /// Machines and mobile broadband: real numbers of 13 digits (libphonenumber issues 910,
        /// 1069: it leaves machines out on purpose).
        MACHINES(true, "71[09]\\d{10}"),
        /// rules.md gives all two-digit areas 7 to 9 digits; libphonenumber gives these four 8 to
        /// 9.
        SHORT_IN_FOUR_AREAS(true, "(18|19|31|54)\\d{5}"),
        /// rules.md opens the whole of 010, 075 and 077; libphonenumber only the blocks it knows to
        /// be in use.
        UNUSED_BLOCKS(true, "(10[09]|75[09]|77[89])\\d{6}"),
        /// Premium: no campaign may call it.
        PREMIUM(false, "(900|939|944)[1-8]\\d{3,6}|649\\d{6}"),
        /// Mass calling: no campaign may call it.
        MASS_CALLING(false, "99[1-59]\\d{4}(\\d{3})?"),
        /// Pagers have no one to talk to.
        PAGERS(false, "74[02-9]\\d{6}"),
        /// rules.md, after PTS, has operator services here; libphonenumber says mobile since some
        /// version between 9.0.20 and 9.0.43.
        OPERATOR_SERVICES(false, "78\\d{7}"),
        /// Voice mail behind a subscriber's number, longer than any row allows.
        VOICE_MAIL(false, "(25[245]|67[3-68])\\d{9}");

        private final boolean validWithUs;
        private final Pattern numbers;

        Difference(boolean validWithUs, String numbers) {
            this.validWithUs = validWithUs;
            this.numbers = Pattern.compile(numbers);
        }

        static Set<Difference> of(String national) {
            var found = EnumSet.noneOf(Difference.class);
            for (Difference difference : values()) {
                if (difference.numbers.matcher(national).matches()) {
                    found.add(difference);
                }
            }
            return found;
        }
    }

    @Test
    void agreesOnEveryPrefixAndLengthButForTheListedDifferences() {
        var random = new Random(20_261_122);
        var seen = EnumSet.noneOf(Difference.class);
        for (int prefix = 1000; prefix <= 9999; prefix++) {
            for (int digits = 4; digits <= 14; digits++) {
                String national = prefix + randomDigits(digits - 4, random);
                seen.addAll(compare(national, "+46"));
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Difference.values());
    }

    @Test
    void agreesOnRandomSpellingsButForTheListedDifferences() {
        var random = new Random(46);
        for (int i = 0; i < 50_000; i++) {
            int digits = random.nextInt(5, 11);
            String national = random.nextInt(1, 10) + randomDigits(digits - 1, random);
            String prefix = List.of("0", "+46 ", "0046 ", "+46 (0)").get(random.nextInt(4));
            compare(national, prefix);
        }
    }

    /// Each difference still exists: some number of it is valid with one side only.
    @ParameterizedTest
    @EnumSource
    void theDifferenceStillExists(Difference difference) {
        var random = new Random(11);
        for (int tries = 0; tries < 1_000_000; tries++) {
            int prefix = random.nextInt(100, 1000);
            String national = prefix + randomDigits(random.nextInt(3, 11), random);
            if (difference.numbers.matcher(national).matches()) {
                assertThat(ours("+46" + national).isPresent()).isEqualTo(difference.validWithUs);
                assertThat(oracles("+46" + national).isPresent())
                        .isEqualTo(!difference.validWithUs);
                return;
            }
        }
        throw new AssertionError("no number of " + difference);
    }

    @Test
    void readsTheExampleNumbersOfAllCountriesAsTheSameValue() {
        int compared = 0;
        for (String region : ORACLE.getSupportedRegions()) {
            for (PhoneNumberType type : PhoneNumberType.values()) {
                Phonenumber.PhoneNumber example = ORACLE.getExampleNumberForType(region, type);
                if (example == null || example.getCountryCode() == 46) {
                    continue;
                }
                String e164 = ORACLE.format(example, PhoneNumberFormat.E164);
                OptionalLong value = OptionalLong.of(Long.parseLong(e164, 1, e164.length(), 10));
                if (e164.length() < "+1234567".length()) {
                    // rules.md wants 7 digits: Iran's universal access numbers have 6
                    assertThat(e164).startsWith("+989");
                    value = OptionalLong.empty();
                }
                assertThat(ours(e164)).as(e164).isEqualTo(value);
                assertThat(ours("00" + e164.substring(1))).as(e164).isEqualTo(value);
                assertThat(ours(ORACLE.format(example, PhoneNumberFormat.INTERNATIONAL)))
                        .as(e164)
                        .isEqualTo(value);
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(1000);
    }

    /// Abroad the plan knows lengths only: what a country has in use is the carriers' business.
    @ParameterizedTest
    @ValueSource(strings = {"+9991234567", "+470000000", "+12", "+701740605"})
    void isLooserAbroad(String dialled) {
        assertThat(oracles(dialled)).isEmpty();
        assertThat(ours(dialled).isPresent()).isEqualTo(dialled.length() >= 8);
    }

    /// Other countries' trunk 0 is kept: in some, as Italy, it belongs to the number.
    @Test
    void keepsAForeignTrunkZero() {
        assertThat(oracles("+44 (0)20 7946 0000")).hasValue(442_079_460_000L);
        assertThat(ours("+44 (0)20 7946 0000")).hasValue(4_402_079_460_000L);
        assertThat(ours("+39 06 12345678")).isEqualTo(oracles("+39 06 12345678"));
    }

    /// The oracle guesses, strips and translates; a switch would dial something else.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "46701740605",
                "701740605",
                "0701740605x12",
                "0701740605 ext. 12",
                "0708KALLES",
                "\uff10\uff17\uff10\uff11\uff17\uff14\uff10\uff16\uff10\uff15",
                "070\u20131740605",
                "Ring 0701740605"
            })
    void isStricterOnSpelling(String dialled) {
        assertThat(oracles(dialled)).isPresent();
        assertThat(ours(dialled)).isEmpty();
    }

    /// Compares one number and returns the differences it is listed under.
    private Set<Difference> compare(String national, String prefix) {
        String dialled = prefix + national;
        OptionalLong ours = ours(dialled);
        OptionalLong oracles = oracles(dialled);
        Set<Difference> listed = Difference.of(national);
        if (listed.isEmpty()) {
            assertThat(ours).as(dialled).isEqualTo(oracles);
            return listed;
        }
        assertThat(listed).as(dialled).hasSize(1);
        boolean validWithUs = listed.iterator().next().validWithUs;
        assertThat(ours.isPresent()).as(dialled).isEqualTo(validWithUs);
        assertThat(oracles.isPresent()).as(dialled).isEqualTo(!validWithUs);
        return listed;
    }

    private OptionalLong ours(String dialled) {
        return plan.read(dialled) instanceof PhoneNumber number
                ? OptionalLong.of(number.e164())
                : OptionalLong.empty();
    }

    private static OptionalLong oracles(String dialled) {
        try {
            Phonenumber.PhoneNumber number = ORACLE.parse(dialled, "SE");
            if (!ORACLE.isValidNumber(number)) {
                return OptionalLong.empty();
            }
            String e164 = ORACLE.format(number, PhoneNumberFormat.E164);
            return OptionalLong.of(Long.parseLong(e164, 1, e164.length(), 10));
        } catch (NumberParseException _) {
            return OptionalLong.empty();
        }
    }

    private static String randomDigits(int count, Random random) {
        var digits = new char[count];
        for (int i = 0; i < count; i++) {
            digits[i] = (char) ('0' + random.nextInt(10));
        }
        return new String(digits);
    }
}
