package se.ringvakt.register;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalInt;

/// How a register file is written.
///
/// @param encoding UTF-8 (with or without mark) or ISO-8859-1
/// @param separator between columns; empty: each line is one number
/// @param header the first line names the columns and is passed over
/// @param numberColumn counted from 1: the number, or what follows the area code
/// @param areaColumn counted from 1: the area code, when it has a column of its own
public record ImportFormat(
        Charset encoding,
        Optional<Character> separator,
        boolean header,
        int numberColumn,
        OptionalInt areaColumn) {

    /// One number per line, UTF-8, no header.
    public static final ImportFormat LINES =
            new ImportFormat(
                    StandardCharsets.UTF_8, Optional.empty(), false, 1, OptionalInt.empty());

    private static final int COLUMNS_MOST = 100;

    public ImportFormat {
        if (!encoding.equals(StandardCharsets.UTF_8)
                && !encoding.equals(StandardCharsets.ISO_8859_1)) {
            throw new RegisterRefused("encoding: " + encoding + " (expected: UTF-8 or ISO-8859-1)");
        }
        separator.ifPresent(ImportFormat::checkSeparator);
        checkColumn("number column", numberColumn);
        areaColumn.ifPresent(column -> checkColumn("area column", column));
        if (areaColumn.isPresent() && areaColumn.getAsInt() == numberColumn) {
            throw new RegisterRefused(
                    "area column: " + numberColumn + " (expected: not the number's column)");
        }
        if (separator.isEmpty() && (numberColumn > 1 || areaColumn.isPresent())) {
            throw new RegisterRefused(
                    "separator: none (expected: one, since there is more than one column)");
        }
    }

    private static void checkSeparator(char separator) {
        boolean taken =
                Character.isLetterOrDigit(separator) || "\"+-()/\r\n".indexOf(separator) >= 0;
        if (separator > '~' || taken) {
            throw new RegisterRefused(
                    "separator: '" + separator + "' (expected: such as ';' or ',' or tab)");
        }
    }

    private static void checkColumn(String name, int column) {
        if (column < 1 || column > COLUMNS_MOST) {
            throw new RegisterRefused(
                    name + ": " + column + " (expected: 1 to " + COLUMNS_MOST + ")");
        }
    }
}
