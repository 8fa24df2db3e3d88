package se.ringvakt.wash;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.WashReport.BadCell;

/// Counts of a wash, or of a part of one. For one thread.
@SuppressWarnings("EnumOrdinal") // a count is kept of every number of millions: in arrays
final class Tally {
    private static final int BAD_CELLS_MOST = 10;
    private static final int SHOWN_DIGITS = 3;
    private static final int SHOWN_CHARACTERS = 40;

    private final long[] fates = new long[Fate.values().length];
    private final long[] numbers = new long[Status.values().length];
    private final long[] stopped = new long[Reason.values().length];
    private final long[] troubles = new long[Trouble.values().length];
    private final List<BadCell> bad = new ArrayList<>();

    void clear() {
        Arrays.fill(fates, 0);
        Arrays.fill(numbers, 0);
        Arrays.fill(stopped, 0);
        Arrays.fill(troubles, 0);
        bad.clear();
    }

    void count(Fate fate) {
        fates[fate.ordinal()]++;
    }

    /// Counts a finding, but what is the matter with an unreadable one.
    void count(Finding finding) {
        numbers[finding.status().ordinal()]++;
        if (finding.status() == Status.STOP) {
            finding.reason().ifPresent(reason -> stopped[reason.ordinal()]++);
        }
    }

    void count(Trouble trouble, long line, String column, CharSequence spelled) {
        troubles[trouble.ordinal()]++;
        if (bad.size() < BAD_CELLS_MOST) {
            bad.add(new BadCell(line, column, masked(spelled), trouble.words()));
        }
    }

    /// Adds the counts of a part that begins on this line.
    void add(Tally part, long line) {
        add(fates, part.fates);
        add(numbers, part.numbers);
        add(stopped, part.stopped);
        add(troubles, part.troubles);
        for (BadCell cell : part.bad) {
            if (bad.size() < BAD_CELLS_MOST) {
                bad.add(new BadCell(line + cell.line(), cell.column(), cell.masked(), cell.why()));
            }
        }
    }

    long rows() {
        return Arrays.stream(fates).sum();
    }

    long of(Fate fate) {
        return fates[fate.ordinal()];
    }

    Map<Status, Long> numbers() {
        return map(Status.class, Status.values(), numbers);
    }

    Map<Reason, Long> stopped() {
        return map(Reason.class, Reason.values(), stopped);
    }

    Map<Trouble, Long> troubles() {
        return map(Trouble.class, Trouble.values(), troubles);
    }

    List<BadCell> bad() {
        return List.copyOf(bad);
    }

    private static void add(long[] sums, long[] parts) {
        for (int i = 0; i < sums.length; i++) {
            sums[i] += parts[i];
        }
    }

    private static <E extends Enum<E>> Map<E, Long> map(Class<E> type, E[] values, long[] counts) {
        Map<E, Long> map = new EnumMap<>(type);
        for (E value : values) {
            if (counts[value.ordinal()] > 0) {
                map.put(value, counts[value.ordinal()]);
            }
        }
        return map;
    }

    private static String masked(CharSequence spelled) {
        StringBuilder shown = new StringBuilder();
        int digits = 0;
        for (int i = 0; i < spelled.length() && i < SHOWN_CHARACTERS; i++) {
            char c = spelled.charAt(i);
            boolean hidden = Character.isDigit(c) && digits++ >= SHOWN_DIGITS;
            shown.append(hidden ? 'x' : Character.isISOControl(c) ? ' ' : c);
        }
        return shown.toString();
    }
}
