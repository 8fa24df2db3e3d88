package se.ringvakt.retention;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    private long run;
    private long erased;
    private boolean whole;
    private Optional<KeyRefused> refused = Optional.empty();

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

    /// Erases all that is due now. What needs a key that not all gates have stays, and is told when
    /// everything else is erased.
    ///
    /// @param by in whose name
    /// @param compact whether the file is then written anew, during which nobody else can write
    /// @return how many rows, files and values
    /// @throws KeyRefused when something stays for want of a key
    public long run(String by, boolean compact) throws InterruptedException {
        Instant now = clock.instant();
        run = store.begin(now, by);
        erased = 0;
        inStore(now);
        for (Erasable each : elsewhere) {
            Instant until = schedule.before(each.kept(), now, zone);
            long count = each.eraseBefore(until);
            store.note(run, each.kept(), count, until);
            erased += count;
        }
        if (compact) {
            store.compact();
        }
        return ended();
    }

    /// Goes on with the last run, in its name and on its record, where another gate or the want of
    /// a key had stopped it: in the store.
    ///
    /// @throws KeyRefused when something still stays
    public long goOn() throws InterruptedException {
        erased = 0;
        inStore(clock.instant());
        return ended();
    }

    private long ended() {
        store.end(run, clock.instant());
        if (refused.isPresent()) {
            throw refused.get();
        }
        return erased;
    }

    /// Which run it was last.
    public long id() {
        return run;
    }

    /// How much was erased last, also when something stayed.
    public long erased() {
        return erased;
    }

    /// Whether the last run erased from the store, too. False: another gate that shares it was
    /// erasing there.
    public boolean isWhole() {
        return whole;
    }

    private void inStore(Instant now) throws InterruptedException {
        refused = Optional.empty();
        whole = store.takeTurn();
        if (!whole) {
            return;
        }
        Map<Kept, Instant> before = schedule.before(now, zone);
        try {
            for (Kept kept : Kept.values()) {
                all(kept, before);
            }
        } finally {
            store.endTurn();
        }
    }

    private void all(Kept kept, Map<Kept, Instant> before) throws InterruptedException {
        long begun = System.nanoTime();
        int step = step(kept, before);
        while (step > 0) {
            erased += step;
            Duration took = Duration.ofNanos(System.nanoTime() - begun);
            Duration length = took.multipliedBy(REST_TIMES);
            rest.rest(length.compareTo(REST_LEAST) < 0 ? REST_LEAST : length);
            begun = System.nanoTime();
            step = step(kept, before);
        }
    }

    /// Returns how many rows; 0: no more can be erased.
    private int step(Kept kept, Map<Kept, Instant> before) {
        try {
            return store.erase(run, kept, before, STEP);
        } catch (KeyRefused e) {
            refused = Optional.of(e);
            return 0;
        }
    }
}
