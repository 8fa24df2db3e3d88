package se.ringvakt.register;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.register.NumberLists.Entry;

/// Requests to lift a block, which hold nothing up and lift nothing until a second person agrees.
///
/// A request is for the block just as it stood. When the block has been changed or is gone by the
/// time somebody agrees, the request is dropped and nothing is lifted. Thread-safe; blocks; throws
/// [RegisterRefused] where it says so, and an unchecked exception of the adapter when it cannot
/// read or write.
public interface Removals {

    /// Asks for a block to be lifted.
    ///
    /// @param reason 1 to 200 characters, no control characters
    /// @throws RegisterRefused when one is pending for the block, or the block does not stand so
    Request ask(Entry.Blocked block, String reason, String who);

    /// Lifts the block, or drops the request when the block is no longer the same.
    ///
    /// @throws RegisterRefused when it is who asked that agrees, or the request is not pending
    Request approve(long id, String who);

    /// Lets the block stand. Who asked may do so too.
    ///
    /// @throws RegisterRefused when the request is not pending
    Request reject(long id, String reason, String who);

    /// The pending requests, or all there ever were, oldest first.
    List<Request> list(boolean all);

    /// What became of a request.
    enum State {
        /// Nobody has decided; the block stands.
        PENDING,
        /// The block was lifted.
        APPROVED,
        /// The block stands.
        REJECTED,
        /// The block was changed, or gone, before somebody agreed.
        DROPPED
    }

    /// A request.
    ///
    /// @param block as it stood when it was asked for
    /// @param decision empty while it is pending
    record Request(
            long id,
            Entry.Blocked block,
            String reason,
            String who,
            Instant at,
            State state,
            Optional<Decision> decision) {}

    /// How a request was decided.
    ///
    /// @param reason why it was rejected or dropped; empty: it was approved
    record Decision(String who, Instant at, String reason) {}
}
