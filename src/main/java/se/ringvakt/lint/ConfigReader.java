package se.ringvakt.lint;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Reads a file of Asterisk's configuration grammar, with all it includes, into sections: what
/// `main/config.c` of Asterisk 22 does. What stops Asterisk from reading the file stops this too.
final class ConfigReader {
    /// Asterisk's own limits: of a line, in bytes, and of files within files.
    private static final int LINE_BYTES_MAX = 8190;

    private static final int FILES_DEEP_MAX = 10;
    private static final int FILES_MAX = 1000;

    private final ConfigFiles files;
    private final Consumer<Finding> remarks;
    private final List<Section> sections = new ArrayList<>();
    private final Map<String, Section> byName = new LinkedHashMap<>();
    private int filesRead;

    /// A section; entries are added as they are read.
    ///
    /// @param template whether it is only there to be inherited
    record Section(String name, Place place, boolean template, List<Entry> entries) {}

    /// `name = value` or `name => value`.
    record Entry(String name, String value, Place place) {}

    private ConfigReader(Path folder, Consumer<Finding> remarks) {
        this.files = new ConfigFiles(folder);
        this.remarks = remarks;
    }

    /// The sections of a file that are no templates.
    ///
    /// @param remarks takes what is passed over or cannot be judged
    /// @throws DialplanException when Asterisk would refuse the file, or it cannot be read
    static List<Section> read(Path file, Consumer<Finding> remarks) {
        if (!Files.isRegularFile(file)) {
            throw new DialplanException(file + ": no such file");
        }
        Path folder = Optional.ofNullable(file.getParent()).orElse(Path.of(""));
        ConfigReader reader = new ConfigReader(folder, remarks);
        reader.new OneFile(file, 1).read(Optional.empty());
        return reader.sections.stream().filter(section -> !section.template).toList();
    }

    /// A file while it is read.
    private final class OneFile {
        private final Path file;
        private final int deep;
        private final Comments comments = new Comments();
        private Optional<Section> current = Optional.empty();
        private int line;

        OneFile(Path file, int deep) {
            this.file = file;
            this.deep = deep;
        }

        /// @param within the section that was begun last
        void read(Optional<Section> within) {
            current = within;
            if (++filesRead > FILES_MAX) {
                throw new DialplanException(
                        file + ": too many files (expected: " + FILES_MAX + ")");
            }
            String text = ConfigFiles.text(file);
            int from = 0;
            while (from < text.length()) {
                int end = text.indexOf('\n', from);
                int to = end < 0 ? text.length() : end;
                line++;
                line(text.substring(from, to));
                from = to + 1;
            }
            if (comments.open()) {
                remark(Fault.LEFT_OUT, ";--", "the comment is never closed");
            }
        }

        private void line(String raw) {
            if (raw.length() > LINE_BYTES_MAX) {
                remark(Fault.LEFT_OUT, raw, "longer than " + LINE_BYTES_MAX + " bytes");
                return;
            }
            if (raw.indexOf('\0') >= 0) {
                throw refused("a NUL byte", "text");
            }
            String words = comments.strip(raw);
            if (words.isEmpty()) {
                return;
            }
            switch (words.charAt(0)) {
                case '[' -> section(words);
                case '#' -> directive(words.substring(1));
                default -> entry(words);
            }
        }

        private void section(String words) {
            int end = words.indexOf(']');
            if (end < 0) {
                throw refused(words, "a closing ]");
            }
            String name = words.substring(1, end);
            String rest = words.substring(end + 1);
            List<String> options =
                    rest.startsWith("(")
                            ? Arrays.stream(rest.substring(1).split("[,)]", -1))
                                    .filter(option -> !option.isBlank())
                                    .toList()
                            : List.of();
            if (options.stream().anyMatch(option -> option.startsWith("+"))) {
                current = Optional.of(known(name));
            } else {
                current =
                        Optional.of(
                                new Section(
                                        name, place(), options.contains("!"), new ArrayList<>()));
                sections.add(current.get());
            }
            for (String option : options) {
                if (!option.equals("!") && !option.startsWith("+")) {
                    current.get().entries.addAll(List.copyOf(known(option).entries));
                }
            }
            byName.putIfAbsent(name, current.get());
        }

