package se.ringvakt.wash;

import java.time.LocalDate;
import java.util.Optional;
import se.ringvakt.rule.Reason;

/// What a wash says of one number.
///
/// @param reason why it is stopped, the first of the rules' reasons; empty unless it is
/// @param until the last day on which it may be called on the strength of this wash; empty: it may
///   not be called, or nothing that is known ends it
public record Finding(Status status, Optional<Reason> reason, Optional<LocalDate> until) {
    /// Nothing that is a number.
    public static final Finding UNREADABLE =
            new Finding(Status.UNREADABLE, Optional.empty(), Optional.empty());

    /// Nothing at all.
    public static final Finding EMPTY =
            new Finding(Status.EMPTY, Optional.empty(), Optional.empty());

    /// May be called.
    public static Finding free(Optional<LocalDate> until) {
        return new Finding(Status.FREE, Optional.empty(), until);
    }

    /// May not be called.
    public static Finding stop(Reason reason) {
        return new Finding(Status.STOP, Optional.of(reason), Optional.empty());
    }
}
