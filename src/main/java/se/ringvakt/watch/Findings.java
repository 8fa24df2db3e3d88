package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.ledger.Bypass;

/// Who is told what the watch finds. Returns at once; what takes time happens elsewhere.
interface Findings {

    /// Before there is anybody to tell.
    Findings UNHEARD =
            new Findings() {
                @Override
                public Duration silentAfter(Attempt attempt) {
                    return Duration.ZERO;
                }

                @Override
                public void meeting(Attempt attempt, Talk talk, Instant at) {}

                @Override
                public void agentGone(Attempt attempt, String why) {}

                @Override
                public void seen(OutcomeReport report) {}

                @Override
                public void bypassed(Bypass bypass, Channel callee) {}

                @Override
                public boolean hasOthers() {
                    return false;
                }

                @Override
                public void askOthers(Doubt doubt, Permits told) {
                    told.neverKnown();
                }
            };

    /// How long after the answer the agent must be there.
    Duration silentAfter(Attempt attempt);

    /// The consumer has answered, and this is how the meeting with the agent stands.
    void meeting(Attempt attempt, Talk talk, Instant at);

    /// The agent's line is gone.
    void agentGone(Attempt attempt, String why);

    /// A call is over, and this is all that was seen of it.
    void seen(OutcomeReport report);

    /// A dial past the gate.
    ///
    /// @param callee the channel that can be hung up
    void bypassed(Bypass bypass, Channel callee);

    /// Whether other gates permit calls, too.
    boolean hasOthers();

    /// Asks by whose permit something is dialled that this gate has not permitted.
    ///
    /// @param told once, from any thread
    void askOthers(Doubt doubt, Permits told);

    /// A dial that another gate may have permitted.
    ///
    /// @param asking the channel that must have asked
    /// @param since the oldest permit it may dial by
    record Doubt(String switchName, String asking, Target target, Instant since) {}

    /// Who is told by whose permit something is dialled.
    interface Permits {
        /// What the channel was permitted, newest first; none: nothing.
        void are(List<Attempt> permits);

        /// Nobody could say, for as long as was asked.
        void neverKnown();
    }
}
