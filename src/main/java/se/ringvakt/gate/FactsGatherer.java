package se.ringvakt.gate;

import java.util.function.Function;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.History;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Facts;

/// Puts together everything the rules may know of one dial.
public final class FactsGatherer {
    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Function<DialRequest, Facts.AgentState> agents;

    /// @param agents how it is with the agent of a request
    public FactsGatherer(
            NumberPlan plan, Knowledge knowledge, Function<DialRequest, Facts.AgentState> agents) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.agents = agents;
    }

    /// The facts of one dial at one moment.
    public Facts gather(
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
                agents.apply(request),
                knowledge.campaigns().stopped(campaign.id()),
                knowledge.known(number),
                knowledge.registers(number),
                history);
    }
}
