package se.ringvakt.gate;

import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.OutcomeReport;

/// What is seen of agents and live calls on the switches. Thread-safe; never throws, and waits for
/// a fraction of a second at most.
public interface Sight {

    /// Nobody watches: a named agent is taken at its word to be on the line.
    Sight NONE =
            new Sight() {
                @Override
                public boolean onLine(DialRequest request) {
                    return true;
                }

                @Override
                public void permitted(Attempt attempt, Optional<DialRequest> request) {}

                @Override
                public void withdrawn(Attempt attempt) {}

                @Override
                public Optional<OutcomeReport> seen(Attempt attempt) {
                    return Optional.empty();
                }
            };

    /// Whether the agent named in the request is on the line for the call it asks for (§3.3). What
    /// cannot be seen is not there.
    boolean onLine(DialRequest request);

    /// A permit is about to be answered: its dial is to be expected.
    ///
    /// @param request empty: it was permitted before this process began
    void permitted(Attempt attempt, Optional<DialRequest> request);

    /// A permit that never reached its switch.
    void withdrawn(Attempt attempt);

    /// What the switch's events have told of an attempt that is said to be over; they may be some
    /// milliseconds behind.
    Optional<OutcomeReport> seen(Attempt attempt);
}
