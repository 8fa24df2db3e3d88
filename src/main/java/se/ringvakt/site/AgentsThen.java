package se.ringvakt.site;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.rule.Facts;

/// How it was with agents at an instant that has passed, by the attempts on record. Whether they
/// were on the line is not: they are taken to have been.
///
/// @param moment the instant, with the policy of that day
record AgentsThen(CallRecords records, Facts.Moment moment)
        implements Function<AgentId, Facts.AgentState> {

    @Override
    public Facts.AgentState apply(AgentId agent) {
        Instant midnight = moment.today().atStartOfDay(moment.zone()).toInstant();
        Instant oldest = moment.now().minus(moment.policy().attemptMax());
        Instant from = oldest.isBefore(midnight) ? oldest : midnight;
        List<Call> calls = records.by(agent, from, moment.now());
        boolean busy =
                calls.stream()
                        .filter(call -> call.attempt().start().isAfter(oldest))
                        .anyMatch(call -> over(call).isEmpty());
        long breaches =
                calls.stream()
                        .filter(call -> !call.attempt().start().isBefore(midnight))
                        .filter(call ->
                                over(call)
                                        .flatMap(Settled::breach)
                                        .filter(AgentsThen::isHeld)
                                        .isPresent())
                        .count();
        return new Facts.AgentState(Optional.of(agent), true, busy, Math.toIntExact(breaches));
    }

    /// What had become of it; empty: it was open.
    private Optional<Settled> over(Call call) {
        return call.settled().filter(settled -> !settled.end().isAfter(moment.now()));
    }

    private static boolean isHeld(Breach breach) {
        return breach == Breach.RING_TOO_SHORT;
    }
}
