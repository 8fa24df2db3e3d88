package se.ringvakt.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.LedgerException;

/// Attempts whose caller was told that they failed, although they may have been recorded: found and
/// withdrawn when the database answers again. One that is found only later than this looks, or not
/// before this process ends, stays counted: a limit is never exceeded by it. Thread-safe.
final class TakenBack {
    /// A packet that was on its way may still arrive so much later.
    private static final Duration LOOKED_FOR = Duration.ofMinutes(10);

    private final Queue<Doubtful> doubtful = new ConcurrentLinkedQueue<>();

    private record Doubtful(AttemptId id, Instant at, long untilNanos) {}

    /// Withdraws an attempt. Returns whether it is on record.
    interface Withdrawal {
        boolean withdraw(AttemptId id, Instant at);
    }

    /// @param at when it is taken back, as the record will tell
    void add(AttemptId id, Instant at) {
        long until = System.nanoTime() + LOOKED_FOR.toNanos();
        doubtful.add(new Doubtful(id, at, until));
    }

    int size() {
        return doubtful.size();
    }

    /// Looks for all of them once.
    ///
    /// @throws LedgerException when it cannot; they are looked for the next time
    synchronized void look(Withdrawal withdrawal) {
        doubtful.removeIf(each ->
                withdrawal.withdraw(each.id(), each.at())
                        || System.nanoTime() - each.untilNanos() > 0);
    }
}
