package se.ringvakt.witness;

import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Testimony;

/// What became of an attempt, as it stands on record.
record OutcomeTold(Attempt attempt, Outcome outcome) implements Testimony {

    @Override
    public Kind kind() {
        return Kind.OUTCOME;
    }

    @Override
    public Instant at() {
        return outcome.report().at();
    }

    @Override
    public void tell(FactsWriter facts) {
        facts.put("attempt", attempt.id().toString())
                .put("campaign", attempt.campaign().value())
                .put("result", "settled")
                .put("status", outcome.report().status())
                .put("end", outcome.end())
                .put("counted", outcome.reached())
                .put("answer", DecisionTold.word(outcome.answer()));
        outcome.rang()
                .ifPresentOrElse(
                        rang -> facts.put("ringMillis", rang.toMillis()),
                        () -> facts.put("ringMillis", Optional.empty()));
        facts.put("breach", outcome.breach().map(DecisionTold::word))
                .put("endedBy", outcome.endedBy().map(DecisionTold::word));
    }
}
