package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Optional;

/// The terms on which an allowed call may be dialled.
final class Permits {
    private Permits() {}

    /// The terms for a call no rule objects to.
    static Permit permit(Facts facts) {
        Instant closing = closing(facts);
        return new Permit(
                timeout(facts, closing),
                closing,
                CallerIds.toShow(facts).orElseThrow(),
                Debt.isOwed(facts),
                facts.policy().objectionStep());
    }

    /// The terms for a denied call that is let out. Closing time says nothing here, it may be past:
    /// the permit lasts as long as an attempt may. Empty: no number may be shown.
    static Optional<Permit> rehearsed(Facts facts) {
        Instant last = facts.now().plus(facts.policy().attemptMax());
        return CallerIds.toShow(facts)
                .map(callerId ->
                        new Permit(
                                timeout(facts, last),
                                last,
                                callerId,
                                Debt.isOwed(facts),
                                facts.policy().objectionStep()));
    }

    /// What was asked for, within the policy's bounds, cut at closing time but never below the
    /// shortest permit.
    private static Duration timeout(Facts facts, Instant closing) {
        Policy policy = facts.policy();
        long asked = facts.request().timeoutSeconds();
        long untilClosing = Duration.between(facts.now(), closing).toSeconds();
        long longest = Math.min(policy.longestTimeout().toSeconds(), untilClosing);
        long shortest = policy.shortestTimeout().toSeconds();
        return Duration.ofSeconds(Math.max(shortest, Math.min(asked, longest)));
    }

    private static Instant closing(Facts facts) {
        LocalDate today = facts.moment().today();
        LocalTime close = OutsideHours.hours(facts).on(today.getDayOfWeek()).orElseThrow().close();
        return today.atTime(close).atZone(facts.moment().zone()).toInstant();
    }
}
