package se.ringvakt.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PasswordRulesTest {
    private static final UserName ANNA = new UserName("anna.andersson");

    @ParameterizedTest
    @ValueSource(ints = {0, 11, 257, 100_000})
    void tooShortAndTooLongAreRefused(int length) {
        assertThatThrownBy(() -> PasswordRules.check("new", text("abcdefg", length), ANNA))
                .isInstanceOf(AccessRefused.class)
                .hasMessage("new: " + length + " characters (expected: 12 to 256)");
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 13, 255, 256})
    void everythingBetweenIsGood(int length) {
        for (String letters : List.of("abcdefg", "åäöÅÄÖ", "🦭🐟🌊⛵", " \t;'\"<>")) {
            assertThatCode(() -> PasswordRules.check("new", text(letters, length), ANNA))
                    .doesNotThrowAnyException();
        }
    }

    @Test
    void charactersAreCountedAsTheyAreHashed() {
        // Each is one character after NFKC, two before.
        String decomposed = "a\u030a".repeat(3) + "o\u0308".repeat(3) + "e\u0301".repeat(3);
        assertThatThrownBy(() -> PasswordRules.check("new", decomposed + "xy", ANNA))
                .hasMessageStartingWith("new: 11 characters");
        assertThatCode(() -> PasswordRules.check("new", decomposed + "xyz", ANNA))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anna.andersson",
                "Anna.Andersson",
                "qwertyuiop123",
                "QWERTYuiop123",
                "lösenord1234",
                "correcthorsebatterystaple",
                "aaaaaaaaaaaaaaaa",
                "abcabcabcabcabc",
                "            "
            })
    void whatEverybodyTriesFirstIsRefusedAndNotTold(String password) {
        assertThatThrownBy(() -> PasswordRules.check("new", password, ANNA))
                .isInstanceOf(AccessRefused.class)
                .hasMessageNotContaining(password);
    }

    @Test
    void thoseMadeUpHereAreGoodAndNeverTheSame() {
        String one = PasswordRules.random();
        assertThat(one).matches("([a-hj-km-np-z2-9]{5}-){4}[a-hj-km-np-z2-9]{5}");
        assertThat(PasswordRules.random()).isNotEqualTo(one);
        assertThatCode(() -> PasswordRules.check("new", one, ANNA)).doesNotThrowAnyException();
    }

    /// So many characters, none of which goes together with the next.
    private static String text(String letters, int length) {
        int[] points = letters.codePoints().toArray();
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.appendCodePoint(points[i % points.length]);
        }
        return text.toString();
    }
}
