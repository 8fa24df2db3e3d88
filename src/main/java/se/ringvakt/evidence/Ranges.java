package se.ringvakt.evidence;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// A set of serial numbers, kept as runs. For one thread.
final class Ranges {
    private final TreeMap<Long, Long> lastByFirst = new TreeMap<>();

    /// From one serial number to another, both included.
    record Range(long first, long last) {}

    void add(long n) {
        add(n, n);
    }

    void add(long first, long last) {
        if (last < first) {
            return;
        }
        long from = first;
        long to = last;
        Map.Entry<Long, Long> touching = lastByFirst.floorEntry(to == Long.MAX_VALUE ? to : to + 1);
        while (touching != null && touching.getValue() >= from - 1) {
            from = Math.min(from, touching.getKey());
            to = Math.max(to, touching.getValue());
            lastByFirst.remove(touching.getKey());
            touching = lastByFirst.lowerEntry(from);
        }
        lastByFirst.put(from, to);
    }

    boolean contains(long n) {
        Map.Entry<Long, Long> run = lastByFirst.floorEntry(n);
        return run != null && run.getValue() >= n;
    }

    void remove(long n) {
        Map.Entry<Long, Long> run = lastByFirst.floorEntry(n);
        if (run != null && run.getValue() >= n) {
            lastByFirst.remove(run.getKey());
            add(run.getKey(), n - 1);
            add(n + 1, run.getValue());
        }
    }

    boolean isEmpty() {
        return lastByFirst.isEmpty();
    }

    /// How many numbers there are.
    long size() {
        return all().stream().mapToLong(run -> run.last() - run.first() + 1).sum();
    }

    List<Range> all() {
        return lastByFirst.entrySet().stream()
                .map(run -> new Range(run.getKey(), run.getValue()))
                .toList();
    }

    /// The runs of this set that are not in the other.
    List<Range> without(Ranges other) {
        List<Range> left = new ArrayList<>();
        for (Range run : all()) {
            long next = run.first();
            Map.Entry<Long, Long> taken = other.lastByFirst.floorEntry(next);
            if (taken == null || taken.getValue() < next) {
                taken = other.lastByFirst.higherEntry(next);
            }
            while (taken != null && taken.getKey() <= run.last()) {
                if (taken.getKey() > next) {
                    left.add(new Range(next, taken.getKey() - 1));
                }
                next = taken.getValue() + 1;
                taken = other.lastByFirst.higherEntry(taken.getKey());
            }
            if (next <= run.last()) {
                left.add(new Range(next, run.last()));
            }
        }
        return left;
    }
}
