package se.ringvakt.rule;

import static java.util.stream.Collectors.toCollection;
import static java.util.stream.Collectors.toSet;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Subscription;

/// The rules once more, slowly and straight from the reference: the table's rows one by one, and
/// the next permitted time by trying every instant at which anything could change.
final class SlowModel {
    private static final Set<Reason> NEVER_OR_OPEN =
            EnumSet.of(
                    Reason.STOPPED,
                    Reason.FOREIGN_NUMBER,
                    Reason.CALLER_ID,
                    Reason.REGISTER_STALE,
                    Reason.NOT_COVERED,
                    Reason.LISTED,
                    Reason.NO_CONSENT,
                    Reason.AGENT_REQUIRED,
                    Reason.AGENT_BUSY);
    private static final Duration AHEAD = Duration.ofDays(400);

    private final Policies policies;
    private final ZoneId zone;

    SlowModel(Policies policies) {
        this.policies = policies;
        this.zone = policies.zone();
    }

    Set<Reason> reasons(Facts facts, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, zone);
        Policy policy = policies.at(now).policy();
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        if (facts.stopped()) {
            reasons.add(Reason.STOPPED);
        }
        if (isForeign(facts) && !facts.campaign().foreignNumbers()) {
            reasons.add(Reason.FOREIGN_NUMBER);
        }
        if (today.isBefore(facts.campaign().firstDay())
                || today.isAfter(facts.campaign().lastDay())) {
            reasons.add(Reason.CAMPAIGN_CLOSED);
        }
        if (facts.request().withheld() || showable(facts).isEmpty()) {
            reasons.add(Reason.CALLER_ID);
        }
        if (blockExpiries(facts).anyMatch(expires -> now.isBefore(expires))) {
            reasons.add(Reason.BLOCKED);
        }
        reasons.addAll(registers(facts, now, today, policy));
        boolean counts =
                policy.customerCountsAsConsent().contains(facts.campaign().principal().type())
                        && isAnyCustomer(facts, today, policy);
        boolean wantsConsent =
                facts.request().kind() == Kind.ROBOT
                        || facts.request().kind() == Kind.UNKNOWN
                        || (policy.consentFirst() && !isBusiness(facts, policy) && !counts);
        if (wantsConsent && consents(facts, now).findAny().isEmpty()) {
            reasons.add(Reason.NO_CONSENT);
        }
        reasons.addAll(limits(facts, now, policy));
        if (policy.closedDays().isClosed(today)) {
            reasons.add(Reason.HOLIDAY);
        }
        if (!isOpen(facts, now, policy)) {
            reasons.add(Reason.OUTSIDE_HOURS);
        }
        reasons.addAll(agents(facts));
        return reasons;
    }

    Optional<Instant> retryAt(Facts facts, Instant now) {
        Set<Reason> standing = reasons(facts, now);
        boolean forever =
                blockExpiries(facts).anyMatch(Instant.MAX::equals)
                        || LocalDate.ofInstant(now, zone).isAfter(facts.campaign().lastDay());
        if (forever || standing.stream().anyMatch(NEVER_OR_OPEN::contains)) {
            return Optional.empty();
        }
        return borders(facts, now).subSet(now, now.plus(AHEAD).plusMillis(1)).stream()
                .filter(instant -> reasons(facts, instant).isEmpty())
                .findFirst();
    }

    /// Every instant at which a verdict can change, and a millisecond to each side.
    SortedSet<Instant> borders(Facts facts, Instant now) {
        TreeSet<Instant> borders = new TreeSet<>();
        LocalDate today = LocalDate.ofInstant(now, zone);
        for (LocalDate day = today.minusDays(1);
                day.isBefore(today.plusDays(402));
                day = day.plusDays(1)) {
            borders.add(day.atStartOfDay(zone).toInstant());
            Policy policy = policies.at(day.atTime(12, 0).atZone(zone).toInstant()).policy();
            for (WeeklyHours hours : List.of(policy.hours(), policy.companyHours())) {
                Optional<WeeklyHours.Hours> ofDay = hours.on(day.getDayOfWeek());
                if (ofDay.isPresent()) {
                    borders.add(day.atTime(ofDay.get().open()).atZone(zone).toInstant());
                    Instant close = day.atTime(ofDay.get().close()).atZone(zone).toInstant();
                    borders.add(close);
                    borders.add(close.minus(policy.shortestTimeout()));
                }
            }
        }
        policies(now).forEach(policy -> addAttempts(borders, facts, policy));
        policies(now).forEach(policy -> addExemptions(borders, facts, policy));
        blockExpiries(facts).filter(end -> !end.equals(Instant.MAX)).forEach(borders::add);
        return borders.stream()
                .flatMap(border -> Stream.of(border.minusMillis(1), border, border.plusMillis(1)))
                .collect(toCollection(TreeSet::new));
    }

    private Stream<Policy> policies(Instant now) {
        return Stream.iterate(now, day -> day.plus(Duration.ofDays(1)))
                .limit(402)
                .map(day -> policies.at(day).policy())
                .distinct();
    }

    private void addAttempts(Set<Instant> borders, Facts facts, Policy policy) {
        for (Counted attempt : facts.history().counted()) {
            borders.add(attempt.start());
            borders.add(attempt.start().plus(policy.period()));
            borders.add(attempt.start().plus(policy.attemptMax()));
            borders.add(attempt.start().plus(policy.spacing()));
            borders.add(attempt.start().atZone(zone).plus(policy.offerPeriod()).toInstant());
            attempt.end().ifPresent(end -> borders.add(end.plus(policy.spacing())));
        }
    }

    private void addExemptions(Set<Instant> borders, Facts facts, Policy policy) {
        for (Consent consent : facts.known().consents()) {
            borders.add(consent.given());
            borders.add(consent.given().atZone(zone).plus(policy.consentValidity()).toInstant());
            consent.withdrawn().ifPresent(borders::add);
        }
    }

    private boolean isForeign(Facts facts) {
        return !facts.number().international().startsWith("+" + policies.country().digits());
    }

    private static Optional<PhoneNumber> showable(Facts facts) {
        return facts.campaign().callerIds().stream()
                .filter(id -> id.callBack())
                .map(id -> id.number())
                .filter(number ->
                        facts.request().callerId().map(asked -> asked.equals(number)).orElse(true))
                .findFirst();
    }

    /// Of the blocks that bind this campaign; the end of time for those without.
    private static Stream<Instant> blockExpiries(Facts facts) {
        return facts.known().blocks().stream()
                .filter(block ->
                        block.principal()
                                .map(facts.campaign().principal().id()::equals)
                                .orElse(true))
                .map(block -> block.expires().orElse(Instant.MAX));
    }

    private Set<Reason> registers(Facts facts, Instant now, LocalDate today, Policy policy) {
        boolean business = isBusiness(facts, policy);
        boolean foreign = isForeign(facts) && facts.campaign().foreignNumbers();
        boolean consent =
                consents(facts, now)
                        .anyMatch(each ->
                                now.isBefore(
                                        each.given()
                                                .atZone(zone)
                                                .plus(policy.consentValidity())
                                                .toInstant()));
        boolean customer =
                policy.customerExempts().contains(facts.campaign().principal().type())
                        && isAnyCustomer(facts, today, policy);
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        boolean none = !policy.registerRequired();
        if (none || !isBound(facts, policy) || business || foreign || consent || customer) {
            return reasons;
        }
        if (facts.registers().isEmpty()) {
            reasons.add(Reason.REGISTER_STALE);
        }
        facts.registers()
                .forEach(answer -> {
                    LocalDate until =
                            answer.updated()
                                    .map(day ->
                                            day.plus(
                                                    answer.validity()
                                                            .orElse(policy.registerValidity())))
                                    .orElse(LocalDate.MIN);
                    if (!today.isBefore(until)) {
                        reasons.add(Reason.REGISTER_STALE);
                    }
                    if (answer.updated().isPresent() && !answer.covered()) {
                        reasons.add(Reason.NOT_COVERED);
                    }
                    if (answer.listed()) {
                        reasons.add(Reason.LISTED);
                    }
                });
        return reasons;
    }

    private static boolean isBusiness(Facts facts, Policy policy) {
        return facts.campaign().aboutBusiness()
                && switch (facts.known().subscription()) {
                    case CONSUMER -> false;
                    case SOLE_TRADER -> policy.businessExempts().contains(Subscription.SOLE_TRADER);
                    case COMPANY -> policy.businessExempts().contains(Subscription.COMPANY);
                };
    }

    private static boolean isAnyCustomer(Facts facts, LocalDate today, Policy policy) {
        return facts.known().relations().stream()
                .anyMatch(relation -> isCustomer(relation, facts, today, policy));
    }

    private static boolean isBound(Facts facts, Policy policy) {
        Set<Purpose> regulated = EnumSet.of(Purpose.SALES, Purpose.MARKETING, Purpose.FUNDRAISING);
        return regulated.contains(facts.campaign().purpose()) || !policy.publicInterestExempt();
    }

    private static Stream<Consent> consents(Facts facts, Instant now) {
        return facts.known().consents().stream()
                .filter(each -> each.principal().equals(facts.campaign().principal().id()))
                .filter(each -> !each.given().isAfter(now))
                .filter(each -> each.withdrawn().map(now::isBefore).orElse(true));
    }

    private static boolean isCustomer(
            CustomerRelation relation, Facts facts, LocalDate today, Policy policy) {
        boolean goods =
                relation.goods().isEmpty()
                        || facts.campaign().goods().isEmpty()
                        || relation.goods().equals(facts.campaign().goods());
        LocalDate until =
                relation.ended()
                        .map(ended -> ended.plus(policy.customerValidity()))
                        .orElse(LocalDate.MAX);
        return relation.principal().equals(facts.campaign().principal().id())
                && goods
                && !relation.since().isAfter(today)
                && today.isBefore(until);
    }

    private Set<Reason> limits(Facts facts, Instant now, Policy policy) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        LocalDate today = LocalDate.ofInstant(now, zone);
        CampaignId campaign = facts.campaign().id();
        boolean waived = policy.debtWaivesLimits() && facts.history().debts().contains(campaign);
        if (isBound(facts, policy) && otherOffers(facts, now, policy) >= policy.offerCampaigns()) {
            reasons.add(Reason.OFFER_LIMIT);
        }
        long inPeriod =
                own(facts).filter(each -> each.start().isAfter(now.minus(policy.period()))).count();
        if (!waived && inPeriod >= policy.attemptsPerPeriod()) {
            reasons.add(Reason.PERIOD_LIMIT);
        }
        long onDay =
                own(facts)
                        .map(each -> LocalDate.ofInstant(each.start(), zone))
                        .filter(day -> !day.isBefore(today))
                        .count();
        if (!waived && onDay >= policy.attemptsPerDay()) {
            reasons.add(Reason.DAILY_LIMIT);
        }
        boolean tooSoon =
                own(facts)
                        .map(each -> lastKnown(each).plus(policy.spacing()))
                        .anyMatch(now::isBefore);
        boolean open =
                facts.history().counted().stream()
                        .filter(each -> each.end().isEmpty())
                        .anyMatch(each -> now.isBefore(each.start().plus(policy.attemptMax())));
        if (open || (tooSoon && !waived)) {
            reasons.add(Reason.SPACING);
        }
        return reasons;
    }

    private static Stream<Counted> own(Facts facts) {
        return facts.history().counted().stream()
                .filter(each -> each.campaign().equals(facts.campaign().id()));
    }

    private static Instant lastKnown(Counted attempt) {
        return Stream.of(attempt.start(), attempt.end().orElse(attempt.start()))
                .max(Instant::compareTo)
                .orElseThrow();
    }

    private int otherOffers(Facts facts, Instant now, Policy policy) {
        return facts.history().counted().stream()
                .filter(each -> facts.campaign().offer().isPresent())
                .filter(each -> each.offer().equals(facts.campaign().offer()))
                .filter(each -> !each.campaign().equals(facts.campaign().id()))
                .filter(each ->
                        now.isBefore(
                                each.start().atZone(zone).plus(policy.offerPeriod()).toInstant()))
                .map(Counted::campaign)
                .collect(toSet())
                .size();
    }

    /// The shortest permit must begin and end within one day's hours.
    private boolean isOpen(Facts facts, Instant now, Policy policy) {
        WeeklyHours week =
                facts.known().subscription() == Subscription.COMPANY
                        ? policy.companyHours()
                        : policy.hours();
        LocalDateTime begin = LocalDateTime.ofInstant(now, zone);
        LocalDateTime end = LocalDateTime.ofInstant(now.plus(policy.shortestTimeout()), zone);
        Optional<WeeklyHours.Hours> hours = week.on(begin.getDayOfWeek());
        if (hours.isEmpty()) {
            return false;
        }
        LocalTime close = hours.get().close();
        boolean within =
                !begin.toLocalTime().isBefore(hours.get().open())
                        && begin.toLocalTime().isBefore(close);
        boolean fits = !end.isAfter(begin.toLocalDate().atTime(close));
        return within && (fits || !policy.mustFit());
    }

    private static Set<Reason> agents(Facts facts) {
        Set<Reason> reasons = EnumSet.noneOf(Reason.class);
        boolean owed = facts.history().debts().contains(facts.campaign().id());
        if (facts.request().kind() == Kind.ROBOT && !owed) {
            return reasons;
        }
        if (facts.agent().agent().isEmpty() || !facts.agent().onLine()) {
            reasons.add(Reason.AGENT_REQUIRED);
        }
        if (facts.agent().busy()) {
            reasons.add(Reason.AGENT_BUSY);
        }
        return reasons;
    }
}
