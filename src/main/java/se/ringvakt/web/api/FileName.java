package se.ringvakt.web.api;

import java.util.regex.Pattern;
import se.ringvakt.web.Ask;

/// A name that somebody gave a file. It is shown and written on receipts; where the file is kept
/// goes by another.
///
/// @param value 1 to 100 characters, without folders and control characters
record FileName(String value) {
    private static final int CHARACTERS_MOST = 100;

    /// Also the marks that make a screen show text in another order than it stands.
    private static final Pattern CONTROL =
            Pattern.compile("[\\p{Cntrl}\\p{Cs}\\u0080-\\u009f\\u202a-\\u202e\\u2066-\\u2069]");

    /// The request's `name`, or a plain one.
    static FileName of(Ask ask, String usual) {
        return of(ask.query("name").orElse(usual), usual);
    }

    /// @param usual in place of one with nothing left
    static FileName of(String typed, String usual) {
        String last =
                typed.substring(Math.max(typed.lastIndexOf('/'), typed.lastIndexOf('\\')) + 1);
        String plain = CONTROL.matcher(last).replaceAll("").strip();
        int from = Math.max(0, plain.length() - CHARACTERS_MOST);
        // Its end tells what kind it is.
        String cut = plain.substring(from);
        return new FileName(cut.isEmpty() || cut.matches("\\.+") ? usual : cut);
    }

    /// What came of the file is named so: `list.csv` becomes `list.washed.csv`.
    FileName with(String word) {
        int dot = value.lastIndexOf('.');
        return new FileName(
                dot <= 0
                        ? value + "." + word
                        : value.substring(0, dot) + "." + word + value.substring(dot));
    }

    /// The same in letters that every file system has.
    String plain() {
        String plain = value.replaceAll("[^A-Za-z0-9._-]", "_");
        return plain.startsWith(".") ? "_" + plain : plain;
    }
}