        private Section known(String name) {
            Section section = byName.get(name);
            if (section == null) {
                throw refused(name, "a section that stands above");
            }
            return section;
        }

        private void directive(String words) {
            String[] parts = words.split("\\s+", 2);
            String argument = parts.length < 2 ? "" : unquoted(parts[1].strip());
            boolean include = parts[0].equalsIgnoreCase("include");
            boolean maybe = parts[0].equalsIgnoreCase("tryinclude");
            if (parts[0].equalsIgnoreCase("exec")) {
                remark(Fault.NOT_JUDGED, "#" + words, "what a program prints is part of it");
            } else if (!include && !maybe) {
                remark(Fault.LEFT_OUT, "#" + words, "no such directive");
            } else if (argument.isEmpty()) {
                remark(Fault.LEFT_OUT, "#" + words, "no file is named");
            } else {
                include(argument, maybe);
            }
        }

        private void include(String name, boolean maybe) {
            if (deep >= FILES_DEEP_MAX) {
                throw refused(
                        "#include " + name,
                        "files within files at most " + FILES_DEEP_MAX + " deep; a loop?");
            }
            List<Path> named = found(name);
            if (named.isEmpty() && !maybe) {
                throw refused("#include " + name, "a file that is there, from " + files.folder());
            }
            for (Path next : named) {
                // This file goes on in its own section, whatever the included one began.
                Optional<Section> begun =
                        sections.isEmpty() ? Optional.empty() : Optional.of(sections.getLast());
                new OneFile(next, deep + 1).read(begun);
            }
        }

        private List<Path> found(String name) {
            try {
                return files.named(name);
            } catch (InvalidPathException e) {
                throw new DialplanException(
                        place() + ": " + name + " (expected: a file's name)", e);
            }
        }

        private void entry(String words) {
            String text = words.startsWith("\\") ? words.substring(1) : words;
            Section section = current.orElseThrow(() -> refused(words, "a section's [name] first"));
            int equals = text.indexOf('=');
            if (equals < 0) {
                remark(Fault.LEFT_OUT, words, "there is no =");
                return;
            }
            boolean append = equals > 0 && text.charAt(equals - 1) == '+';
            String name = text.substring(0, append ? equals - 1 : equals).strip();
            String value = text.substring(equals + 1);
            value =
                    append
                            ? value.stripTrailing()
                            : (value.startsWith(">") ? value.substring(1) : value).strip();
            if (name.isEmpty()) {
                remark(Fault.LEFT_OUT, words, "there is no name");
            } else if (!append || !appended(section, name, value)) {
                section.entries.add(new Entry(name, value, place()));
            }
        }

        /// `name += more` lengthens the last value of that name.
        private static boolean appended(Section section, String name, String more) {
            for (int i = section.entries.size() - 1; i >= 0; i--) {
                Entry entry = section.entries.get(i);
                if (entry.name.equals(name)) {
                    section.entries.set(i, new Entry(name, entry.value + more, entry.place));
                    return true;
                }
            }
            return false;
        }

        private Place place() {
            return new Place.InFile(file.toString(), line);
        }

        private DialplanException refused(String what, String expected) {
            return new DialplanException(place() + ": " + what + " (expected: " + expected + ")");
        }

        private void remark(Fault fault, String stands, String detail) {
            remarks.accept(new Finding(fault, place(), stands, detail));
        }
    }

    private static String unquoted(String name) {
        boolean quoted =
                name.length() > 1
                        && ((name.startsWith("\"") && name.endsWith("\""))
                                || (name.startsWith("<") && name.endsWith(">")));
        return quoted ? name.substring(1, name.length() - 1) : name;
    }
}
