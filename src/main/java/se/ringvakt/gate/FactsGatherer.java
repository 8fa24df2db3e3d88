package se.ringvakt.gate;

import java.util.Optional;
import java.util.function.Predicate;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.History;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Facts;

/// Puts together everything the rules may know of one dial.
final class FactsGatherer {
    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Predicate<AgentId> busy;

    FactsGatherer(NumberPlan plan, Knowledge knowledge, Predicate<AgentId> busy) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.busy = busy;
    }

    Facts gather(
            DialRequest request,
            PhoneNumber number,
            Campaign campaign,
            History history,
            Facts.Moment moment) {
        return new Facts(
                moment,
                number,
                campaign,
                new Facts.Request(
                        request.kind(),
                        request.callerId().map(plan::read),
                        request.withheld(),
                        request.timeoutSeconds()),
                agentState(request.agent()),
                knowledge.campaigns().stopped(campaign.id()),
                knowledge.known(number),
                knowledge.registers(number),
                history);
    }

    /// A named agent is taken to be on the line: nothing tells otherwise until the switch's own
    /// events are watched.
    private Facts.AgentState agentState(Optional<AgentId> agent) {
        return agent.isEmpty()
                ? Facts.AgentState.NONE
                : new Facts.AgentState(agent, true, busy.test(agent.get()));
    }
}
