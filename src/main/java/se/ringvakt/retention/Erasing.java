package se.ringvakt.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/// Erases everything whose time is up, in small steps with rests between: the gate writes to the
/// same file. Broken off at any place, the next run goes on there. For one thread.
public final class Erasing {
    /// Rows of one step: some milliseconds for which the gate's writer may have to wait.
    private static final int STEP = 25;

    /// A step is followed by a rest of so many times its own length, and at least so long.
    private static final int REST_TIMES = 4;

    private static final Duration REST_LEAST = Duration.ofMillis(20);

    private final RetentionStore store;
    private final List<Erasable> elsewhere;
    private final Schedule schedule;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Rest rest;
    private boolean whole;

    /// How the run rests between two steps.
    @FunctionalInterface
    public interface Rest {
        /// Sleeps.
        Rest ASLEEP = length -> Thread.sleep(length);

        /// None: nobody else is at work.
        Rest NONE = _ -> {};

        void rest(Duration length) throws InterruptedException;
    }

    /// @param elsewhere what is kept outside the store
    /// @param zone in whose calendar periods are meant
    public Erasing(
            RetentionStore store,
            List<Erasable> elsewhere,
            Schedule schedule,
            ZoneId zone,
            InstantSource clock,
            Rest rest) {
        this.store = store;
        this.elsewhere = List.copyOf(elsewhere);
        this.schedule = schedule;
        this.zone = zone;
        this.clock = clock;
        this.rest = rest;
    }

    /// Erases all that is due now.
    ///
    /// @param by in whose name
    /// @param compact whether the file is then written anew, during which nobody else can write
    /// @return how many rows, files and values
    public long run(String by, boolean compact) throws InterruptedException {
        Instant now = clock.instant();
        Map<Kept, Instant> before = schedule.before(now, zone);
        long run = store.begin(now, by);
        long erased = 0;
        whole = store.takeTurn();
        if (whole) {
            erased = all(run, before);
        }
        for (Erasable each : elsewhere) {
            Instant until = schedule.before(each.kept(), now, zone);
            long count = each.eraseBefore(until);
            store.note(run, each.kept(), count, until);
            erased += count;
        }
        if (compact) {
            store.compact();
        }
        store.end(run, clock.instant());
        return erased;
    }

    /// Whether the last run erased from the store, too. False: another gate that shares it was
    /// erasing there.
    public boolean isWhole() {
        return whole;
    }

    private long all(long run, Map<Kept, Instant> before) throws InterruptedException {
        try {
            long erased = 0;
            for (Kept kept : Kept.values()) {
                erased += all(run, kept, before);
            }
            return erased;
        } finally {
            store.endTurn();
        }
    }

    private long all(long run, Kept kept, Map<Kept, Instant> before) throws InterruptedException {
        long erased = 0;
        long begun = System.nanoTime();
        int step = store.erase(run, kept, before, STEP);
        while (step > 0) {
            erased += step;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Duration length = took.multipliedBy(REST_TIMES);
            rest.rest(length.compareTo(REST_LEAST) < 0 ? REST_LEAST : length);
            begun = System.nanoTime();
            step = store.erase(run, kept, before, STEP);
        }
        return erased;
    }
}
