package se.ringvakt.rule;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;

/// What the consumer and the principal have between them that lifts the register's bar.
final class Exemptions {
    private Exemptions() {}

    /// Whether a consent or a customer relation lets this principal call in spite of the register.
    static boolean hold(Facts facts) {
        for (Consent consent : facts.known().consents()) {
            if (stands(consent, facts) && isFresh(consent, facts)) {
                return true;
            }
        }
        return isCustomer(facts, facts.policy().customerExempts());
    }

    /// The consent that lifts the register's bar.
    static Optional<Consent> consent(Facts facts) {
        return facts.known().consents().stream()
                .filter(consent -> stands(consent, facts) && isFresh(consent, facts))
                .findFirst();
    }

    /// The customer relation that lifts the register's bar.
    static Optional<CustomerRelation> relation(Facts facts) {
        return facts.known().relations().stream()
                .filter(_ -> isCustomer(facts, facts.policy().customerExempts()))
                .filter(relation -> lasts(relation, facts))
                .findFirst();
    }

    /// Whether a customer relation stands for the consent that every call needs.
    static boolean countsAsConsented(Facts facts) {
        return isCustomer(facts, facts.policy().customerCountsAsConsent());
    }

    /// @param callers the principals whose relations matter
    private static boolean isCustomer(Facts facts, Set<CallerType> callers) {
        if (!callers.contains(facts.campaign().principal().type())) {
            return false;
        }
        for (CustomerRelation relation : facts.known().relations()) {
            if (lasts(relation, facts)) {
                return true;
            }
        }
        return false;
    }

    /// Whether there is a consent to this principal, however old.
    static boolean consented(Facts facts) {
        for (Consent consent : facts.known().consents()) {
            if (stands(consent, facts)) {
                return true;
            }
        }
        return false;
    }

    /// When the next consent or relation on record begins to hold. Entries dated in the future are
    /// refused at entry; one that came in by a clock set back still takes effect on its day.
    static Optional<Instant> nextBeginning(Facts facts) {
        Instant next = Instant.MAX;
        for (Consent consent : facts.known().consents()) {
            next = nextAfter(facts.now(), consent.given(), next);
        }
        for (CustomerRelation relation : facts.known().relations()) {
            Instant since = relation.since().atStartOfDay(facts.moment().zone()).toInstant();
            next = nextAfter(facts.now(), since, next);
        }
        return next.equals(Instant.MAX) ? Optional.empty() : Optional.of(next);
    }

    private static Instant nextAfter(Instant now, Instant candidate, Instant next) {
        return candidate.isAfter(now) && candidate.isBefore(next) ? candidate : next;
    }

    private static boolean stands(Consent consent, Facts facts) {
        return consent.principal().equals(facts.campaign().principal().id())
                && consent.standsAt(facts.now());
    }

    private static boolean isFresh(Consent consent, Facts facts) {
        return facts.now()
                .isBefore(
                        consent.given()
                                .atZone(facts.moment().zone())
                                .plus(facts.policy().consentValidity())
                                .toInstant());
    }

    private static boolean lasts(CustomerRelation relation, Facts facts) {
        return relation.principal().equals(facts.campaign().principal().id())
                && sameGoods(relation.goods(), facts.campaign().goods())
                && !facts.moment().today().isBefore(relation.since())
                && (relation.ended().isEmpty()
                        || facts.moment()
                                .today()
                                .isBefore(
                                        relation.ended()
                                                .get()
                                                .plus(facts.policy().customerValidity())));
    }

    private static boolean sameGoods(Optional<String> theirs, Optional<String> ours) {
        return theirs.isEmpty() || ours.isEmpty() || theirs.equals(ours);
    }
}
