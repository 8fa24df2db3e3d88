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

    /// The names of what is not well; none: the gate can do its work.
    List<String> failing() {
        return health.checks().stream().filter(check -> !check.ok()).map(Check::name).toList();
    }

    /// The registers as they stand in memory.
    List<RegisterCard> registers() {
        return knowledge.looks().stream().map(this::card).toList();
    }

    /// Everything to be told, the worst first.
    ///
    /// @param failing as [#failing] told
    /// @param bypasses dials past the gate today
    List<Alarm> all(List<String> failing, long bypasses) {
        List<Alarm> all = new ArrayList<>();
        if (!failing.isEmpty()) {
            all.add(Alarm.notReady(failing));
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
