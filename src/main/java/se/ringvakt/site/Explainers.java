package se.ringvakt.site;

import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AgentId;
import se.ringvakt.gate.Explainer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Rulebook;

/// What commands judge by: the gate's own rules, and the attempts that are open now.
public final class Explainers {
    /// Names nobody, so that no attempt can hold it.
    public static final AgentId ANYBODY = new AgentId("(any free agent)");

    private Explainers() {}

    public static Explainer of(Site site, Knowledge knowledge) {
        Ledger ledger = site.ledger();
        return new Explainer(
                site.plan(),
                knowledge,
                ledger,
                Rulebook.of(site.policies(), site.rehearsal()),
                new Now(ledger));
    }

    /// By what was known at an instant that has passed.
    public static Explainer of(Site site, Hindsight then) {
        return new Explainer(
                site.plan(),
                then,
                site.ledger(),
                Rulebook.of(site.policies(), site.rehearsal()),
                new AgentsThen(site.records(), site.policies().at(then.at())));
    }

    /// Agents as they are: on the line, since whoever asks means one who is there. Open attempts
    /// are read once, when first asked.
    private static final class Now implements Function<AgentId, Facts.AgentState> {
        private final Ledger ledger;
        private @Nullable Set<AgentId> agents;

        Now(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public Facts.AgentState apply(AgentId agent) {
            if (agents == null) {
                agents =
                        ledger.open().stream()
                                .flatMap(open -> open.agent().stream())
                                .collect(Collectors.toUnmodifiableSet());
            }
            return new Facts.AgentState(Optional.of(agent), true, agents.contains(agent), 0);
        }
    }
}
