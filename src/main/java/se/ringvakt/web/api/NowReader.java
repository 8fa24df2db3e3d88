package se.ringvakt.web.api;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.Pulse;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;
import se.ringvakt.watch.Presence;
import se.ringvakt.watch.Supervision;
import se.ringvakt.web.Health;
import se.ringvakt.web.api.Alarms.Failing;
import se.ringvakt.web.api.Now.Agents;
import se.ringvakt.web.api.Now.Figures;
import se.ringvakt.web.api.Now.Minute;
import se.ringvakt.web.api.Now.Stop;
import se.ringvakt.web.api.Now.Switch;
import se.ringvakt.web.api.Now.Today;

/// Gathers how everything stands, once a second at most, however many ask.
///
/// Counts are read once a second; debts, bypasses, stops and health every five seconds; today's
/// agents once a minute; all of it only while somebody asks, and from the files of record, never
/// from the gate. The rest is memory. Thread-safe; blocks; throws
/// [se.ringvakt.ledger.LedgerException] when something cannot be read.
public final class NowReader {
    private static final Duration ONCE = Duration.ofSeconds(1);
    private static final Duration SLOWLY = Duration.ofSeconds(5);
    private static final Duration RARELY = Duration.ofMinutes(1);
    private static final int MINUTES = 60;
    private static final double MILLIS = 1_000;

    private final Site site;
    private final Gate gate;
    private final Supervision supervision;
    private final Counts counts;
    private final Alarms alarms;

    private final Kept<Now> now;
    private final Kept<Slow> slow;
    private final Kept<Set<AgentId>> agentsToday;
    private Speed speed = new Speed(0, 0, 0);

    /// What is read now and then.
    private record Slow(long debts, long bypasses, List<Stop> stops, Failing failing) {}

    /// How quickly decisions come, between two looks.
    private record Speed(long atMillis, long decisions, double perSecond) {}

    public NowReader(
            Site site,
            Gate gate,
            LiveKnowledge knowledge,
            Supervision supervision,
            Counts counts,
            Health health) {
        this.site = site;
        this.gate = gate;
        this.supervision = supervision;
        this.counts = counts;
        this.alarms = new Alarms(site, knowledge, supervision, health);
        this.now = new Kept<>(ONCE, site.clock()::millis, this::read);
        this.slow = new Kept<>(SLOWLY, site.clock()::millis, this::readSlow);
        this.agentsToday = new Kept<>(RARELY, site.clock()::millis, this::readAgents);
    }

    /// How everything stands; at most a second old.
    synchronized Now now() {
        return now.get();
    }

    /// What must be looked at; at most five seconds old, and without the counts: cheap.
    synchronized List<Alarm> alarms() {
        return alarms.all(slow.get().failing(), slow.get().bypasses());
    }

    /// Something has just happened that the next look must show.
    synchronized void happened() {
        now.forget();
        slow.forget();
    }

    private Now read() {
        Instant at = site.now();
        Slow known = slow.get();
        return new Now(
                Times.offset(at, site.zone()),
                known.failing().needed().isEmpty(),
                today(at),
                minutes(at),
                alarms.registers(),
                agents(),
                supervision.switches().stream()
                        .map(each -> new Switch(each.name(), each.up(), shown(each.since())))
                        .toList(),
                figures(),
                known.debts(),
                known.bypasses(),
                known.stops(),
                alarms.all(known.failing(), known.bypasses()));
    }

    private Slow readSlow() {
        return new Slow(
                site.records().debts().size(),
                site.records().bypasses(midnight()).size(),
                site.campaigns().stops().stream().map(this::stop).toList(),
                alarms.failing());
    }

    private Stop stop(CampaignStore.Stop stop) {
        return new Stop(
                stop.campaign().map(CampaignId::value),
                stop.reason(),
                stop.who(),
                shown(stop.since()));
    }

    private Today today(Instant at) {
        Row row = counts.totals(Query.of(midnight(), at.plusMillis(1), Group.DAY));
        long met = row.outcomes().met();
        long silent = row.outcomes().silent();
        long answered = row.outcomes().answered();
        return new Today(
                row.dials(),
                row.allowed(),
                row.denied(),
                row.rehearsed(),
                byCode(row),
                met,
                silent,
                row.outcomes().breaches(),
                HistoryRow.share(silent, answered));
    }

    /// Minutes in which nothing was dialled are there too.
    private List<Minute> minutes(Instant at) {
        Instant last = at.truncatedTo(ChronoUnit.MINUTES);
        Instant first = last.minus(MINUTES - 1, ChronoUnit.MINUTES);
        Map<Instant, Row> rows = new HashMap<>();
        for (Row row : counts.count(Query.of(first, at.plusMillis(1), Group.MINUTE))) {
            rows.put(Instant.parse(row.key()), row);
        }
        List<Minute> minutes = new ArrayList<>(MINUTES);
        for (Instant each = first; !each.isAfter(last); each = each.plus(1, ChronoUnit.MINUTES)) {
            Row row = rows.get(each);
            minutes.add(
                    row == null
                            ? new Minute(shown(each), 0, Map.of())
                            : new Minute(shown(each), row.allowed(), byCode(row)));
        }
        return minutes;
    }

    private static Map<String, Long> byCode(Row row) {
        return HistoryRow.byCode(row.byReason());
    }

    private Agents agents() {
        Set<AgentId> holding = gate.leases().keySet();
        Map<AgentId, Integer> breaches = gate.breachesToday();
        return new Agents(
                supervision.presence().map(there -> onLine(there, holding)),
                holding.size(),
                breaches.values().stream().filter(this::isStopped).count());
    }

    private long onLine(Presence there, Set<AgentId> holding) {
        Set<AgentId> known = new HashSet<>(agentsToday.get());
        known.addAll(holding);
        there.loggedIn().forEach(agent -> known.add(new AgentId(agent)));
        return known.stream().filter(there::isOnLine).count();
    }

    /// An agent with so many breaches today may not dial (§3.2).
    boolean isStopped(int breaches) {
        int most = site.policies().at(site.now()).policy().agentBreachesMost();
        return most > 0 && breaches >= most;
    }

    private Set<AgentId> readAgents() {
        Set<AgentId> agents = new HashSet<>();
        for (Row row : counts.count(Query.of(midnight(), site.now(), Group.AGENT))) {
            if (!row.key().isEmpty()) {
                agents.add(new AgentId(row.key()));
            }
        }
        return agents;
    }

    private Figures figures() {
        Pulse.Figures pulse = gate.pulse().figures();
        long millis = site.clock().millis();
        if (speed.atMillis() > 0 && millis > speed.atMillis()) {
            double perSecond =
                    (pulse.decisions() - speed.decisions()) * MILLIS / (millis - speed.atMillis());
            speed = new Speed(millis, pulse.decisions(), Math.round(perSecond * 10) / 10.0);
        } else {
            speed = new Speed(millis, pulse.decisions(), 0);
        }
        return new Figures(
                pulse.p50Micros(), pulse.p99Micros(), pulse.inFlight(), speed.perSecond());
    }

    private Instant midnight() {
        return site.today().atStartOfDay(site.zone()).toInstant();
    }

    private OffsetDateTime shown(Instant time) {
        return Times.offset(time, site.zone());
    }
}
