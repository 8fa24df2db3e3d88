package se.ringvakt.site;

import java.time.Instant;
import java.time.LocalDate;
import java.util.function.Predicate;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.rule.Policy;

/// Which entries are in force now, and which no longer are.
///
/// A block is in force until its expiry; a consent or a customer as long as it lifts the register
/// by the policy's figures (three months, twelve months). A consent that is older still allows
/// robot calls until it is withdrawn.
public final class InForce {
    private InForce() {}

    /// Those that a word wants.
    ///
    /// @param only active, ended or all
    public static Predicate<Entry> wanted(String only, Site site) {
        return switch (only) {
            case "all" -> _ -> true;
            case "active" -> active(site);
            case "ended" -> active(site).negate();
            default -> throw Mistyped.of("only", only, "active, ended or all");
        };
    }

    /// What is in force now.
    public static Predicate<Entry> active(Site site) {
        Instant now = site.now();
        LocalDate today = site.today();
        Policy policy = site.policies().at(now).policy();
        return entry ->
                switch (entry) {
                    case Entry.Blocked blocked ->
                            blocked.block().expires().map(end -> end.isAfter(now)).orElse(true);
                    case Entry.ConsentGiven(var _, Consent it) ->
                            it.standsAt(now)
                                    && it.given()
                                            .atZone(site.zone())
                                            .plus(policy.consentValidity())
                                            .toInstant()
                                            .isAfter(now);
                    case Entry.Customer(var _, CustomerRelation it) ->
                            it.ended()
                                    .map(end -> end.plus(policy.customerValidity()).isAfter(today))
                                    .orElse(true);
                    case Entry.Subscribed _ -> true;
                };
    }
}
