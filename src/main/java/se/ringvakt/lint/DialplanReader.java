package se.ringvakt.lint;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.lint.ConfigReader.Entry;
import se.ringvakt.lint.ConfigReader.Section;
import se.ringvakt.lint.Dialplan.Step;

/// Reads `extensions.conf`, with all it includes, as `pbx/pbx_config.c` of Asterisk 22 does. Other
/// sources of a dialplan (AEL, Lua, realtime tables) are not read.
public final class DialplanReader {
    private static final Pattern PRIORITY =
            Pattern.compile("\\s*([^(+\\s]*)\\s*(?:\\+\\s*(\\d*))?\\s*(?:\\(([^)]*)\\)?)?.*");

    /// `${NAME}` and `${GLOBAL(NAME)}`: all that means something while a dialplan is loaded.
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{(?:GLOBAL\\()?(\\w+)\\)?}");

    private static final int DIGITS_MAX = 9;
    private final Dialplan.Builder plan = new Dialplan.Builder();

    private DialplanReader() {}

    /// Reads files as one dialplan.
    ///
    /// @throws DialplanException when one cannot be read, or Asterisk would refuse it
    public static Dialplan read(List<Path> files) {
        DialplanReader reader = new DialplanReader();
        for (Path file : files) {
            if (file.toString().toLowerCase(Locale.ROOT).endsWith(".ael")) {
                throw new DialplanException(
                        file + ": AEL is not read (expected: extensions.conf, or --live)");
            }
            List<Section> sections = ConfigReader.read(file, reader.plan::remark);
            sections.forEach(reader::globals);
            sections.forEach(reader::context);
        }
        return reader.plan.build();
    }

    private void globals(Section section) {
        if (section.name().equalsIgnoreCase("globals")) {
            section.entries().forEach(entry -> plan.global(entry.name(), resolved(entry.value())));
        }
    }

    private void context(Section section) {
        if (!section.name().equalsIgnoreCase("globals")
                && !section.name().equalsIgnoreCase("general")) {
            plan.context(section.name(), section.place());
            new ContextReader(section.name()).read(section.entries());
        }
    }

    private String resolved(String text) {
        return VARIABLE.matcher(text)
                .replaceAll(
                        match -> Matcher.quoteReplacement(plan.global(match.group(1)).orElse("")));
    }

    /// Reads one section as a context. Priorities go on from entry to entry.
    private final class ContextReader {
        private final String context;
        private String extension = "";
        private int last = -2;

        ContextReader(String context) {
            this.context = context;
        }

        void read(List<Entry> entries) {
            entries.forEach(this::read);
        }

        private void read(Entry entry) {
            String name = entry.name().toLowerCase(Locale.ROOT);
            String value = resolvedIn(entry);
            if (name.startsWith("same")) {
                if (extension.isEmpty()) {
                    leftOut(entry, "no extension stands before it");
                } else {
                    step(entry, value);
                }
                return;
            }
            switch (name) {
                case "exten" -> {
                    int comma = endOfExtension(value);
                    extension = resolved(value.substring(0, comma)).strip();
                    step(entry, value.substring(Math.min(value.length(), comma + 1)));
                }
                case "include" ->
                        plan.include(context, value.split("[,|]", 2)[0].strip(), entry.place());
                case "switch", "lswitch", "eswitch" ->
                        plan.switchTo(context, entry.value(), entry.place());
                case "ignorepat", "autohints" -> {
                    // Tones and lamps, no calls.
                }
                default -> leftOut(entry, "no such keyword in a context");
            }
        }

        private String resolvedIn(Entry entry) {
            return entry.name().equalsIgnoreCase("include")
                    ? resolved(entry.value())
                    : entry.value();
        }

        /// A comma within brackets belongs to a pattern.
        private static int endOfExtension(String value) {
            boolean within = false;
            for (int i = 0; i < value.length(); i++) {
                char c = value.charAt(i);
                if (c == ',' && !within) {
                    return i;
                }
                within = c == '[' || (within && c != ']');
            }
            return value.length();
        }

        private void step(Entry entry, String rest) {
            int comma = rest.indexOf(',');
            String priority = comma < 0 ? rest : rest.substring(0, comma);
            String call = comma < 0 ? "" : rest.substring(comma + 1).strip();
            Matcher parts = PRIORITY.matcher(priority);
            if (!parts.matches()) {
                leftOut(entry, "no priority");
                return;
            }
            if (priority.indexOf('(') >= 0 && priority.indexOf(')') < 0) {
                leftOut(entry, "the label has no closing parenthesis");
                return;
            }
            if (parts.group(1).equalsIgnoreCase("hint")) {
                return;
            }
            OptionalInt number = number(parts.group(1), entry.place());
            if (number.isEmpty()) {
                leftOut(entry, "'" + parts.group(1) + "' is no priority here");
                return;
            }
            last = number.getAsInt() + plus(parts.group(2));
            String label = Optional.ofNullable(parts.group(3)).orElse("").strip();
            add(entry, label, call);
        }

        private static int plus(String digits) {
            return digits == null || digits.isEmpty() || digits.length() > DIGITS_MAX
                    ? 0
                    : Integer.parseInt(digits);
        }

        private OptionalInt number(String word, Place place) {
            if (word.equals("n") || word.equals("next")) {
                return last > -2 ? OptionalInt.of(last + 1) : OptionalInt.empty();
            }
            if (word.equals("s") || word.equals("same")) {
                return last > -2 ? OptionalInt.of(last) : OptionalInt.empty();
            }
            if (word.matches("\\d{1," + DIGITS_MAX + "}")) {
                int number = Integer.parseInt(word);
                return number > 0 ? OptionalInt.of(number) : OptionalInt.empty();
            }
            return plan.labelled(context, extension, word, place)
                    .map(OptionalInt::of)
                    .orElse(OptionalInt.empty());
        }

        private void add(Entry entry, String label, String call) {
            int open = call.indexOf('(');
            int close = call.lastIndexOf(')');
            String application = open < 0 ? call : call.substring(0, open);
            String arguments =
                    open < 0 ? "" : call.substring(open + 1, close > open ? close : call.length());
            Step step = new Step(last, label, application.strip(), arguments, entry.place());
            if (!plan.step(context, extension, step)) {
                leftOut(entry, "priority " + last + " of " + extension + " stands already");
            }
        }

        private void leftOut(Entry entry, String detail) {
            plan.remark(
                    new Finding(
                            Fault.LEFT_OUT,
                            entry.place(),
                            entry.name() + " => " + entry.value(),
                            detail));
        }
    }
}
