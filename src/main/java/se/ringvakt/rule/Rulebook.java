package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.rule.Objection.Lapse;

/// All rules. Every one is asked, every objection kept, in the order of [Reason].
///
/// A rule that throws denies the call: an error must never let one out.
public final class Rulebook {
    /// How far ahead a next permitted time is looked for: 400 times 24 hours.
    static final Duration HORIZON = Duration.ofDays(400);

    private final List<Rule> rules;
    private final Policies policies;

    Rulebook(List<Rule> rules, Policies policies) {
        this.rules = List.copyOf(rules);
        this.policies = policies;
    }

    /// The rulebook under these policies.
    public static Rulebook of(Policies policies) {
        return new Rulebook(Clauses.ALL, policies);
    }

    public Policies policies() {
        return policies;
    }

    /// The verdict, and for a denial the next permitted time.
    public Verdict judge(Facts facts) {
        try {
            List<Objection> objections = objections(facts);
            if (objections.isEmpty()) {
                return new Verdict.Allow(Permits.permit(facts));
            }
            List<Reason> reasons = objections.stream().map(Objection::reason).toList();
            return new Verdict.Deny(reasons, retryAt(facts, objections), Optional.empty());
        } catch (RuleFailure failure) {
            return new Verdict.Deny(
                    List.of(Reason.UNAVAILABLE), Optional.empty(), Optional.of(failure.fault));
        }
    }

    private List<Objection> objections(Facts facts) {
        List<Objection> objections = List.of();
        for (Rule rule : rules) {
            Optional<Objection> objection = ask(rule, facts);
            if (objection.isPresent()) {
                objections = objections.isEmpty() ? new ArrayList<>() : objections;
                objections.add(objection.get());
            }
        }
        return objections;
    }

    private static Optional<Objection> ask(Rule rule, Facts facts) {
        try {
            return rule.objection(facts);
        } catch (RuntimeException e) {
            throw new RuleFailure(rule, e);
        }
    }

    private Optional<Instant> retryAt(Facts facts, List<Objection> standing) {
        if (!standing.stream().allMatch(objection -> objection.lapse() instanceof Lapse.At)) {
            return Optional.empty();
        }
        Instant last = facts.now().plus(HORIZON);
        List<Objection> objections = standing;
        Instant instant = facts.now();
        while (!objections.isEmpty()) {
            Optional<Instant> next = nextToJudge(instant, objections);
            if (next.isEmpty() || next.get().isAfter(last)) {
                return Optional.empty();
            }
            instant = next.get();
            objections = objections(facts.at(policies.at(instant)));
        }
        return Optional.of(instant);
    }

    /// The latest lapse, or the policy's next change if that comes first or if one of the
    /// objections does not lapse by itself.
    private Optional<Instant> nextToJudge(Instant instant, List<Objection> objections) {
        Optional<Instant> change = policies.changeAfter(instant);
        Instant latest = instant;
        for (Objection objection : objections) {
            if (!(objection.lapse() instanceof Lapse.At(Instant lapse))) {
                return change;
            }
            latest = lapse.isAfter(latest) ? lapse : latest;
        }
        if (!latest.isAfter(instant)) {
            throw new IllegalStateException(
                    "lapse: " + latest + " (expected: after " + instant + ")");
        }
        Instant lapse = latest;
        return Optional.of(change.filter(at -> at.isBefore(lapse)).orElse(lapse));
    }

    private static final class RuleFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Verdict.Fault fault;

        RuleFailure(Rule rule, RuntimeException cause) {
            super(cause);
            this.fault = new Verdict.Fault(rule.getClass().getSimpleName(), cause);
        }
    }
}
