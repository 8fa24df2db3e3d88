package se.ringvakt.evidence;

import java.time.Instant;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// What waits to be put on record, bounded. Thread-safe; handing over takes no lock and wakes
/// nobody.
final class Waiting {
    private final int most;
    private final Queue<Testimony> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    private final AtomicReference<Optional<Happening.Lost>> lost =
            new AtomicReference<>(Optional.empty());

    Waiting(int most) {
        this.most = most;
    }

    /// Takes it. False: there is no room, and it is lost; how many are is kept.
    boolean offer(Testimony testimony) {
        if (size.incrementAndGet() > most) {
            size.decrementAndGet();
            lose(testimony.at());
            return false;
        }
        queue.add(testimony);
        return true;
    }

    private void lose(Instant at) {
        lost.updateAndGet(before ->
                Optional.of(
                        before.map(so -> so.and(at))
                                .orElseGet(() -> new Happening.Lost(at, 1, at, at))));
    }

    /// The next, which stays until [#drop].
    @Nullable Testimony peek() {
        return queue.peek();
    }

    void drop() {
        if (queue.poll() != null) {
            size.decrementAndGet();
        }
    }

    /// What was lost since this was last asked.
    Optional<Happening.Lost> takeLost() {
        return lost.get().isEmpty() ? Optional.empty() : lost.getAndSet(Optional.empty());
    }

    /// Puts back what could not be told.
    void putBack(Happening.Lost again) {
        lost.updateAndGet(before ->
                Optional.of(
                        before.map(so ->
                                        new Happening.Lost(
                                                so.at(),
                                                so.records() + again.records(),
                                                again.from(),
                                                so.to()))
                                .orElse(again)));
    }

    int size() {
        return size.get();
    }
}
