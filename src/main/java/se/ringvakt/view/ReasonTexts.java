package se.ringvakt.view;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;
import se.ringvakt.rule.Reason;

/// What each reason says of any call, in the languages of those who read it; of one call,
/// [ReasonWords] says more.
public final class ReasonTexts {
    private static final ResourceBundle ENGLISH = bundle("view.reasons", Locale.ROOT);
    private static final ResourceBundle SWEDISH =
            bundle("view.reasons", Locale.forLanguageTag("sv"));

    private ReasonTexts() {}

    /// One reason.
    ///
    /// @param row its place in the order in which reasons are given, from 1
    /// @param sv a sentence in Swedish
    /// @param en a sentence in English
    /// @param clause where the rule stands; empty: with the centre itself
    public record Text(String code, int row, String sv, String en, String clause) {}

    /// All reasons, in their order.
    public static List<Text> all() {
        return Arrays.stream(Reason.values()).map(ReasonTexts::of).toList();
    }

    private static Text of(Reason reason) {
        String code = reason.name();
        return new Text(
                code,
                Arrays.asList(Reason.values()).indexOf(reason) + 1,
                SWEDISH.getString(code),
                ENGLISH.getString(code),
                ReasonWords.clause(reason));
    }

    /// The words of a language; those it lacks, and of any other than Swedish all, are English.
    static ResourceBundle bundle(String name, Locale locale) {
        return ResourceBundle.getBundle(
                name,
                locale,
                ResourceBundle.Control.getNoFallbackControl(
                        ResourceBundle.Control.FORMAT_PROPERTIES));
    }
}
