package se.ringvakt.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.function.Function;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.EmergencyNumber;
import se.ringvakt.call.History;
import se.ringvakt.call.InvalidNumber;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Breaches;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.FactsGatherer;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.rule.Facts;
import se.ringvakt.rule.Permit;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.rule.Settlement;
import se.ringvakt.rule.Verdict;

/// Judges calls as the gate would have, each by what had become of those before it. Calls come in
/// order of time; what ends at the instant at which another begins has ended before it. For one
/// thread.
final class Judge {
    private static final Duration MARGIN = Duration.ofDays(2);
    private static final int AGENTS_MOST = 100_000;

    private final NumberPlan plan;
    private final Knowledge knowledge;
    private final Rulebook rulebook;
    private final Mode mode;
    private final Ends ends;
    private final FactsGatherer gatherer;
    private final Past past;
    private final Breaches breaches = new Breaches();
    private final Map<AgentId, Instant> busyUntil = new HashMap<>();
    private final PriorityQueue<Open> open =
            new PriorityQueue<>(
                    Comparator.comparing(Open::end)
                            .thenComparingLong(each -> each.attempt().id().value()));
    private Instant now = Instant.MIN;
    private long attempts;

    /// A call that has begun and whose end is known.
    private record Open(Attempt attempt, Told told, Instant end) {}

    /// Who is told of what becomes of calls.
    @FunctionalInterface
    interface Ends {
        /// A call is over.
        ///
        /// @param counted it counts against the limits
        void ended(Attempt attempt, Outcome outcome, boolean counted);
    }

    /// @param before what was on record of a number before the first call
    Judge(
            NumberPlan plan,
            Knowledge knowledge,
            Policies policies,
            Mode mode,
            Function<PhoneNumber, History> before,
            Ends ends) {
        this.plan = plan;
        this.knowledge = knowledge;
        this.rulebook = Rulebook.of(policies);
        this.mode = mode;
        this.ends = ends;
        this.gatherer = new FactsGatherer(plan, knowledge, this::agentState);
        this.past = new Past(memory(policies, knowledge), before);
    }

    /// How far the limits look back: a year only where campaigns make offers.
    private static Duration memory(Policies policies, Knowledge knowledge) {
        boolean offers =
                knowledge.campaigns().campaigns().values().stream()
                        .anyMatch(campaign -> campaign.offer().isPresent());
        return policies.all().stream()
                .map(policy -> memory(policy, offers))
                .max(Comparator.naturalOrder())
                .orElseThrow()
                .plus(MARGIN);
    }

    private static Duration memory(Policy policy, boolean offers) {
        Period year = offers ? policy.offerPeriod() : Period.ZERO;
        // In any year; a leap day more is within the margin.
        Duration offer = Duration.ofDays(LocalDate.EPOCH.plus(year).toEpochDay());
        Duration spacing = policy.spacing().plus(policy.attemptMax());
        Duration limits = policy.period().compareTo(spacing) > 0 ? policy.period() : spacing;
        return offer.compareTo(limits) > 0 ? offer : limits;
    }

    /// The verdict on the next call.
    Judged judge(Call call) {
        settleUntil(call.at());
        now = call.at();
        return switch (plan.read(call.number())) {
            case EmergencyNumber _ -> Judged.EMERGENCY;
            case InvalidNumber _ -> Judged.denied(Reason.INVALID_NUMBER);
            case PhoneNumber number -> judge(call, number);
        };
    }

    /// All calls have been judged, and come to their ends.
    void end() {
        settleUntil(Instant.MAX);
    }

