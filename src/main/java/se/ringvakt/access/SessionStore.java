package se.ringvakt.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Sessions on disk; [UserStore#logIn] opens them. Thread-safe; blocks; throws an unchecked
/// exception of the adapter when it cannot read or write.
public interface SessionStore {

    /// What may stand beside a session that is opened.
    ///
    /// @param most so many of its user, itself included
    /// @param seenBefore those last seen then or earlier are over
    /// @param openedBefore those opened then or earlier are over
    record Bounds(int most, Instant seenBefore, Instant openedBefore) {}

    /// A session and its user as of now.
    record Found(Session session, User user) {}

    /// The session of this hash, whether or not it is over.
    Optional<Found> find(SecretHash id);

    /// The sessions of a user, newest first, whether or not they are over.
    List<Session> of(UserName user);

    /// Records that it was used.
    void seen(SecretHash id, Instant at);

    /// Ends one. Returns whether it was there; if not, nothing is noted.
    boolean end(SecretHash id, AuditEntry entry);

    /// Ends all of a user. Returns how many; the entry is noted in any case.
    int endAll(UserName user, AuditEntry entry);

    /// Grows whenever a user changes or a session ends, by whatever process; cheap to read.
    long revision();
}
