package se.ringvakt.wash;

import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// References in formulas, as far as one must know them to say whether rows may move under them. No
/// formula is ever reckoned.
final class Formulas {
    private static final String CELL = "\\$?[A-Z]{1,3}(\\$?)([0-9]{1,7})";
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?:('(?:[^']|'')+'|[\\p{L}\\p{N}_.]+)!)?(?<![\\p{L}\\p{N}_.$])"
                            + CELL
                            + "(?::"
                            + CELL
                            + ")?(?![\\p{L}\\p{N}_.(!])");
    private static final Pattern LITERAL = Pattern.compile("\"[^\"]*\"");

    private Formulas() {}

    /// Whether a formula that belongs to ranges says the same of the same cells when rows between
    /// them have gone: it refers to its own row, to the header or above by its place, or to another
    /// sheet.
    ///
    /// @param sheet the one whose rows move
    /// @param top the first row the formula belongs to
    static boolean moveWell(String formula, String sheet, int top, int headerRow) {
        return REFERENCE
                .matcher(LITERAL.matcher(formula).replaceAll(""))
                .results()
                .allMatch(found ->
                        isOfAnother(found.group(1), sheet)
                                || (isSteady(found, 2, top, headerRow)
                                        && isSteady(found, 4, top, headerRow)));
    }

    private static boolean isOfAnother(@Nullable String named, String sheet) {
        return named != null && !sheet.equals(unquoted(named));
    }

    /// @param group of the dollar before the row, the row's following; there may be none
    private static boolean isSteady(MatchResult found, int group, int top, int headerRow) {
        if (found.group(group) == null) {
            return true;
        }
        int row = Integer.parseInt(found.group(group + 1));
        return found.group(group).isEmpty() ? row == top : row <= headerRow;
    }

    /// Whether a text refers to this sheet, by its name and an exclamation mark or as an end of a
    /// series of sheets.
    static boolean mentions(String formula, String sheet) {
        String quoted = sheet.replace("'", "''");
        return formula.contains(sheet + "!")
                || formula.contains(quoted + "'!")
                || formula.contains(sheet + ":")
                || formula.contains(quoted + ":");
    }

    /// A sheet's name without the quotes it may stand in.
    static String unquoted(String sheet) {
        return sheet.startsWith("'")
                ? sheet.substring(1, sheet.length() - 1).replace("''", "'")
                : sheet;
    }
}
