package se.ringvakt.lint;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a channel's variables hold at one point of a path. Immutable.
///
/// @param values by name; functions that were set are named as they are written, `CALLERID(num)`
record Variables(Map<String, Text> values) {
    static final Variables NONE = new Variables(Map.of());

    static final String VERDICT = "RINGVAKT_VERDICT";
    static final String NUMBER = "RINGVAKT_NUMBER";
    static final String REASON = "RINGVAKT_REASON";
    static final String TIMEOUT = "RINGVAKT_TIMEOUT";
    static final String DEADLINE = "RINGVAKT_DEADLINE";
    static final String CALLER_ID = "RINGVAKT_CLI";

    /// What the gate's answer sets.
    static final List<String> ANSWER =
            List.of(
                    VERDICT,
                    REASON,
                    "RINGVAKT_REASONS",
                    "RINGVAKT_RETRY_AT",
                    TIMEOUT,
                    "RINGVAKT_ATTEMPT",
                    "RINGVAKT_NOTICE",
                    CALLER_ID,
                    NUMBER,
                    DEADLINE);

    static final String STATUS = "DIALSTATUS";
    static final String RING = "RINGTIME_MS";
    static final String CAUSE = "HANGUPCAUSE";

    private static final List<String> OF_A_DIAL =
            List.of(STATUS, RING, CAUSE, "PROGRESSTIME_MS", "ANSWEREDTIME_MS", "DIALEDTIME_MS");

    Variables {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
    }

    /// A name as it is kept: no underscores of inheritance, a function's argument in small letters.
    static String name(String written) {
        String name = written.strip();
        for (int i = 0; i < 2 && name.startsWith("_"); i++) {
            name = name.substring(1);
        }
        int open = name.indexOf('(');
        return open < 0
                ? name
                : name.substring(0, open).toUpperCase(Locale.ROOT)
                        + name.substring(open).toLowerCase(Locale.ROOT).replace(" ", "");
    }

    Optional<Text> get(String name) {
        return Optional.ofNullable(values.get(name));
    }

    boolean is(String name, String word) {
        return get(name).filter(text -> text.flat().equalsIgnoreCase(word)).isPresent();
    }

    Variables with(String name, Text value) {
        Map<String, Text> more = new TreeMap<>(values);
        more.put(name, value);
        return new Variables(more);
    }

    /// After a dial: what Asterisk says of its end.
    Variables dialled() {
        return unknown(OF_A_DIAL);
    }

    /// After an answer of the gate: its variables hold what it said.
    Variables answered() {
        return unknown(ANSWER);
    }

    private Variables unknown(List<String> names) {
        Map<String, Text> more = new TreeMap<>(values);
        names.forEach(name -> more.put(name, Text.unknown(name)));
        return new Variables(more);
    }
}
