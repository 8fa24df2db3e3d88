package se.ringvakt.view;

import java.io.PrintWriter;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Rows of words as they come, so that a list of millions needs no memory: the columns have a fixed
/// width.
public final class Lines {
    private static final int COLUMN_WIDTH = 20;

    /// What a screen would obey instead of showing it.
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f]");

    private Lines() {}

    public static void heading(List<String> columns, PrintWriter out) {
        print(columns.stream().map(column -> column.toUpperCase(Locale.ROOT)), out);
    }

    public static void print(Stream<String> cells, PrintWriter out) {
        StringBuilder line = new StringBuilder();
        for (Iterator<String> each = cells.iterator(); each.hasNext(); ) {
            String cell = plain(each.next());
            line.append(cell).repeat(' ', Math.max(0, COLUMN_WIDTH - cell.length())).append("  ");
        }
        out.println(line.toString().stripTrailing());
    }

    /// A text that somebody typed, without what would play tricks with a screen.
    public static String plain(String text) {
        return CONTROL.matcher(text).replaceAll("?");
    }
}
