package se.ringvakt.witness;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.OfferId;
import se.ringvakt.evidence.FactsWriter;
import se.ringvakt.evidence.Kind;
import se.ringvakt.evidence.Testimony;

/// A permit whose record was lost when its gate was killed, told by the ledger: what the ledger
/// does not keep is missing.
record Recovered(Attempt attempt) implements Testimony {

    @Override
    public Kind kind() {
        return Kind.DECISION;
    }

    @Override
    public Instant at() {
        return attempt.start();
    }

    @Override
    public void tell(FactsWriter facts) {
        String basis = attempt.basis();
        facts.put("verdict", "ALLOW")
                .put("reasons", List.of())
                .put("retryAt", Optional.empty())
                .put("attempt", attempt.id().toString())
                .personal("number", Optional.of(DecisionTold.digits(attempt.number())))
                .personal("agent", attempt.agent().map(AgentId::value))
                .put("campaign", attempt.campaign().value())
                .put("principal", Optional.empty())
                .put("offer", attempt.offer().map(OfferId::value))
                .put("dialKind", DecisionTold.word(attempt.kind()))
                .put("callerId", DecisionTold.digits(attempt.callerId()))
                .put("timeoutSeconds", attempt.timeout().toSeconds())
                .personal("channel", Optional.empty())
                .personal(
                        "uniqueId", Optional.of(attempt.uniqueId()).filter(text -> !text.isEmpty()))
                .put("registers", JsonNodeFactory.instance.arrayNode())
                .put("policy", basis.substring(basis.lastIndexOf(' ') + 1))
                .put("history", Optional.empty())
                .put("exemption", Optional.empty())
                .clock()
                .put("latencyMicros", Optional.empty())
                .put("mode", "enforce")
                .put("recovered", true)
                .put("basis", basis);
    }
}
