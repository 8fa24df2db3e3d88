package se.ringvakt.site;

import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AgentId;
import se.ringvakt.gate.Explainer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.Ledger;
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
                new Busy(ledger));
    }

    /// By what was known at an instant that has passed. Which agents were free then is not told:
    /// each is taken to have been.
    public static Explainer of(Site site, Hindsight then) {
        return new Explainer(
                site.plan(), then, site.ledger(), Rulebook.of(site.policies()), _ -> false);
    }

    /// Agents who hold an open attempt, read once, when first asked.
    private static final class Busy implements Predicate<AgentId> {
        private final Ledger ledger;
        private @Nullable Set<AgentId> agents;

        Busy(Ledger ledger) {
            this.ledger = ledger;
        }

        @Override
        public boolean test(AgentId agent) {
            if (agents == null) {
                agents =
                        ledger.open().stream()
                                .flatMap(open -> open.agent().stream())
                                .collect(Collectors.toUnmodifiableSet());
            }
            return agents.contains(agent);
        }
    }
}
