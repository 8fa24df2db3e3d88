package se.ringvakt.gate;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Optional;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.ledger.Leases;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.metrics.Oddities;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;
import se.ringvakt.rule.Settlement;

/// What becomes of attempts: the hangup handler and the switch's events tell, in any order, late,
/// twice or not at all; the first that tells settles the attempt, with what the other has told by
/// then, and later ones only add what was missing. Thread-safe; blocks while the ledger writes, and
/// throws [se.ringvakt.ledger.LedgerException] when it cannot.
public final class Outcomes {
    private static final Logger LOG = LoggerFactory.getLogger(Outcomes.class);

    private final Ledger ledger;
    private final Policies policies;
    private final Leases leases;
    private final Breaches breaches;
    private final Sight sight;
    private final Witness witness;
    private final InstantSource clock;
    private final Meters meters;
    private final Oddities oddities;
    private volatile Mishaps mishaps = Mishaps.UNHEARD;

    Outcomes(
            Ledger ledger,
            Policies policies,
            Leases leases,
            Breaches breaches,
            Sight sight,
            Witness witness,
            InstantSource clock,
            Meters meters) {
        this.ledger = ledger;
        this.policies = policies;
        this.leases = leases;
        this.breaches = breaches;
        this.sight = sight;
        this.witness = witness;
        this.clock = clock;
        this.meters = meters;
        this.oddities = new Oddities(meters, LOG);
        showNone();
    }

    /// Whoever watches how these grow must see them before the first.
    private void showNone() {
        var _ = meters.counter(Meter.SILENT_CALLS);
        for (Breach breach : Breach.values()) {
            var _ = meters.counter(Meter.BREACHES, breach.name());
        }
    }

    /// Who is told of mishaps from now on.
    public void tell(Mishaps who) {
        mishaps = who;
    }

    /// Takes note of attempts that rang too short, whether this gate saw them or not: all that are
    /// on record of their days. May be told again.
    public void remember(Collection<Attempt> breached) {
        breached.stream()
                .filter(attempt -> attempt.agent().isPresent())
                .collect(
                        Collectors.groupingBy(
                                this::day,
                                Collectors.groupingBy(each -> each.agent().orElseThrow())))
                .forEach((day, agents) ->
                        agents.forEach((agent, all) -> breaches.atLeast(agent, day, all.size())));
    }

    /// Settles an attempt, or completes its record; the agent is free again. A report of an attempt
    /// nobody knows is counted and ignored.
    public void told(OutcomeReport report) {
        Optional<Attempt> attempt = ledger.attempt(report.attempt());
        if (attempt.isEmpty()) {
            meters.count(Meter.OUTCOMES, "unknown");
            oddities.note("outcome", "attempt: " + report.attempt() + " (expected: one on record)");
            return;
        }
        leases.release(attempt.get());
        settle(attempt.get(), complete(attempt.get(), report));
    }

    /// The handler's report is the first word of the end of a call, the events are a few
    /// milliseconds behind; together they say more.
    private OutcomeReport complete(Attempt attempt, OutcomeReport report) {
        return report.sources().contains(Source.EVENTS)
                ? report
                : sight.seen(attempt).map(report::completedBy).orElse(report);
    }

    private void settle(Attempt attempt, OutcomeReport report) {
        Policy policy = policy(attempt);
        Settlement.nonsense(report, policy)
                .ifPresent(what -> oddities.note("outcome", what + " (expected: a call's times)"));
        Outcome outcome = Settlement.settle(attempt, report, policy, isOwed(attempt));
        if (!ledger.settle(attempt.id(), outcome)) {
            meters.count(Meter.OUTCOMES, "again");
            return;
        }
        witness.settled(attempt, outcome);
        meters.count(Meter.OUTCOMES, outcome.reached() ? "reached" : "released");
        if (outcome.answer() == Outcome.Answer.SILENT) {
            meters.count(Meter.SILENT_CALLS);
            mishaps.silent(attempt, outcome.end());
        }
        outcome.breach().ifPresent(breach -> breach(attempt, breach, outcome));
    }

    private void breach(Attempt attempt, Breach breach, Outcome outcome) {
        meters.count(Meter.BREACHES, breach.name());
        if (breach == Breach.RING_TOO_SHORT) {
            hold(attempt);
        }
        mishaps.breach(attempt, outcome);
    }

    private void hold(Attempt attempt) {
        attempt.agent().ifPresent(agent -> breaches.add(agent, day(attempt)));
    }

    /// The consumer has answered, and this is how the meeting with the agent stands. A silent call
    /// goes on record at once, while it may still be up.
    public void meeting(Attempt attempt, Talk talk, Instant at) {
        Outcome.Answer answer = Settlement.answer(attempt, talk, policy(attempt), isOwed(attempt));
        if (answer == Outcome.Answer.SILENT && ledger.silent(attempt.id(), at)) {
            meters.count(Meter.SILENT_CALLS);
            mishaps.silent(attempt, at);
            LOG.warn(
                    "silent call: attempt {} of campaign {}, agent {}: a call is owed",
                    attempt.id(),
                    attempt.campaign(),
                    attempt.agent().map(Object::toString).orElse("none"));
        }
    }

    /// The agent's line is gone: the agent is free, whatever becomes of the call.
    public void agentGone(Attempt attempt) {
        leases.release(attempt);
    }

    /// Takes back a permit that never reached the switch.
    public void withdraw(Attempt attempt) {
        leases.release(attempt);
        sight.withdrawn(attempt);
        ledger.withdraw(attempt.id());
        witness.withdrawn(attempt, Instant.ofEpochMilli(clock.millis()));
        meters.count(Meter.WITHDRAWN);
    }

    /// How long after the answer the agent must be there.
    public Duration silentAfter(Attempt attempt) {
        return policy(attempt).silentAfter();
    }

    private boolean isOwed(Attempt attempt) {
        return ledger.history(attempt.number()).debts().contains(attempt.campaign());
    }

    private Policy policy(Attempt attempt) {
        return policies.at(attempt.start()).policy();
    }

    private LocalDate day(Attempt attempt) {
        return LocalDate.ofInstant(attempt.start(), policies.zone());
    }
}
