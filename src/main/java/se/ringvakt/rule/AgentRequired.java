package se.ringvakt.rule;

import java.util.Optional;

/// §3.3: no call without an agent who can take it (Kontakta and SWEDMA, Etiska riktlinjer,
/// 2021-07-01).
final class AgentRequired implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return Agents.needed(facts) && (facts.agent().agent().isEmpty() || !facts.agent().onLine())
                ? Optional.of(Objection.open(Reason.AGENT_REQUIRED))
                : Optional.empty();
    }
}
