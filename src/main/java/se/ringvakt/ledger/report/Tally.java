package se.ringvakt.ledger.report;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.report.Counts;
import se.ringvakt.rule.Reason;

/// One row of counts: a number for each column of a table of counts.
final class Tally {
    private static final List<String> STATUSES =
            List.of(
                    "ANSWER",
                    "BUSY",
                    "NOANSWER",
                    "CANCEL",
                    "CONGESTION",
                    "CHANUNAVAIL",
                    Fate.WITHDRAWN,
                    "OTHER");

    private static final List<String> PLAIN =
            List.of(
                    "allowed",
                    "denied",
                    "rehearsed",
                    "settled",
                    "counted",
                    "reached",
                    "answered",
                    "met",
                    "silent",
                    "unseen",
                    "breaches",
                    "breaches_by_permit",
                    "rang",
                    "ring_millis",
                    "talked",
                    "talk_millis");

    /// The columns' names.
    static final List<String> COLUMNS = columns();

    private static final int ALLOWED = index("allowed");
    private static final int DENIED = index("denied");
    private static final int REHEARSED = index("rehearsed");
    private static final int SETTLED = index("settled");
    private static final int COUNTED = index("counted");
    private static final int REACHED = index("reached");
    private static final int ANSWERED = index("answered");
    private static final int MET = index("met");
    private static final int SILENT = index("silent");
    private static final int UNSEEN = index("unseen");
    private static final int BREACHES = index("breaches");
    private static final int BREACHES_BY_PERMIT = index("breaches_by_permit");
    private static final int RANG = index("rang");
    private static final int RING_MILLIS = index("ring_millis");
    private static final int TALKED = index("talked");
    private static final int TALK_MILLIS = index("talk_millis");
    private static final int OTHER = index(statusColumn("OTHER"));
    private static final Map<String, Integer> STATUS =
            STATUSES.stream()
                    .collect(
                            Collectors.toUnmodifiableMap(
                                    Function.identity(), status -> index(statusColumn(status))));
    private static final Map<Reason, Integer> FIRST = new EnumMap<>(Reason.class);
    private static final Map<Reason, Integer> GIVEN = new EnumMap<>(Reason.class);
    private static final Map<Reason, Integer> WOULD = new EnumMap<>(Reason.class);

    static {
        for (Reason reason : Reason.values()) {
            FIRST.put(reason, index(firstColumn(reason)));
            GIVEN.put(reason, index(givenColumn(reason)));
            WOULD.put(reason, index(wouldColumn(reason)));
        }
    }

    private final long[] counts = new long[COLUMNS.size()];

    /// The column that counts attempts of a status.
    static String statusColumn(String status) {
        String known = STATUSES.contains(status) ? status : "OTHER";
        return "status_" + known.toLowerCase(Locale.ROOT);
    }

    /// The column that counts denials whose first reason it is.
    static String firstColumn(Reason reason) {
        return "first_" + reason.name().toLowerCase(Locale.ROOT);
    }

    /// The column that counts denials that give it, first or not.
    static String givenColumn(Reason reason) {
        return "given_" + reason.name().toLowerCase(Locale.ROOT);
    }

    /// The column that counts dials let out by a rehearsal that it would have denied first.
    static String wouldColumn(Reason reason) {
        return "would_" + reason.name().toLowerCase(Locale.ROOT);
    }

    /// Counts a denial that was dialled all the same; the dial itself is counted with its attempt.
    void rehearse(List<Reason> reasons) {
        counts[REHEARSED]++;
        if (!reasons.isEmpty()) {
            counts[column(WOULD, reasons.getFirst())]++;
        }
    }

    void deny(List<Reason> reasons) {
        counts[DENIED]++;
        if (!reasons.isEmpty()) {
            counts[column(FIRST, reasons.getFirst())]++;
        }
        reasons.stream().distinct().forEach(reason -> counts[column(GIVEN, reason)]++);
    }

    /// Every reason is in both maps.
    private static int column(Map<Reason, Integer> of, Reason reason) {
        return Objects.requireNonNull(of.get(reason));
    }

    void allow() {
        counts[ALLOWED]++;
    }

    /// @param sign 1 to count it, -1 to take it back
    void became(Fate fate, int sign) {
        boolean silent = fate.silent() || fate.answer().equals(Answer.SILENT.name());
        add(SILENT, silent, sign);
        if (!fate.settled()) {
            return;
        }
        add(SETTLED, true, sign);
        add(COUNTED, fate.counted(), sign);
        add(REACHED, fate.reached(), sign);
        add(ANSWERED, !fate.answer().equals(Answer.NONE.name()), sign);
        add(MET, !silent && fate.answer().equals(Answer.MET.name()), sign);
        add(UNSEEN, !silent && fate.answer().equals(Answer.UNSEEN.name()), sign);
        add(BREACHES, fate.breach().equals(Breach.RING_TOO_SHORT.name()), sign);
        add(BREACHES_BY_PERMIT, fate.breach().equals(Breach.RING_TOO_SHORT_BY_PERMIT.name()), sign);
        sum(RANG, RING_MILLIS, fate.rangMillis(), sign);
        sum(TALKED, TALK_MILLIS, fate.talkMillis(), sign);
        add(STATUS.getOrDefault(fate.status(), OTHER), true, sign);
    }

