package se.ringvakt.gate;

import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;

/// Is told at once when a call went as no call should; it is on record by then. Called on the
/// thread that settles the call: quick, never blocks, never throws.
public interface Mishaps {

    /// Nobody wants to know.
    Mishaps UNHEARD =
            new Mishaps() {
                @Override
                public void breach(Attempt attempt, Outcome outcome) {}

                @Override
                public void silent(Attempt attempt, Instant at) {}
            };

    /// Our side ended the ringing before six rings.
    ///
    /// @param outcome it holds the breach
    void breach(Attempt attempt, Outcome outcome);

    /// A consumer answered to silence: told when that is seen, and perhaps again when the attempt
    /// is settled.
    void silent(Attempt attempt, Instant at);
}
