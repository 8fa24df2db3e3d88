package se.ringvakt.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Resolves `${...}` and `$[...]` in the arguments of a step, as far as they are known.
///
/// @param known what variables hold
/// @param onRaw called with an expression that a dialled string gets into
record Expansion(Known known, Runnable onRaw) {
    private static final Pattern SUBSTRING = Pattern.compile(":(-?\\d{1,6})(?::(-?\\d{1,6}))?");
    private static final int DEEP_MAX = 30;

    /// What a place in a dialplan knows.
    interface Known {
        /// The value of a channel or global variable, or of a function that was set.
        Text variable(String name);

        /// The value of a global variable.
        Text global(String name);

        /// Whether a context has an extension; nothing when what is asked for is not known.
        Optional<Boolean> exists(String context, Text extension);
    }

    Text of(String raw) {
        return expand(raw, 0);
    }

    private Text expand(String raw, int deep) {
        Text.Builder all = new Text.Builder();
        int at = 0;
        while (at < raw.length()) {
            int dollar = raw.indexOf('$', at);
            boolean opens =
                    dollar >= 0
                            && dollar + 1 < raw.length()
                            && "{[".indexOf(raw.charAt(dollar + 1)) >= 0;
            if (dollar < 0) {
                dollar = raw.length();
            }
            int upTo = opens || dollar == raw.length() ? dollar : dollar + 1;
            all.add(Text.of(raw.substring(at, upTo)));
            at = upTo;
            if (opens) {
                int end = closing(raw, dollar + 1);
                String inner = raw.substring(dollar + 2, Math.max(dollar + 2, end));
                all.add(
                        deep > DEEP_MAX
                                ? Text.unknown("?")
                                : inner(raw.charAt(dollar + 1), inner, deep));
                at = end + 1;
            }
        }
        return all.build();
    }

    private Text inner(char bracket, String inner, int deep) {
        Text expanded = expand(inner, deep + 1);
        if (bracket == '{') {
            return variable(expanded);
        }
        if (expanded.raw()) {
            onRaw.run();
        }
        return Expression.value(expanded);
    }

    /// The closing bracket of the same kind, nested ones counted.
    private static int closing(String raw, int open) {
        char closes = raw.charAt(open) == '{' ? '}' : ']';
        int deep = 0;
        for (int i = open; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c == raw.charAt(open)) {
                deep++;
            } else if (c == closes && --deep == 0) {
                return i;
            }
        }
        return raw.length();
    }

    private Text variable(Text expression) {
        String flat = expression.flat();
        int open = flat.indexOf('(');
        int colon = flat.indexOf(':');
        if (open >= 0 && (colon < 0 || open < colon)) {
            int close = flat.lastIndexOf(')');
            int end = close < open ? flat.length() : close;
            Text value =
                    new Functions(known)
                            .value(
                                    flat.substring(0, open).strip().toUpperCase(Locale.ROOT),
                                    expression.part(open + 1, end));
            return sub(value, flat.substring(Math.min(flat.length(), end + 1)));
        }
        String name = colon < 0 ? flat : flat.substring(0, colon);
        Text value =
                name.indexOf(Text.GAP) < 0
                        ? known.variable(name.strip())
                        : Functions.ofFamily(name, expression);
        return colon < 0 ? value : sub(value, flat.substring(colon));
    }

    private static Text sub(Text value, String range) {
        Matcher matcher = SUBSTRING.matcher(range);
        if (!matcher.matches()) {
            return value;
        }
        Optional<String> known = value.known();
        if (known.isEmpty()) {
            return Text.unknown(value.roots());
        }
        int length = known.get().length();
        int offset = Integer.parseInt(matcher.group(1));
        int from = Math.clamp(offset < 0 ? (long) length + offset : offset, 0, length);
        int to = length;
        if (matcher.group(2) != null) {
            int count = Integer.parseInt(matcher.group(2));
            to = Math.clamp(count < 0 ? (long) length + count : (long) from + count, from, length);
        }
        return Text.of(known.get().substring(from, to));
    }

    /// Words between commas, known ones only.
    static List<String> words(Text text) {
        return text.arguments().stream().map(Text::flat).map(String::strip).toList();
    }
}
