package se.ringvakt.evidence;

import java.time.Instant;

/// Something to be put on record. Handed over as it is; told on the writer's thread, so that
/// whoever hands it over waits for nothing. Immutable.
public interface Testimony {

    Kind kind();

    /// When it was.
    Instant at();

    /// Tells what is to stand on record, in the order in which it is to stand there.
    void tell(FactsWriter facts);
}
