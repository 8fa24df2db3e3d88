package se.ringvakt.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.gate.OptOuts.Way;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.rule.ObjectionStep;
import se.ringvakt.rule.Policies;

/// The right of objection, offered by key when the agent's part of a call is over: the number goes
/// on the principal's block list, and the objection on record for the national register.
///
/// The block comes first, since it binds the next dial; both are on disk when the method returns,
/// and saying it again changes nothing. Thread-safe; blocks; throws
/// [se.ringvakt.ledger.LedgerException] when it cannot be recorded.
public final class Objecting {
    private final OptOuts optOuts;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Objections objections;
    private final Policies policies;
    private final InstantSource clock;

    public Objecting(
            OptOuts optOuts,
            Ledger ledger,
            Knowledge knowledge,
            Objections objections,
            Policies policies,
            InstantSource clock) {
        this.optOuts = optOuts;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.objections = objections;
        this.policies = policies;
        this.clock = clock;
    }

    /// Whoever this attempt called objects.
    ///
    /// @param what `block`: no more calls for this principal; `register`: also to be entered in the
    ///   national register, where the policy of the attempt's day offers that
    /// @return why it was refused; empty: it is recorded
    public Optional<String> object(AttemptId id, String what) {
        boolean register = what.equals("register");
        if (!register && !what.equals("block")) {
            return Optional.of("what: another word (expected: block or register)");
        }
        Optional<String> refusal = optOuts.optOut(id, Way.OBJECTION);
        if (refusal.isEmpty()) {
            ledger.attempt(id).ifPresent(attempt -> record(attempt, register));
        }
        return refusal;
    }

    private void record(Attempt attempt, boolean register) {
        ObjectionStep offered = policies.at(attempt.start()).policy().objectionStep();
        Optional<Campaign> campaign = knowledge.campaigns().find(attempt.campaign());
        campaign.ifPresent(of ->
                objections.add(
                        new Objection(
                                attempt.id(),
                                attempt.number(),
                                of.principal().id(),
                                Instant.ofEpochMilli(clock.millis()),
                                register && offered == ObjectionStep.REGISTER)));
    }
}
