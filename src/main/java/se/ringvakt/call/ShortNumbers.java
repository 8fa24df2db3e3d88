package se.ringvakt.call;

import java.util.List;

/// Emergency and public service numbers, to be recognised by their digits. Immutable.
final class ShortNumbers {
    private static final int NONE = -1;

    private final long[] first;
    private final long[] last;
    private final long greatest;

    ShortNumbers(List<NumberPattern> patterns) {
        first = patterns.stream().mapToLong(NumberPattern::first).toArray();
        last = patterns.stream().mapToLong(NumberPattern::last).toArray();
        greatest = patterns.stream().mapToLong(NumberPattern::last).max().orElse(0);
    }

    /// The number itself if it is one of them, else -1.
    int find(long number) {
        if (number > greatest) {
            return NONE;
        }
        for (int i = 0; i < first.length; i++) {
            if (number >= first[i] && number <= last[i]) {
                return (int) number;
            }
        }
        return NONE;
    }
}
