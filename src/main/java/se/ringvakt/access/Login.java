package se.ringvakt.access;

import java.time.Instant;

/// What came of an attempt to log in, or to change one's own password.
public sealed interface Login {
    /// They are logged in.
    ///
    /// @param user as of now; perhaps one who must change the password first
    record Ok(User user, Session.Opened opened) implements Login {}

    /// There is no such user, or it is not their password: which of the two is not told.
    record Wrong() implements Login {}

    /// Too many attempts failed; nothing was checked.
    ///
    /// @param until when the next may be made
    record Locked(Instant until) implements Login {}

    /// Too many log in at one time; nothing was checked. In a few seconds again.
    record Busy() implements Login {}

    /// It is their password, but they may not log in.
    record Disabled() implements Login {}
}
