package se.ringvakt.ledger;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;

/// Objections that consumers made by key at the end of a call, and the files in which they were
/// passed on to the national register. Thread-safe; blocks; throws [LedgerException].
public interface Objections {

    /// Records an objection; durable when this returns. A second one from the same attempt adds the
    /// register where the first did not ask for it, and changes nothing else.
    void add(Objection objection);

    /// Those that are to be passed on and were not yet, oldest first.
    List<Objection> waiting();

    /// All there ever were, newest first.
    List<Recorded> list();

    /// Records that these were passed on in one file.
    ///
    /// @return how many of them had not been before
    long exported(List<Objection> objections, Batch batch);

    /// An objection.
    ///
    /// @param principal whose calls are not wanted any more
    /// @param at whole milliseconds
    /// @param register the number is also to be entered in the national register
    record Objection(
            AttemptId attempt,
            PhoneNumber number,
            PrincipalId principal,
            Instant at,
            boolean register) {}

    /// A file of objections.
    ///
    /// @param who made it
    record Batch(Instant at, String who, String file) {}

    /// An objection and the file it was passed on in.
    record Recorded(Objection objection, Optional<Batch> batch) {}
}
