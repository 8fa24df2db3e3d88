package se.ringvakt.rule;

import java.util.Optional;

/// §3.3: one agent, one call at a time (Kontakta and SWEDMA, Etiska riktlinjer, 2021-07-01).
final class AgentBusy implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        return Agents.needed(facts) && facts.agent().busy()
                ? Optional.of(Objection.open(Reason.AGENT_BUSY))
                : Optional.empty();
    }
}
