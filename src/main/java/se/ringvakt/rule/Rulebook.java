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
    private final Rehearsal rehearsal;

    Rulebook(List<Rule> rules, Policies policies, Rehearsal rehearsal) {
        this.rules = List.copyOf(rules);
        this.policies = policies;
        this.rehearsal = rehearsal;
    }

    /// The rulebook under these policies.
    public static Rulebook of(Policies policies) {
        return of(policies, Rehearsal.NONE);
    }

    /// The rulebook under these policies, where some denied dials may go out.
    public static Rulebook of(Policies policies, Rehearsal rehearsal) {
        return new Rulebook(Clauses.ALL, policies, rehearsal);
    }

    /// Whether this dial holds an agent: a robot's does not, unless a call is owed.
    public static boolean needsAgent(Facts facts) {
        return Agents.needed(facts);
    }

    /// What is done with its denials. It does not change how anything is judged.
    public Rehearsal rehearsal() {
        return rehearsal;
    }

    public Policies policies() {
        return policies;
    }

    /// The verdict, and for a denial the next permitted time.
    public Verdict judge(Facts facts) {
        try {
            List<Objection> objections = objections(facts);
            return objections.isEmpty()
                    ? new Verdict.Allow(Permits.permit(facts))
                    : denial(facts, objections);
        } catch (RuleFailure failure) {
            return failure.denial();
        } catch (RuntimeException e) {
            return new RuleFailure(Rulebook.class, e).denial();
        }
    }

    private Verdict.Deny denial(Facts facts, List<Objection> objections) {
        List<Reason> reasons = objections.stream().map(Objection::reason).toList();
        return new Verdict.Deny(reasons, retryAt(facts, objections), Optional.empty());
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
            throw new RuleFailure(rule.getClass(), e);
        }
    }

    /// The first instant at which nothing objects. Empty when something objects now that does not
    /// lapse by itself.
    private Optional<Instant> retryAt(Facts facts, List<Objection> standing) {
        for (Objection objection : standing) {
            if (!(objection.lapse() instanceof Lapse.At)) {
                return Optional.empty();
            }
        }
        Instant last = facts.now().plus(HORIZON);
        Facts later = facts;
        List<Objection> objections = standing;
        while (!objections.isEmpty()) {
            Instant next = nextToJudge(later, objections);
            if (next.isAfter(last)) {
                return Optional.empty();
            }
            later = facts.at(policies.at(next));
            objections = objections(later);
        }
        return Optional.of(later.now());
    }

    /// An instant before which one of the objections is sure to stand: the latest lapse, or
    /// whatever may overturn an objection before that. A new policy may overturn any. One that
    /// never lapses, met on the way, may also be overturned by an exemption that begins.
    private Instant nextToJudge(Facts facts, List<Objection> objections) {
        Instant change = policies.changeAfter(facts.now()).orElse(Instant.MAX);
        Instant latest = facts.now();
        for (Objection objection : objections) {
            if (!(objection.lapse() instanceof Lapse.At(Instant lapse))) {
                return earlier(change, Exemptions.nextBeginning(facts).orElse(Instant.MAX));
            }
            latest = lapse.isAfter(latest) ? lapse : latest;
        }
        if (!latest.isAfter(facts.now())) {
            throw new IllegalStateException(
                    "lapse: " + latest + " (expected: after " + facts.now() + ")");
        }
        return earlier(change, latest);
    }

    private static Instant earlier(Instant a, Instant b) {
        return a.isBefore(b) ? a : b;
    }

    /// Carries what broke out to the verdict.
    private static final class RuleFailure extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final transient Verdict.Fault fault;

        RuleFailure(Class<?> broken, RuntimeException cause) {
            super(cause);
            this.fault = new Verdict.Fault(broken.getSimpleName(), cause);
        }

        Verdict.Deny denial() {
            return new Verdict.Deny(
                    List.of(Reason.UNAVAILABLE), Optional.empty(), Optional.of(fault));
        }
    }
}
