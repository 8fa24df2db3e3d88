package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;

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
                facts.history().debts().contains(facts.campaign().id()));
    }

    /// What was asked for, within the policy's bounds, cut at closing time but never below the
    /// shortest permit.
    private static Duration timeout(Facts facts, Instant closing) {
        Policy policy = facts.policy();
        Duration shortest = policy.shortestTimeout();
        Duration asked = Duration.ofSeconds(facts.request().timeoutSeconds());
        Duration untilClosing =
                Duration.ofSeconds(Duration.between(facts.now(), closing).toSeconds());
        Duration longest = least(policy.longestTimeout(), untilClosing);
        return greatest(shortest, least(asked, longest));
    }

    private static Instant closing(Facts facts) {
        LocalTime close =
                OutsideHours.hours(facts)
                        .on(facts.moment().today().getDayOfWeek())
                        .orElseThrow()
                        .close();
        return facts.moment().today().atTime(close).atZone(facts.moment().zone()).toInstant();
    }

    private static Duration least(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static Duration greatest(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
