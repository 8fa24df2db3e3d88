package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Reads what stands in `$[...]`, its variables resolved, into a [Condition]. Arithmetic is not
/// done: its result counts as unknown.
final class Expression {
    private static final int DEEP_MAX = 50;
    private static final Pattern SMALL = Pattern.compile("1?\\d");
    private final List<Token> tokens;
    private int at;
    private int deep;

    /// A piece of an expression.
    ///
    /// @param operator empty: an operand
    private record Token(String operator, Text operand) {
        boolean is(String words) {
            return operator.equals(words);
        }
    }

    private Expression(List<Token> tokens) {
        this.tokens = tokens;
    }

    /// The value of an expression: 1 or 0 by a test, or the operand it consists of.
    static Text value(Text text) {
        List<Token> tokens = tokens(text);
        if (tokens.size() == 1 && tokens.getFirst().operator.isEmpty()) {
            return tokens.getFirst().operand;
        }
        if (tokens.stream().noneMatch(token -> logical(token.operator))) {
            return new Expression(tokens).operand();
        }
        return switch (new Expression(tokens).any()) {
            case Condition.Constant(boolean truth) -> Text.of(truth ? "1" : "0");
            case Condition.Value(Text value) -> value;
            case Condition test -> Text.choice(test, "1", "0", cleaned(test));
        };
    }

    private static Set<Text.Root> cleaned(Condition test) {
        return Text.unknown(test.roots()).cleanRoots();
    }

    private static boolean logical(String operator) {
        return comparing(operator) || List.of("|", "&", "!").contains(operator);
    }

    private Condition any() {
        List<Condition> tests = new ArrayList<>();
        do {
            tests.add(all());
        } while (taken("|"));
        return Condition.any(tests);
    }

    private Condition all() {
        List<Condition> tests = new ArrayList<>();
        do {
            tests.add(comparison());
        } while (taken("&"));
        return Condition.all(tests);
    }

    private Condition comparison() {
        if (taken("!")) {
            return Condition.not(comparison());
        }
        if (at < tokens.size() && tokens.get(at).is("(") && deep < DEEP_MAX) {
            int from = at;
            at++;
            deep++;
            Condition inner = any();
            deep--;
            if (taken(")") && ends()) {
                return inner;
            }
            at = from;
        }
        Text left = operand();
        String operator = at < tokens.size() ? tokens.get(at).operator : "";
        if (!comparing(operator)) {
            return Condition.value(left);
        }
        at++;
        return Condition.compare(left, operator, operand());
    }

    private boolean ends() {
        return at >= tokens.size() || List.of("|", "&", ")").contains(tokens.get(at).operator);
    }

    private static boolean comparing(String operator) {
        return List.of("=", "==", "!=", "<", ">", "<=", ">=").contains(operator);
    }

    /// One operand as it is; several, with arithmetic between them, as something unknown.
    private Text operand() {
        Text.Builder all = new Text.Builder();
        int count = 0;
        int open = 0;
        int from = at;
        while (at < tokens.size()) {
            Token token = tokens.get(at);
            boolean ends = open == 0 && (ends() || comparing(token.operator));
            if (ends) {
                break;
            }
            open += token.is("(") ? 1 : token.is(")") ? -1 : 0;
            all.add(token.operand);
            count++;
            at++;
        }
        return count == 1 ? all.build() : sum(tokens.subList(from, at), all.build());
    }

    /// Small sums are done, so that a loop over a few trunks is seen to end.
    private static Text sum(List<Token> tokens, Text all) {
        boolean small =
                tokens.size() == 3
                        && tokens.get(1).is("+")
                        && SMALL.matcher(tokens.get(0).operand.flat()).matches()
                        && SMALL.matcher(tokens.get(2).operand.flat()).matches();
        return small
                ? Text.of(
                        Integer.toString(
                                Integer.parseInt(tokens.get(0).operand.flat())
                                        + Integer.parseInt(tokens.get(2).operand.flat())))
                : Text.unknown(all.cleanRoots());
    }

    private boolean taken(String operator) {
        boolean taken = at < tokens.size() && tokens.get(at).is(operator);
        at += taken ? 1 : 0;
        return taken;
    }

    private static List<Token> tokens(Text text) {
        List<Token> tokens = new ArrayList<>();
        String flat = text.flat();
        int i = 0;
        while (i < flat.length()) {
            char c = flat.charAt(i);
            int from = i;
            if (Character.isWhitespace(c)) {
                i++;
            } else if (c == '"') {
                int end = flat.indexOf('"', i + 1);
                i = end < 0 ? flat.length() : end + 1;
                tokens.add(new Token("", text.part(from + 1, end < 0 ? i : end)));
            } else if (operatorLength(flat, i) > 0) {
                i += operatorLength(flat, i);
                tokens.add(new Token(flat.substring(from, i), Text.EMPTY));
            } else {
                while (i < flat.length() && word(flat, i)) {
                    i++;
                }
                tokens.add(new Token("", text.part(from, i)));
            }
        }
        return tokens;
    }

    private static boolean word(String flat, int at) {
        return !Character.isWhitespace(flat.charAt(at))
                && flat.charAt(at) != '"'
                && operatorLength(flat, at) == 0;
    }

    private static int operatorLength(String flat, int at) {
        String two = flat.substring(at, Math.min(flat.length(), at + 2));
        if (List.of("!=", "<=", ">=", "==", "=~", "::", "~~", "||", "&&").contains(two)) {
            return 2;
        }
        return "|&=<>+-*/%!():?".indexOf(flat.charAt(at)) >= 0 ? 1 : 0;
    }
}
