package se.ringvakt.witness;

import java.time.Instant;
import java.util.function.Consumer;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.gate.Witness;

/// Hands over what the gate tells, as it is: what stands on record is made of it by whoever writes.
public final class GateWitness implements Witness {
    private final Consumer<Testimony> record;

    /// @param record never waits and never throws
    public GateWitness(Consumer<Testimony> record) {
        this.record = record;
    }

    @Override
    public void decided(Decided decided) {
        record.accept(new DecisionTold(decided));
    }

    @Override
    public void settled(Attempt attempt, Outcome outcome) {
        record.accept(new OutcomeTold(attempt, outcome));
    }

    @Override
    public void withdrawn(Attempt attempt, Instant at) {
        record.accept(new Withdrawal(attempt, at));
    }
}
