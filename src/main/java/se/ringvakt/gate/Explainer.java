package se.ringvakt.gate;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.History;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.rule.Verdict;

/// Says what the gate would answer, by the same facts and rules, and records nothing.
public final class Explainer {
    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Ledger ledger;
    private final Rulebook rulebook;
    private final FactsGatherer gatherer;

    /// Explains by these.
    ///
    /// @param agents how it is with a named agent
    public Explainer(
            NumberPlan plan,
            Knowledge knowledge,
            Ledger ledger,
            Rulebook rulebook,
            Function<AgentId, Facts.AgentState> agents) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.ledger = ledger;
        this.rulebook = rulebook;
        this.gatherer =
                new FactsGatherer(
                        plan,
                        knowledge,
                        request -> request.agent().map(agents).orElse(Facts.AgentState.NONE));
    }

    /// The answer at this instant, by what the gate knows now; of the history only what came before
    /// that instant is looked at.
    public Explanation explain(DialRequest request, Instant at) {
        return explain(
                request,
                at,
                (number, campaign) -> ledger.history(number, campaign.offer()).before(at));
    }

    /// The answer at this instant.
    ///
    /// @param past the number's history as it was known then
    public Explanation explain(
            DialRequest request, Instant at, BiFunction<PhoneNumber, Campaign, History> past) {
        Facts.Moment moment = rulebook.policies().at(at);
        return switch (plan.read(request.number())) {
            case EmergencyNumber number ->
                    new Explanation(moment, number, Optional.empty(), Optional.empty());
            case InvalidNumber invalid ->
                    new Explanation(
                            moment,
                            invalid,
                            Optional.empty(),
                            Optional.of(Verdict.Deny.of(Reason.INVALID_NUMBER)));
            case PhoneNumber number -> explain(request, number, moment, past);
        };
    }

    private Explanation explain(
            DialRequest request,
            PhoneNumber number,
            Facts.Moment moment,
            BiFunction<PhoneNumber, Campaign, History> past) {
        Optional<Campaign> campaign = knowledge.campaigns().find(request.campaign());
        if (campaign.isEmpty()) {
            return new Explanation(
                    moment,
                    number,
                    Optional.empty(),
                    Optional.of(Verdict.Deny.of(Reason.UNKNOWN_CAMPAIGN)));
        }
        History history = past.apply(number, campaign.get());
        Facts facts = gatherer.gather(request, number, campaign.get(), history, moment);
        Verdict verdict = rulebook.judge(facts);
        Optional<Permit> letOut =
                verdict instanceof Verdict.Deny denial
                        ? rulebook.rehearsal().letOut(facts, denial)
                        : Optional.empty();
        return new Explanation(moment, number, Optional.of(facts), Optional.of(verdict), letOut);
    }
}
