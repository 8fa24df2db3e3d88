package se.ringvakt.config;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.Schedule;
import se.ringvakt.retention.Schedule.Line;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;

/// The section `retention` as it is written.
record RetentionSection(
        String at,
        String request,
        Line attempts,
        Line denials,
        Line bypasses,
        Line recordings,
        Line offers,
        Line objections,
        Line listChanges,
        Ending exemptions,
        Line deliveries,
        Line evidence) {
    /// Beyond the time for which something ended still exempts: as long as a call made by it is on
    /// record.
    private static final Period AFTERWARDS = Period.ofMonths(6);

    private static final LocalDate ANY_DAY = LocalDate.of(2027, 1, 1);

    /// A line whose period may be left to the policy.
    ///
    /// @param keep empty: as long as the policy needs, and half a year more
    record Ending(String keep, String why) {}

    /// @param recordingsKeep what `recordings.keep` says; empty: nothing
    /// @throws IllegalArgumentException when something in it is not as it should be, or shorter
    ///   than a rule looks back
    Schedule schedule(String recordingsKeep, Policies policies) {
        Map<Kept, Line> lines = new EnumMap<>(Kept.class);
        lines.put(Kept.ATTEMPTS, attempts);
        lines.put(Kept.DENIALS, denials);
        lines.put(Kept.BYPASSES, bypasses);
        lines.put(Kept.RECORDINGS, new Line(recordings(recordingsKeep), recordings.why()));
        lines.put(Kept.OFFERS, offers);
        lines.put(Kept.OBJECTIONS, objections);
        lines.put(Kept.LIST_CHANGES, listChanges);
        lines.put(Kept.EXEMPTIONS, new Line(exempting(policies), exemptions.why()));
        lines.put(Kept.DELIVERIES, deliveries);
        lines.put(Kept.EVIDENCE, evidence);
        Schedule schedule = new Schedule(time(), lines, request(policies));
        policies.all().forEach(policy -> refuseShort(schedule, policy));
        return schedule;
    }

    private Period recordings(String keep) {
        return keep.isBlank() ? recordings.keep() : period("recordings.keep", keep, "P6M");
    }

    /// Where nothing is said, as long as the rules of this country need it.
    private Period request(Policies policies) {
        if (!request.isBlank()) {
            return period("request", request, "P3M");
        }
        return longest(
                policies.all().stream()
                        .flatMap(
                                policy -> Stream.of(days(policy.period()), policy.callBackKept())));
    }

    private Period exempting(Policies policies) {
        if (!exemptions.keep().isBlank()) {
            return period("exemptions.keep", exemptions.keep(), "P18M");
        }
        return longest(policies.all().stream().map(Policy::customerValidity)).plus(AFTERWARDS);
    }

    private static Period longest(Stream<Period> periods) {
        return periods.max(Comparator.comparing(ANY_DAY::plus)).orElseThrow();
    }

    private static Period period(String key, String text, String example) {
        try {
            return Period.parse(text);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    key + ": " + text + " (expected: a period like " + example + ")", e);
        }
    }

    private LocalTime time() {
        try {
            return LocalTime.parse(at);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "at: " + at + " (expected: a time of day like 03:30)", e);
        }
    }

    private static void refuseShort(Schedule schedule, Policy policy) {
        Period limits = days(policy.period());
        for (Kept kept : new Kept[] {Kept.ATTEMPTS, Kept.DENIALS}) {
            schedule.atLeast(
                    kept, policy.callBackKept(), "while a shown number must lead back to us");
        }
        schedule.atLeast(Kept.ATTEMPTS, limits, "which the limits of attempts look back");
        schedule.atLeast(Kept.OFFERS, policy.offerPeriod(), "which the limit of offers looks back");
        schedule.atLeast(
                Kept.EXEMPTIONS,
                policy.customerValidity(),
                "for which a relation exempts after its end");
        schedule.requestAtLeast(limits, "which the limits of attempts look back");
        schedule.requestAtLeast(policy.callBackKept(), "while a shown number must lead back to us");
    }

    private static Period days(Duration time) {
        return Period.ofDays((int) Math.ceilDiv(time.toSeconds(), Duration.ofDays(1).toSeconds()));
    }
}
