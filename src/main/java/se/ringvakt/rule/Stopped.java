package se.ringvakt.rule;

import java.util.Optional;

/// A supervisor's stop, of everything or of one campaign; or the stop of an agent who has given up
/// too soon too often today, where the policy says so (the house's own rules, 2026-11-22).
final class Stopped implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        int most = facts.policy().agentBreachesMost();
        boolean agentStopped = most > 0 && facts.agent().breachesToday() >= most;
        return facts.stopped() || agentStopped
                ? Optional.of(Objection.open(Reason.STOPPED))
                : Optional.empty();
    }
}
