package se.ringvakt.cli;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Option;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.rule.Policy;
import se.ringvakt.site.Site;

/// Whether entries are looked for that are in force now, or those that no longer are.
///
/// A block is in force until its expiry; a consent or a customer as long as it lifts the register
/// by the policy's figures (three months, twelve months). A consent that is older still allows
/// robot calls until it is withdrawn.
final class InForce {
    private final Common common;

    @Option(
            names = "--only",
            paramLabel = "WORD",
            description =
                    "active: what is in force now; ended: what has expired, was withdrawn, or is"
                            + " too old.")
    private Optional<String> only = Optional.empty();

    InForce(Common common) {
        this.common = common;
    }

    Predicate<Entry> wanted(Site site) {
        return switch (only.orElse("all")) {
            case "all" -> _ -> true;
            case "active" -> active(site);
            case "ended" -> active(site).negate();
            default ->
                    throw common.misuse(
                            "--only: " + only.get() + " (expected: active, ended or all)");
        };
    }

    /// What is in force now.
    static Predicate<Entry> active(Site site) {
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
