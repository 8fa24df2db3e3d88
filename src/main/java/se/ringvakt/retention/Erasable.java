package se.ringvakt.retention;

import java.time.Instant;

/// What is kept outside the ledger, such as files, and can be erased when its time is up.
public interface Erasable {

    /// Which line of the schedule it goes by.
    Kept kept();

    /// Erases what happened before; returns how much. Throws an unchecked exception of its own when
    /// it cannot.
    long eraseBefore(Instant before);
}
