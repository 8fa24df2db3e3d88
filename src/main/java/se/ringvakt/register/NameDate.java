package se.ringvakt.register;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The update date in a file's name.
final class NameDate {
    static final String GROUP = "date";

    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
    private static final DateTimeFormatter DIGITS =
            DateTimeFormatter.ofPattern("uuuuMMdd").withResolverStyle(ResolverStyle.STRICT);

    private NameDate() {}

    /// The date that this pattern finds; empty: none.
    ///
    /// @throws RegisterRefused when it finds something else, or several dates
    static Optional<LocalDate> find(Pattern dates, String name) {
        Set<LocalDate> found = new TreeSet<>();
        Matcher matcher = dates.matcher(name);
        while (matcher.find()) {
            String text = matcher.group(GROUP);
            if (text != null) {
                found.add(read(name, text));
            }
        }
        if (found.size() > 1) {
            throw new RegisterRefused(name + ": dates " + found + " in its name (expected: one)");
        }
        return found.stream().findFirst();
    }

    private static LocalDate read(String name, String text) {
        try {
            return LocalDate.parse(NOT_A_DIGIT.matcher(text).replaceAll(""), DIGITS);
        } catch (DateTimeException e) {
            throw new RegisterRefused(
                    name + ": " + text + " in its name (expected: a date like 2026-11-20)", e);
        }
    }
}