    private void add(int column, boolean counts, int sign) {
        if (counts) {
            this.counts[column] += sign;
        }
    }

    private void sum(int number, int total, long millis, int sign) {
        if (millis >= 0) {
            counts[number] += sign;
            counts[total] += sign * millis;
        }
    }

    void add(Tally other) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += other.counts[i];
        }
    }

    /// Adds a row's columns, the first of which stands here.
    void add(ResultSet row, int first) throws SQLException {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += row.getLong(first + i);
        }
    }

    void bind(PreparedStatement statement, int first) throws SQLException {
        for (int i = 0; i < counts.length; i++) {
            statement.setLong(first + i, counts[i]);
        }
    }

    /// What is left of it when only some decisions are asked for.
    ///
    /// @param reasons first reasons; none: whatever it is
    Counts.Row row(String key, boolean allowed, boolean denied, Set<Reason> reasons) {
        boolean takesAllowed = allowed && reasons.isEmpty();
        Map<Reason, Long> first = new EnumMap<>(Reason.class);
        Map<Reason, Long> given = new EnumMap<>(Reason.class);
        Map<Reason, Long> would = new EnumMap<>(Reason.class);
        if (denied) {
            put(first, FIRST, reasons);
        }
        if (allowed) {
            put(would, WOULD, reasons);
        }
        if (denied && reasons.isEmpty()) {
            put(given, GIVEN, reasons);
        }
        long denials = reasons.isEmpty() ? counts[DENIED] : sum(first);
        long rehearsed = reasons.isEmpty() ? counts[REHEARSED] : sum(would);
        return new Counts.Row(
                key,
                takesAllowed ? counts[ALLOWED] : 0,
                denied ? denials : 0,
                allowed ? rehearsed : 0,
                first,
                given,
                would,
                takesAllowed ? outcomes() : new Tally().outcomes());
    }

    /// One reason's row of a row of all.
    static Counts.Row ofReason(Reason reason, Counts.Row all) {
        long first = all.byReason().getOrDefault(reason, 0L);
        long given = all.mentioned().getOrDefault(reason, 0L);
        long would = all.rehearsedByReason().getOrDefault(reason, 0L);
        return new Counts.Row(
                reason.name(),
                0,
                first,
                would,
                first == 0 ? Map.of() : Map.of(reason, first),
                given == 0 ? Map.of() : Map.of(reason, given),
                would == 0 ? Map.of() : Map.of(reason, would),
                new Tally().outcomes());
    }

    /// @param reasons those that are asked for; none: all
    private void put(Map<Reason, Long> to, Map<Reason, Integer> columns, Set<Reason> reasons) {
        columns.forEach((reason, column) -> {
            if (counts[column] != 0 && (reasons.isEmpty() || reasons.contains(reason))) {
                to.put(reason, counts[column]);
            }
        });
    }

    private static long sum(Map<Reason, Long> counted) {
        return counted.values().stream().mapToLong(Long::longValue).sum();
    }

    private Counts.Outcomes outcomes() {
        Map<String, Long> byStatus = new TreeMap<>();
        for (String status : STATUSES) {
            long number = counts[index(statusColumn(status))];
            if (number != 0) {
                byStatus.put(status, number);
            }
        }
        return new Counts.Outcomes(
                counts[SETTLED],
                counts[COUNTED],
                counts[REACHED],
                counts[ANSWERED],
                counts[MET],
                counts[SILENT],
                counts[UNSEEN],
                counts[BREACHES],
                counts[BREACHES_BY_PERMIT],
                counts[RANG],
                counts[RING_MILLIS],
                counts[TALKED],
                counts[TALK_MILLIS],
                byStatus);
    }

    private static List<String> columns() {
        List<String> columns = new ArrayList<>(PLAIN);
        STATUSES.forEach(status -> columns.add(statusColumn(status)));
        for (Reason reason : Reason.values()) {
            columns.add(firstColumn(reason));
        }
        for (Reason reason : Reason.values()) {
            columns.add(givenColumn(reason));
        }
        for (Reason reason : Reason.values()) {
            columns.add(wouldColumn(reason));
        }
        return List.copyOf(columns);
    }

    private static int index(String column) {
        return COLUMNS.indexOf(column);
    }
}
