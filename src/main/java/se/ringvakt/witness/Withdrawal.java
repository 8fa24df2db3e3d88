package se.ringvakt.witness;

import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Testimony;

/// A permit that was taken back, as it stands on record.
record Withdrawal(Attempt attempt, Instant at) implements Testimony {

    @Override
    public Kind kind() {
        return Kind.OUTCOME;
    }

    @Override
    public void tell(FactsWriter facts) {
        facts.put("attempt", attempt.id().toString())
                .put("campaign", attempt.campaign().value())
                .put("result", "withdrawn")
                .put("counted", false);
    }
}
