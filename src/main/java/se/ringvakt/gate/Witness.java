package se.ringvakt.gate;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Facts;

/// Who is told of every decision, with all that it was based on, and of what became of it.
/// Thread-safe; never throws and never waits, since a dial waits for it.
public interface Witness {

    /// Nobody is told.
    Witness NONE =
            new Witness() {
                @Override
                public void decided(Decided decided) {}

                @Override
                public void settled(Attempt attempt, Outcome outcome) {}

                @Override
                public void withdrawn(Attempt attempt, Instant at) {}
            };

    /// A dial was judged; its answer is about to be given. Not told of emergency numbers.
    void decided(Decided decided);

    /// An outcome settled an attempt.
    void settled(Attempt attempt, Outcome outcome);

    /// A permit was taken back, since it never reached its switch.
    void withdrawn(Attempt attempt, Instant at);

    /// A decision.
    ///
    /// @param moment when, and the policy in force
    /// @param number empty: what was dialled is none
    /// @param facts what was known; empty when number, campaign or the gate's own state alone
    ///   decided
    /// @param nanos from the question to here
    record Decided(
            DialRequest request,
            Facts.Moment moment,
            Optional<PhoneNumber> number,
            Optional<Facts> facts,
            Answer answer,
            long nanos) {}
}
