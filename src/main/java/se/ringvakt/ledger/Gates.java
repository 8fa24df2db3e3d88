package se.ringvakt.ledger;

import java.util.Optional;
import java.util.function.Supplier;

/// The gates that append to one record, and what each runs on. Thread-safe.
public interface Gates {

    /// From now on the others see this gate, and what it runs on. Never blocks and never throws:
    /// what cannot be said now is said as soon as it can be.
    ///
    /// @param versions asked from time to time
    void tell(Supplier<GateVersions> versions);

    /// Which living gates have had other versions than this one for too long, and whether its clock
    /// is not the record's, in one line; empty: nothing, as far as was seen. Asks nobody.
    Optional<String> differing();
}
