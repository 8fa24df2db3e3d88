package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberFormat;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The Dutch and the British plan against libphonenumber, on every beginning of four digits and
/// every length: each number on which the two differ falls under one difference listed here.
final class ForeignPlansOracleTest {
    private static final PhoneNumberUtil ORACLE = PhoneNumberUtil.getInstance();
    private static final int SAMPLES = 4;
    private static final Map<Country, NumberPlan> PLANS =
            Arrays.stream(Country.values())
                    .collect(
                            Collectors.toMap(
                                    country -> country,
                                    country ->
                                            TestPlans.of(
                                                    country.policy, NumberPlan.Settings.USUAL)));

    /// A country, and a switch in one of its areas.
    enum Country {
        NETHERLANDS("netherlands", "NL", "+31"),
        UNITED_KINGDOM("united-kingdom", "GB", "+44");

        private final String policy;
        private final String region;
        private final String code;

        Country(String policy, String region, String code) {
            this.policy = policy;
            this.region = region;
            this.code = code;
        }

        NumberPlan plan() {
            return Objects.requireNonNull(PLANS.get(this));
        }
    }

    /// Why a number is valid with one of the two only.
    enum Difference {
        /// Campaigns call no premium or service number.
        DUTCH_PREMIUM(Country.NETHERLANDS, false, "90[069]\\d*"),
        /// Pagers have no one to talk to.
        DUTCH_PAGERS(Country.NETHERLANDS, false, "66\\d{7}"),
        /// Machines have no one to talk to either.
        DUTCH_MACHINES(Country.NETHERLANDS, false, "970\\d{8}"),
        /// Authorities' short numbers (14 0xx), which libphonenumber takes for telephone numbers.
        DUTCH_AUTHORITIES(Country.NETHERLANDS, false, "140\\d{2,3}"),
        /// Premium and service numbers, personal numbers, pagers.
        BRITISH_SPECIAL(Country.UNITED_KINGDOM, false, "(84[2-5]|87[0-3]|9\\d\\d|70\\d|76\\d)\\d*"),
        /// Childline's number of seven digits.
        BRITISH_CHILDLINE(Country.UNITED_KINGDOM, false, "8001111"),
        /// Areas of which libphonenumber knows which blocks are in use; we open them whole.
        BRITISH_UNUSED_BLOCKS(Country.UNITED_KINGDOM, true, "(11\\d|[12]\\d\\d)\\d{6,7}"),
        /// Likewise with mobiles; 07700 900 000 to 999 are among them, Ofcom's for drama.
        BRITISH_UNUSED_MOBILES(Country.UNITED_KINGDOM, true, "7[1-57-9]\\d{8}|7624\\d{6}");

        private final Country country;
        private final boolean validWithUs;
        private final Pattern numbers;

        Difference(Country country, boolean validWithUs, String numbers) {
            this.country = country;
            this.validWithUs = validWithUs;
            this.numbers = Pattern.compile(numbers);
        }

        boolean explains(Country where, String national, boolean ours) {
            return where == country && ours == validWithUs && numbers.matcher(national).matches();
        }
    }

    @ParameterizedTest
    @EnumSource
    void agreesOnEveryPrefixAndLengthButForTheListedDifferences(Country country) {
        var random = new Random(31_44);
        var seen = EnumSet.noneOf(Difference.class);
        for (int prefix = 1000; prefix <= 9999; prefix++) {
            for (int digits = 5; digits <= 12; digits++) {
                for (int sample = 0; sample < SAMPLES; sample++) {
                    String national = prefix + randomDigits(digits - 4, random);
                    seen.addAll(compare(country, national));
                }
            }
        }
        seen.addAll(compare(country, "8001111"));
        assertThat(seen)
                .containsExactlyInAnyOrderElementsOf(
                        EnumSet.allOf(Difference.class).stream()
                                .filter(difference -> difference.country == country)
                                .toList());
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeOfThePlanIsOneOfLibphonenumbers(Country country) {
        var random = new Random(7);
        for (int code : country.plan().areaCodes()) {
            assertThat(isEver(country, code, random)).as("%d", code).isTrue();
        }
    }

    /// Some number that begins with an area code is a fixed one with libphonenumber.
    private static boolean isEver(Country country, int code, Random random) {
        int digits = country == Country.NETHERLANDS ? 9 : 10;
        for (int tries = 0; tries < 20_000; tries++) {
            String start = Integer.toString(code);
            if (oracle(country, start + randomDigits(digits - start.length(), random))
                    .isPresent()) {
                return true;
            }
        }
        return false;
    }

    @ParameterizedTest
    @EnumSource
    void readsEverySpellingAlike(Country country) {
        for (PhoneNumberType type : Set.of(PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)) {
            Phonenumber.PhoneNumber number = ORACLE.getExampleNumberForType(country.region, type);
            String e164 = ORACLE.format(number, PhoneNumberFormat.E164);
            Dialled expected = new PhoneNumber(Long.parseLong(e164, 1, e164.length(), 10));
            for (PhoneNumberFormat format :
                    Set.of(
                            PhoneNumberFormat.E164,
                            PhoneNumberFormat.INTERNATIONAL,
                            PhoneNumberFormat.NATIONAL)) {
                assertThat(country.plan().read(ORACLE.format(number, format))).isEqualTo(expected);
            }
            String national = e164.substring(3);
            for (String prefix : Set.of("0", "00" + e164.substring(1, 3), country.code + " (0)")) {
                assertThat(country.plan().read(prefix + national)).isEqualTo(expected);
            }
            for (DialFormat format : DialFormat.values()) {
                String written = format.format((PhoneNumber) expected, country.plan().numbering());
                assertThat(country.plan().read(written)).isEqualTo(expected);
            }
        }
    }

    /// Compares one number and returns the difference that explains it, if there is one.
    private static Set<Difference> compare(Country country, String national) {
        OptionalLong ours = ours(country, national);
        OptionalLong oracles = oracle(country, national);
        if (ours.equals(oracles)) {
            return Set.of();
        }
        var explanations = EnumSet.noneOf(Difference.class);
        for (Difference difference : Difference.values()) {
            if (difference.explains(country, national, ours.isPresent())) {
                explanations.add(difference);
            }
        }
        assertThat(explanations).as("%s %s, ours: %s", country, national, ours).hasSize(1);
        return explanations;
    }

    private static OptionalLong ours(Country country, String national) {
        return country.plan().read(country.code + national) instanceof PhoneNumber number
                ? OptionalLong.of(number.e164())
                : OptionalLong.empty();
    }

    private static OptionalLong oracle(Country country, String national) {
        try {
            Phonenumber.PhoneNumber number = ORACLE.parse(country.code + national, country.region);
            return ORACLE.isValidNumber(number)
                    ? OptionalLong.of(
                            Long.parseLong(
                                    ORACLE.format(number, PhoneNumberFormat.E164).substring(1)))
                    : OptionalLong.empty();
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
