package se.ringvakt.lint;

import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// The emergency and public service numbers that may be dialled without the gate.
final class EmergencyNumbers {
    /// What is dialled to see whether a dialplan keeps the way to help open.
    static final String SAMPLE = "112";

    private static final List<String> PREFIXES = List.of("", "0", "+46", "0046");
    private static final List<Dialling> NUMBERS =
            PREFIXES.stream()
                    .flatMap(prefix ->
                            List.of("112", "11313", "114XX", "116XXX", "117X", "90XXX").stream()
                                    .map(number -> Dialling.of("_" + prefix + number)))
                    .toList();
    private static final List<String> OTHERS =
            List.of(
                    "118118",
                    "0701740605",
                    "+46701740605",
                    "0046701740605",
                    "1120701740605",
                    "123");

    private EmergencyNumbers() {}

    static boolean has(String number) {
        return NUMBERS.stream().anyMatch(known -> known.matches(number));
    }

    /// Whether nothing else than such numbers is meant.
    static boolean hasAll(Dialling dialling) {
        return NUMBERS.stream().anyMatch(dialling::within);
    }

    /// Whether an expression matches 112 and no number of another kind.
    static boolean tests(String regex) {
        try {
            Pattern pattern = Pattern.compile(regex);
            return pattern.matcher(SAMPLE).find()
                    && OTHERS.stream().noneMatch(other -> pattern.matcher(other).find());
        } catch (PatternSyntaxException _) {
            return false;
        }
    }
}
