package se.ringvakt.web.api;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.register.RegisterWatch.Look;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;
import se.ringvakt.watch.Supervision;
import se.ringvakt.web.Health;
import se.ringvakt.web.Health.Check;
import se.ringvakt.web.api.Alarm.Code;
import se.ringvakt.web.api.Now.RegisterCard;

/// What must be looked at now. Reads memory alone, but for what the health checks read.
final class Alarms {
    private final Site site;
    private final LiveKnowledge knowledge;
    private final Supervision supervision;
    private final Health health;
    private final Map<String, Site.Register> registers;

    Alarms(Site site, LiveKnowledge knowledge, Supervision supervision, Health health) {
        this.site = site;
        this.knowledge = knowledge;
        this.supervision = supervision;
        this.health = health;
        this.registers =
                site.registers().stream()
                        .collect(Collectors.toUnmodifiableMap(Site.Register::name, each -> each));
    }

    /// What is not well.
    ///
    /// @param needed the names of what the gate cannot do its work without; none: it can
    /// @param other the names of what it does its work without
    record Failing(List<String> needed, List<String> other) {}

    Failing failing() {
        List<Check> failing = health.checks().stream().filter(check -> !check.ok()).toList();
        return new Failing(
                failing.stream().filter(Check::needed).map(Check::name).toList(),
                failing.stream().filter(check -> !check.needed()).map(Check::name).toList());
    }

    /// The registers as they stand in memory.
    List<RegisterCard> registers() {
        return knowledge.looks().stream().map(this::card).toList();
    }

    /// Everything to be told, the worst first.
    ///
    /// @param failing as [#failing] told
    /// @param bypasses dials past the gate today
    List<Alarm> all(Failing failing, long bypasses) {
        List<Alarm> all = new ArrayList<>();
        if (!failing.needed().isEmpty()) {
            all.add(Alarm.notReady(failing.needed()));
        }
        if (!failing.other().isEmpty()) {
            all.add(Alarm.degraded(failing.other()));
        }
        if (!knowledge.isFresh()) {
            all.add(Alarm.of(Code.KNOWLEDGE_OLD));
        }
        if (bypasses > 0) {
            all.add(Alarm.bypasses(bypasses));
        }
        registers().forEach(card -> add(card, all));
        supervision.switches().stream()
                .filter(each -> !each.up())
                .map(each -> Alarm.down(each.name(), Times.offset(each.since(), site.zone())))
                .forEach(all::add);
        if (!supervision.isOn()) {
            all.add(Alarm.of(Code.WATCH_OFF));
        }
        Rehearsal.Extent rehearsal =
                site.rehearsal().extent(knowledge.campaigns().campaigns().values());
        if (rehearsal.any()) {
            all.add(Alarm.rehearsal(rehearsal));
        }
        all.sort(Comparator.comparing(Alarm::level));
        return List.copyOf(all);
    }

    private static void add(RegisterCard card, List<Alarm> all) {
        long left = card.daysLeft().orElse(0L);
        if (left == 0) {
            all.add(Alarm.of(Code.REGISTER_STALE, card));
        } else if (left <= Freshness.SOON_DAYS) {
            all.add(Alarm.of(Code.REGISTER_SOON, card));
        }
        if (card.overdueSince().isPresent()) {
            all.add(Alarm.of(Code.REGISTER_OVERDUE, card));
        }
        if (card.problem().isPresent()) {
            all.add(Alarm.of(Code.REGISTER_REFUSED, card));
        }
    }

    private RegisterCard card(Look look) {
        Optional<RegisterVersion> version = look.inForce();
        Optional<Freshness> fresh =
                Optional.ofNullable(registers.get(look.register()))
                        .flatMap(each -> version.map(v -> each.freshness(v.updated(), site)));
        return new RegisterCard(
                look.register(),
                version.map(RegisterVersion::id),
                version.map(RegisterVersion::updated),
                fresh.map(Freshness::ageDays),
                fresh.map(Freshness::lastDay),
                fresh.map(Freshness::daysLeft),
                version.map(RegisterVersion::count),
                fresh.flatMap(Freshness::overdueSince),
                Optional.of(look.problem()).filter(text -> !text.isEmpty()));
    }
}
