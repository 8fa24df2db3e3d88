package se.ringvakt.ami;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import se.ringvakt.watch.SwitchEvent;

/// What has come over one connection and waits for the listener. Bounded: if the listener falls too
/// far behind, everything is dropped and the connection is over, for with gaps it is worth nothing.
/// Thread-safe.
final class Inbox {
    static final String OVERFLOW = "too many events";

    private final Queue<SwitchEvent> events = new ArrayDeque<>();
    private final int waitingMost;
    private @Nullable String end;

    Inbox(int waitingMost) {
        this.waitingMost = waitingMost;
    }

    /// Keeps an event, unless the connection is over.
    synchronized void put(SwitchEvent event) {
        if (end != null) {
            return;
        }
        if (events.size() == waitingMost) {
            events.clear();
            end(OVERFLOW);
            return;
        }
        events.add(event);
        notifyAll();
    }

    /// The connection is over; what waits is still handed out. The first reason counts.
    synchronized void end(String why) {
        if (end == null) {
            end = why;
        }
        notifyAll();
    }

    /// Waits for the next event; empty: the connection is over.
    synchronized Optional<SwitchEvent> take() throws InterruptedException {
        while (events.isEmpty() && end == null) {
            wait();
        }
        return Optional.ofNullable(events.poll());
    }

    /// Why the connection is over; empty while it stands.
    synchronized Optional<String> end() {
        return Optional.ofNullable(end);
    }
}
