package se.ringvakt.web.server;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.util.function.LongSupplier;
import se.ringvakt.web.Problem;

/// How often each may ask: a bucket of permits that fills evenly, for whoever asked lately.
final class Rate {
    private static final int KNOWN_MOST = 100_000;
    private static final Duration FORGET = Duration.ofMinutes(10);
    private static final double NANOS = 1e9;

    private final Cache<String, Bucket> buckets =
            Caffeine.newBuilder().maximumSize(KNOWN_MOST).expireAfterAccess(FORGET).build();
    private final double perNano;
    private final int burst;
    private final LongSupplier nanoTime;

    /// @param permits so many
    /// @param in come in this time
    /// @param burst so many at once after a pause
    Rate(int permits, Duration in, int burst, LongSupplier nanoTime) {
        this.perNano = permits / (double) in.toNanos();
        this.burst = burst;
        this.nanoTime = nanoTime;
    }

    /// So many a second, three seconds' worth at once.
    static Rate perSecond(int permits) {
        return new Rate(permits, Duration.ofSeconds(1), 3 * permits, System::nanoTime);
    }

    /// So many a minute, all of them at once.
    static Rate perMinute(int permits) {
        return new Rate(permits, Duration.ofMinutes(1), permits, System::nanoTime);
    }

    /// Takes a permit.
    ///
    /// @throws Problem when there is none, with the time until there is
    void take(String who) {
        double missing = buckets.get(who, _ -> new Bucket()).take();
        if (missing > 0) {
            long seconds = (long) Math.ceil(missing / perNano / NANOS);
            throw Problem.later(
                    Problem.Kind.TOO_MANY,
                    "asked too often; again in " + seconds + " s",
                    Duration.ofSeconds(seconds));
        }
    }

    private final class Bucket {
        private double permits = burst;
        private long filled = nanoTime.getAsLong();

        /// Returns how much of a permit is missing; 0: it is taken.
        synchronized double take() {
            long now = nanoTime.getAsLong();
            permits = Math.min(burst, permits + (now - filled) * perNano);
            filled = now;
            if (permits < 1) {
                return 1 - permits;
            }
            permits--;
            return 0;
        }
    }
}
