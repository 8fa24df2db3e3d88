package se.ringvakt.lint;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import se.ringvakt.lint.Expansion.Known;
import se.ringvakt.lint.Text.Root;

/// The dialplan functions whose result matters: it is known, or it is harmless.
record Functions(Known known) {
    /// Functions that look something up: what they return does not come from their arguments.
    private static final Set<String> LOOKUPS =
            Set.of(
                    "CALLERID",
                    "CHANNEL",
                    "CHANNELS",
                    "CONNECTEDLINE",
                    "CURL",
                    "DB",
                    "DB_EXISTS",
                    "DEVICE_STATE",
                    "ENV",
                    "EXTENSION_STATE",
                    "GROUP",
                    "GROUP_COUNT",
                    "HASH",
                    "HINT",
                    "IMPORT",
                    "MASTER_CHANNEL",
                    "PJSIP_DIAL_CONTACTS",
                    "PJSIP_HEADER",
                    "RAND",
                    "REALTIME",
                    "SHARED",
                    "SIP_HEADER",
                    "STAT",
                    "STRFTIME",
                    "TIMEOUT");

    Text value(String name, Text arguments) {
        List<Text> each = arguments.arguments();
        return switch (name) {
            case "GLOBAL" -> global(arguments);
            case "FILTER" -> filter(each);
            case "REGEX" -> regex(arguments);
            case "LEN" -> known(arguments, text -> Integer.toString(text.length()));
            case "DIALPLAN_EXISTS" -> exists(each);
            case "STRREPLACE" -> replace(each);
            case "IF" -> choose(arguments);
            case "URIENCODE" -> known(arguments, Functions::encoded);
            case "URIDECODE" -> decode(arguments);
            case "TOUPPER" -> known(arguments, text -> text.toUpperCase(Locale.ROOT));
            case "TOLOWER" -> known(arguments, text -> text.toLowerCase(Locale.ROOT));
            case "ISNULL" -> test(Condition.compare(arguments, "=", Text.EMPTY));
            case "EXISTS" -> test(Condition.compare(arguments, "!=", Text.EMPTY));
            default -> other(name, arguments);
        };
    }

    private Text other(String name, Text arguments) {
        if (LOOKUPS.contains(name) || name.startsWith("ODBC_")) {
            return known.variable(Variables.name(name + "(" + arguments.flat() + ")"));
        }
        return Text.unknown(arguments.roots());
    }

    private Text global(Text name) {
        return name.known().map(known::global).orElseGet(() -> ofFamily(name.flat(), name));
    }

    /// A variable whose name is only known to begin with something: `RINGVAKT_TRUNK_` and a number.
    static Text ofFamily(String flatName, Text name) {
        Set<Root> roots = new TreeSet<>();
        int gap = flatName.indexOf(Text.GAP);
        roots.add(new Root(gap < 0 ? flatName : flatName.substring(0, gap), false));
        return Text.unknown(name.pieces().isEmpty() ? Set.of() : roots);
    }

    /// The result for a known text; for another one something harmless of the same origin.
    private static Text known(Text text, UnaryOperator<String> function) {
        return text.known()
                .map(function)
                .map(Text::of)
                .orElseGet(() -> Text.unknown(text.cleanRoots()));
    }

    private static Text filter(List<Text> each) {
        if (each.size() < 2) {
            return Text.EMPTY;
        }
        Optional<String> allowed = each.getFirst().known();
        if (allowed.isEmpty()) {
            return Text.unknown(each.get(1).roots());
        }
        Dialling characters = Dialling.of("_[" + allowed.get().replace("]", "") + "]");
        return known(
                each.get(1),
                text ->
                        text.chars()
                                .filter(c -> characters.matches(Character.toString(c)))
                                .collect(
                                        StringBuilder::new,
                                        StringBuilder::appendCodePoint,
                                        StringBuilder::append)
                                .toString());
    }

    /// `REGEX("expression" text)`.
    private static Text regex(Text arguments) {
        String flat = arguments.flat();
        int open = flat.indexOf('"');
        int close = flat.indexOf('"', open + 1);
        if (open < 0 || close < 0) {
            return Text.unknown(arguments.cleanRoots());
        }
        Text in = arguments.part(Math.min(flat.length(), close + 2), flat.length());
        String expression = flat.substring(open + 1, close);
        Optional<String> known = in.known();
        if (known.isEmpty()) {
            return test(new Condition.Matches(expression, in));
        }
        try {
            return Text.of(Pattern.compile(expression).matcher(known.get()).find() ? "1" : "0");
        } catch (PatternSyntaxException _) {
            return Text.unknown(Set.of());
        }
    }

    private Text exists(List<Text> each) {
        Optional<String> context = each.getFirst().known();
        Text extension = each.size() > 1 ? each.get(1) : Text.of("s");
        if (context.isEmpty()) {
            return Text.unknown(extension.cleanRoots());
        }
        return known.exists(context.get(), extension)
                .map(there -> Text.of(there ? "1" : "0"))
                .orElseGet(() -> test(new Condition.Exists(context.get(), extension)));
    }

    /// `STRREPLACE(variable,find,replace)`.
    private Text replace(List<Text> each) {
        Text in = each.getFirst().known().map(known::variable).orElse(each.getFirst());
        Text find = each.size() > 1 ? each.get(1) : Text.EMPTY;
        Text by = each.size() > 2 ? each.get(2) : Text.EMPTY;
        Optional<String> words = in.known();
        if (words.isEmpty() || find.known().isEmpty() || find.is("")) {
            return Text.unknown(in.plus(by).roots());
        }
        Text.Builder all = new Text.Builder();
        String[] parts = words.get().split(Pattern.quote(find.flat()), -1);
        for (int i = 0; i < parts.length; i++) {
            all.add(i == 0 ? Text.EMPTY : by).add(Text.of(parts[i]));
        }
        return all.build();
    }

    /// `IF(condition?yes:no)`.
    private static Text choose(Text arguments) {
        List<Text> halves = arguments.split('?', 2);
        List<Text> branches = halves.size() < 2 ? List.of(Text.EMPTY) : halves.get(1).split(':', 2);
        Text yes = branches.getFirst();
        Text no = branches.size() < 2 ? Text.EMPTY : branches.get(1);
        Condition test = Condition.value(halves.getFirst());
        if (test instanceof Condition.Constant(boolean truth)) {
            return truth ? yes : no;
        }
        return yes.known().isPresent() && no.known().isPresent()
                ? Text.choice(test, yes.flat(), no.flat(), Set.of())
                : Text.unknown(yes.plus(no).roots());
    }

    private static Text test(Condition test) {
        return test instanceof Condition.Constant(boolean truth)
                ? Text.of(truth ? "1" : "0")
                : Text.choice(test, "1", "0", Text.unknown(test.roots()).cleanRoots());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static Text decode(Text text) {
        try {
            return text.known()
                    .map(known ->
                            URLDecoder.decode(known.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .map(Text::of)
                    .orElseGet(() -> Text.unknown(text.roots()));
        } catch (IllegalArgumentException _) {
            return Text.unknown(text.roots());
        }
    }
}
