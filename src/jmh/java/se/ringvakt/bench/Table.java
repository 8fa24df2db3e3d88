package se.ringvakt.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;

/// Figures as rows of a Markdown table, printed at the end of a benchmark.
public final class Table {
    private final List<String> lines = new ArrayList<>();

    /// @param what the title of the first column, which names each row
    public Table(String what, String... columns) {
        StringJoiner head = new StringJoiner(" | ", "| ", " |").add(what);
        StringJoiner rule = new StringJoiner("|", "|", "|").add("---");
        for (String column : columns) {
            head.add(column);
            rule.add("---:");
        }
        lines.add(head.toString());
        lines.add(rule.toString());
    }

    public void row(String name, double... figures) {
        StringJoiner row = new StringJoiner(" | ", "| ", " |").add(name);
        for (double figure : figures) {
            row.add(text(figure));
        }
        lines.add(row.toString());
    }

    /// Prints it between empty lines.
    public void print() {
        System.out.println();
        lines.forEach(System.out::println);
        System.out.println();
    }

    /// Three significant digits at least; nothing for what was not measured.
    private static String text(double figure) {
        if (Double.isNaN(figure)) {
            return "";
        }
        if (figure == Math.rint(figure) || figure >= 100) {
            return String.format(Locale.ROOT, "%,.0f", figure);
        }
        return String.format(Locale.ROOT, figure >= 10 ? "%.1f" : "%.2f", figure);
    }
}