    private Judged judge(Call call, PhoneNumber number) {
        Optional<Campaign> campaign = knowledge.campaigns().find(call.campaign());
        Facts.Moment moment = rulebook.policies().at(now);
        if (campaign.isEmpty()) {
            happenAnyway(call, number, campaign, moment);
            return Judged.denied(Reason.UNKNOWN_CAMPAIGN);
        }
        Facts facts =
                gatherer.gather(call.request(), number, campaign.get(), past.of(number), moment);
        return switch (rulebook.judge(facts)) {
            case Verdict.Allow(Permit permit) -> {
                happen(call, number, campaign, permit.callerId(), permit.timeout());
                yield Judged.ALLOWED;
            }
            case Verdict.Deny denial -> {
                happenAnyway(call, number, campaign, moment);
                yield new Judged(denial.reasons(), denial.retryAt(), false);
            }
        };
    }

    /// In an audit, what would have been blocked happened, for as long as the shortest permit and
    /// under whatever number: no rule asks.
    private void happenAnyway(
            Call call, PhoneNumber number, Optional<Campaign> campaign, Facts.Moment moment) {
        if (mode == Mode.AUDIT) {
            happen(call, number, campaign, number, moment.policy().shortestTimeout());
        }
    }

    private void happen(
            Call call,
            PhoneNumber number,
            Optional<Campaign> campaign,
            PhoneNumber callerId,
            Duration timeout) {
        Attempt attempt =
                new Attempt(
                        new AttemptId(++attempts),
                        number,
                        call.campaign(),
                        campaign.flatMap(Campaign::offer),
                        call.agent(),
                        call.kind(),
                        callerId,
                        now,
                        timeout,
                        "replay",
                        "");
        past.began(attempt);
        Instant longest = now.plus(policy(attempt).attemptMax());
        Instant end = call.told().isNothing() ? longest : call.told().end(now);
        call.agent().ifPresent(agent -> hold(agent, end.isBefore(longest) ? end : longest));
        if (!call.told().isNothing()) {
            open.add(new Open(attempt, call.told(), end));
        }
    }

    private void hold(AgentId agent, Instant until) {
        busyUntil.merge(agent, until, (a, b) -> a.isAfter(b) ? a : b);
        if (busyUntil.size() > AGENTS_MOST) {
            busyUntil.values().removeIf(end -> !end.isAfter(now));
        }
    }

    private void settleUntil(Instant instant) {
        while (!open.isEmpty() && !open.element().end().isAfter(instant)) {
            Open over = open.remove();
            settle(over.attempt(), over.told());
        }
    }

    private void settle(Attempt attempt, Told told) {
        Policy policy = policy(attempt);
        boolean owed = past.owes(attempt.number(), attempt.campaign());
        Outcome outcome =
                Settlement.settle(
                        attempt, told.report(attempt.id(), attempt.start()), policy, owed);
        boolean counted = Settlement.isCounted(attempt.start(), outcome, policy.attemptMax());
        if (counted) {
            past.ended(attempt, outcome.end());
        } else {
            past.released(attempt);
        }
        switch (outcome.answer()) {
            case SILENT -> past.owe(attempt.number(), attempt.campaign());
            case MET -> past.repay(attempt.number(), attempt.campaign());
            case NONE, UNSEEN -> {}
        }
        if (outcome.breach().equals(Optional.of(Outcome.Breach.RING_TOO_SHORT))) {
            attempt.agent().ifPresent(agent -> breaches.add(agent, day(attempt)));
        }
        ends.ended(attempt, outcome, counted);
    }

    private Facts.AgentState agentState(DialRequest request) {
        return request.agent()
                .map(agent ->
                        new Facts.AgentState(
                                request.agent(),
                                true,
                                busyUntil.getOrDefault(agent, Instant.MIN).isAfter(now),
                                breaches.on(LocalDate.ofInstant(now, zone()), agent)))
                .orElse(Facts.AgentState.NONE);
    }

    private Policy policy(Attempt attempt) {
        return rulebook.policies().at(attempt.start()).policy();
    }

    private LocalDate day(Attempt attempt) {
        return LocalDate.ofInstant(attempt.start(), zone());
    }

    private ZoneId zone() {
        return rulebook.policies().zone();
    }
}
