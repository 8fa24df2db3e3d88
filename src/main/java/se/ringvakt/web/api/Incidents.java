package se.ringvakt.web.api;

import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.report.Decision;

/// Is told of what somebody outside may want to know: what webhooks are made of. Called on the live
/// feed's one thread, within a second; must be quick.
public interface Incidents {

    /// Nobody wants to know.
    Incidents UNHEARD =
            new Incidents() {
                @Override
                public boolean wanted() {
                    return false;
                }

                @Override
                public void blocked(Decision decision) {}

                @Override
                public void breach(Attempt attempt, Outcome outcome) {}

                @Override
                public void silent(Attempt attempt, Instant at) {}

                @Override
                public void bypass(Bypass bypass) {}

                @Override
                public void alarm(Alarm alarm) {}

                @Override
                public void over(Alarm alarm) {}
            };

    /// Whether anybody listens. False: nothing needs to be gathered.
    boolean wanted();

    /// A dial was denied.
    void blocked(Decision decision);

    /// Our side ended the ringing before six rings.
    ///
    /// @param outcome it holds the breach
    void breach(Attempt attempt, Outcome outcome);

    /// A consumer answered to silence; told once of each attempt.
    void silent(Attempt attempt, Instant at);

    /// A number was dialled past the gate.
    void bypass(Bypass bypass);

    /// Something must be looked at that was well before.
    void alarm(Alarm alarm);

    /// Of all that must be looked at, nothing is of this kind any more.
    void over(Alarm alarm);
}
