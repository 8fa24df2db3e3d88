package se.ringvakt.metrics;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The names in one expression of Prometheus's query language: which meters it reads, by which
/// labels it selects from each, by which it groups. Enough of the language for our own expressions.
final class PromQl {
    private static final Pattern TOKEN =
            Pattern.compile(
                    "\\s+|(?<string>\"(?:[^\"\\\\]|\\\\.)*\")|\\[[^\\]]*]"
                            + "|(?<name>[a-zA-Z_:$][a-zA-Z0-9_:]*)|[0-9.]+[a-z]*|(?<sign>=~|!~|!=|.)");
    private static final Set<String> GROUPING =
            Set.of("by", "without", "on", "ignoring", "group_left", "group_right");
    private static final Set<String> OPERATORS = Set.of("and", "or", "unless", "bool", "offset");

    private final List<String> tokens = new ArrayList<>();
    private final Map<String, Set<String>> selected = new HashMap<>();
    private final Map<String, Set<String>> values = new HashMap<>();
    private final Set<String> grouped = new HashSet<>();
    private int at;

    private PromQl(String expression) {
        Matcher token = TOKEN.matcher(expression);
        int end = 0;
        while (end < expression.length() && token.find(end) && token.start() == end) {
            if (token.group("string") != null
                    || token.group("name") != null
                    || token.group("sign") != null) {
                tokens.add(token.group());
            }
            end = token.end();
        }
        if (end != expression.length()) {
            throw new IllegalArgumentException(expression + ": cannot be read at " + end);
        }
    }

    static PromQl of(String expression) {
        PromQl read = new PromQl(expression);
        read.read();
        return read;
    }

    /// The labels by which each meter is selected.
    Map<String, Set<String>> selected() {
        return selected;
    }

    /// The values that are asked for, of each label, wherever one is named in full.
    Map<String, Set<String>> values() {
        return values;
    }

    Set<String> grouped() {
        return grouped;
    }

    private void read() {
        while (at < tokens.size()) {
            String token = tokens.get(at++);
            if (GROUPING.contains(token)) {
                group();
            } else if (isName(token)
                    && !OPERATORS.contains(token)
                    && !next("(")
                    && !follows(token)) {
                select(token);
            }
        }
    }

    /// `sum by (...)`: the function's name stands before the labels.
    private boolean follows(String token) {
        return at < tokens.size() && GROUPING.contains(tokens.get(at)) && !token.contains("_");
    }

    private void group() {
        expect("(");
        while (!next(")")) {
            String token = tokens.get(at++);
            if (isName(token)) {
                grouped.add(token);
            }
        }
        expect(")");
    }

    private void select(String meter) {
        Set<String> labels = selected.computeIfAbsent(meter, name -> new HashSet<>());
        if (!next("{")) {
            return;
        }
        expect("{");
        while (!next("}")) {
            String label = tokens.get(at++);
            String how = tokens.get(at++);
            String value = tokens.get(at++);
            labels.add(label);
            if (how.equals("=")) {
                values.computeIfAbsent(label, name -> new HashSet<>())
                        .add(value.substring(1, value.length() - 1));
            }
            if (next(",")) {
                at++;
            }
        }
        expect("}");
    }

    private boolean next(String expected) {
        return at < tokens.size() && tokens.get(at).equals(expected);
    }

    private void expect(String expected) {
        if (!next(expected)) {
            throw new IllegalArgumentException(
                    tokens + ": at " + at + " (expected: " + expected + ")");
        }
        at++;
    }

    private static boolean isName(String token) {
        return Character.isLetter(token.charAt(0)) || token.startsWith("_");
    }
}
