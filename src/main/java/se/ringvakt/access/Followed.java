package se.ringvakt.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// What was read from a store, kept in memory until the store's revision has moved. The revision is
/// looked at once a second, however much is asked: what another process changes binds within that
/// second, what this one changes at once. Thread-safe.
final class Followed<K, V> {
    private static final long LOOK_EVERY_MILLIS = 1000;
    private static final int KEPT_MOST = 10_000;

    private final Cache<K, At<V>> cache = Caffeine.newBuilder().maximumSize(KEPT_MOST).build();
    private final LongSupplier revision;
    private final InstantSource clock;
    private volatile Look last = new Look(Long.MIN_VALUE, 0);

    /// A value, and the revision it was read at or after.
    private record At<V>(long revision, V value) {}

    private record Look(long at, long revision) {}

    Followed(LongSupplier revision, InstantSource clock) {
        this.revision = revision;
        this.clock = clock;
    }

    Optional<V> get(K key, Function<K, Optional<V>> read) {
        long now = revision();
        At<V> kept = cache.getIfPresent(key);
        if (kept != null && kept.revision == now) {
            return Optional.of(kept.value);
        }
        Optional<V> value = read.apply(key);
        value.ifPresentOrElse(it -> cache.put(key, new At<>(now, it)), () -> cache.invalidate(key));
        return value;
    }

    void forget(K key) {
        cache.invalidate(key);
    }

    /// Looks again at once. One at a time, lest an older answer come after a newer one.
    synchronized void refresh() {
        last = new Look(clock.millis(), revision.getAsLong());
    }

    private long revision() {
        Look look = last;
        long now = clock.millis();
        // A clock that was put back must not keep us from looking.
        if (now < look.at || now >= look.at + LOOK_EVERY_MILLIS) {
            refresh();
        }
        return last.revision;
    }
}
