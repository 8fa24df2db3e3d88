package se.ringvakt.gate;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;

/// How quickly decisions are made: how many there were, and how long the last of them took.
/// Thread-safe; noting a decision is two additions and one write, and waits for nobody.
public final class Pulse {
    /// So many times are remembered; a power of two.
    static final int REMEMBERED = 4_096;

    private final LongAdder begun = new LongAdder();
    private final AtomicLong done = new AtomicLong();
    private final AtomicIntegerArray micros = new AtomicIntegerArray(REMEMBERED);

    /// How it stands.
    ///
    /// @param decisions since the start
    /// @param inFlight begun and not answered yet
    /// @param p50Micros the median of the last 4,096 decisions; 0 before the first
    /// @param p99Micros what one in a hundred of them exceeded
    public record Figures(long decisions, long inFlight, long p50Micros, long p99Micros) {}

    void begin() {
        begun.increment();
    }

    void end(long nanos) {
        long place = done.getAndIncrement() & (REMEMBERED - 1);
        long whole = TimeUnit.NANOSECONDS.toMicros(nanos);
        micros.setOpaque((int) place, (int) Math.min(whole, Integer.MAX_VALUE));
    }

    /// Looks. Sorts what is remembered: for once a second, not for every decision.
    public Figures figures() {
        long decided = done.get();
        int[] times = new int[(int) Math.min(decided, REMEMBERED)];
        for (int i = 0; i < times.length; i++) {
            times[i] = micros.getOpaque(i);
        }
        Arrays.sort(times);
        return new Figures(
                decided,
                Math.max(0, begun.sum() - decided),
                percentile(times, 50),
                percentile(times, 99));
    }

    private static long percentile(int[] sorted, int percent) {
        if (sorted.length == 0) {
            return 0;
        }
        return sorted[Math.min(sorted.length - 1, sorted.length * percent / 100)];
    }
}
