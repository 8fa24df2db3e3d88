package se.ringvakt.hook;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Hooks and their queues on record. Thread-safe; blocks; durable when a method returns.
///
/// Secrets are kept as they are, since requests are signed with them: whoever can read the file can
/// sign.
public interface HookStore {
    /// Of one hook: more than so many that wait push the oldest into the dead letters, and more
    /// dead letters than so many are erased, oldest first.
    int DELIVERIES_MOST = 10_000;

    /// All hooks by name.
    List<Hook> list();

    /// One hook.
    Optional<Hook.WithSecret> find(long id);

    /// Adds a hook.
    ///
    /// @throws HookRefused when its name is taken
    Hook add(HookSettings settings, String secret);

    /// Changes a hook; empty: it is gone, or was changed since that version.
    ///
    /// @throws HookRefused when its name is taken
    Optional<Hook> change(long id, long version, HookSettings settings);

    /// Signs with another secret from now on. False: there is no such hook.
    boolean replaceSecret(long id, String secret);

    /// Removes a hook and all that waits for it. False: there is no such hook.
    boolean remove(long id);

    /// Records all of this, or nothing.
    Taken take(Turn turn);

    /// How long a turn to send lasts, unless it is taken again. By the clock of the store.
    Duration TURN = Duration.ofMinutes(1);

    /// Takes the turn to send to a hook, or keeps it for another [#TURN]. False: another gate that
    /// shares the store sends to it; should that one be killed, its turn ends by itself.
    boolean takeTurn(long hook);

    /// Lets other gates send to a hook.
    void endTurn(long hook);

    /// What waits for a hook, oldest first.
    List<Delivery> waiting(long hook, int most);

    /// What was given up of all hooks, oldest first.
    List<Delivery> dead(int most);

    /// Puts a dead letter back into the queue, at its old place, to be tried as often as a new one.
    /// False: it is none.
    boolean retry(long delivery, Instant now);

    /// Puts all dead letters of a hook back; returns how many.
    int retryAll(long hook, Instant now);

    /// Erases a dead letter. False: it is none.
    boolean discard(long delivery);

    /// Erases all dead letters of a hook; returns how many.
    int discardAll(long hook);

    /// How many events wait and were given up, of all hooks.
    Counts counts();

    /// What is recorded together.
    ///
    /// @param added new ones, in order
    /// @param delivered are erased
    /// @param failed are tried again or given up
    record Turn(List<Delivery.Draft> added, List<Long> delivered, List<Failure> failed) {
        public Turn {
            added = List.copyOf(added);
            delivered = List.copyOf(delivered);
            failed = List.copyOf(failed);
        }

        boolean isEmpty() {
            return added.isEmpty() && delivered.isEmpty() && failed.isEmpty();
        }
    }

    /// One failed try.
    ///
    /// @param due when it is tried again; empty: it is given up
    record Failure(long delivery, int tries, Optional<Instant> due, String problem) {}

    /// What recording cost.
    ///
    /// @param erased events of dead letters that were one too many
    record Taken(long erased) {}

    /// How full the queues are.
    ///
    /// @param waiting events that wait
    /// @param dead events given up
    record Counts(long waiting, long dead) {}
}
