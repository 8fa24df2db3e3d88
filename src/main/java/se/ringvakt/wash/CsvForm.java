package se.ringvakt.wash;

import java.nio.charset.Charset;
import java.util.Optional;
import java.util.Set;

/// How a text file of columns is written.
///
/// @param separator between columns; empty: found out from the first rows
/// @param encoding UTF-8, ISO-8859-1 or windows-1252; empty: each cell that is valid UTF-8 is
///   UTF-8, any other ISO-8859-1
/// @param header the first row names the columns
public record CsvForm(Optional<Character> separator, Optional<Charset> encoding, boolean header) {
    /// Everything found out, and a header.
    public static final CsvForm DETECTED = new CsvForm(Optional.empty(), Optional.empty(), true);

    private static final Set<String> ENCODINGS = Set.of("UTF-8", "ISO-8859-1", "windows-1252");

    public CsvForm {
        separator.ifPresent(CsvForm::checkSeparator);
        encoding.ifPresent(CsvForm::checkEncoding);
    }

    private static void checkSeparator(char separator) {
        boolean taken =
                Character.isLetterOrDigit(separator)
                        || separator > '~'
                        || "\"+-_ \r\n\0".indexOf(separator) >= 0;
        if (taken) {
            throw new WashRefused(
                    "separator: '" + separator + "' (expected: such as ';' or ',' or '|' or tab)");
        }
    }

    private static void checkEncoding(Charset encoding) {
        if (!ENCODINGS.contains(encoding.name())) {
            throw new WashRefused("encoding: " + encoding + " (expected: UTF-8 or ISO-8859-1)");
        }
    }
}
