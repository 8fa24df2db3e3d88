package se.ringvakt.web.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;
import se.ringvakt.watch.Presence;
import se.ringvakt.watch.Supervision;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// The agents who dialled in a period, or hold an attempt now: whether they are there, and how
/// often they rang too short.
public final class AgentApi {
    private final Site site;
    private final Gate gate;
    private final Knowledge knowledge;
    private final Supervision supervision;
    private final Counts counts;

    public AgentApi(
            Site site, Gate gate, Knowledge knowledge, Supervision supervision, Counts counts) {
        this.site = site;
        this.gate = gate;
        this.knowledge = knowledge;
        this.supervision = supervision;
        this.counts = counts;
    }

    /// Offers it.
    public void offer(Operations operations) {
        operations.on("listAgents", this::list);
    }

    /// The answer.
    private record Agents(OffsetDateTime from, OffsetDateTime to, List<AgentRow> items) {}

    /// One agent.
    ///
    /// @param onLine empty: no switch tells
    /// @param attempt the one they hold; empty: none
    /// @param stoppedToday they gave up too soon too often today, and may not dial
    /// @param rang of the dials of the period, those of which it is known that they rang
    /// @param breaches of the period, held against the agent
    /// @param breachRate breaches among what rang; empty: nothing rang
    private record AgentRow(
            String agent,
            Optional<Boolean> onLine,
            Optional<String> attempt,
            boolean stoppedToday,
            long breachesToday,
            long dials,
            long allowed,
            long denied,
            long met,
            long silent,
            long rang,
            long breaches,
            Optional<Double> breachRate) {}

    private Reply list(Ask ask) {
        Sought sought = new Sought(ask, site, knowledge.campaigns());
        Instant from =
                sought.time("from")
                        .orElseGet(() -> site.today().atStartOfDay(site.zone()).toInstant());
        Instant to = sought.time("to").orElseGet(site::now);
        sought.inOrder(Optional.of(from), Optional.of(to));
        Query query = Query.of(from, to, Group.AGENT);
        return Reply.ok(
                new Agents(
                        Times.offset(query.from(), site.zone()),
                        Times.offset(query.to(), site.zone()),
                        rows(counts.count(query))));
    }

    private List<AgentRow> rows(List<Row> found) {
        Map<String, Row> counted = new HashMap<>();
        found.forEach(row -> counted.put(row.key(), row));
        // Calls without an agent are nobody's.
        counted.remove("");
        Map<AgentId, AttemptId> leases = gate.leases();
        Map<AgentId, Integer> breaches = gate.breachesToday();
        TreeSet<String> names = new TreeSet<>(counted.keySet());
        leases.keySet().forEach(agent -> names.add(agent.value()));
        breaches.keySet().forEach(agent -> names.add(agent.value()));
        Optional<Presence> there = supervision.presence();
        int most = site.policies().at(site.now()).policy().agentBreachesMost();
        return names.stream()
                .map(name -> {
                    AgentId agent = new AgentId(name);
                    int today = breaches.getOrDefault(agent, 0);
                    return row(
                            name,
                            there.map(presence -> presence.isOnLine(agent)),
                            Optional.ofNullable(leases.get(agent)).map(AttemptId::toString),
                            most > 0 && today >= most,
                            today,
                            Optional.ofNullable(counted.get(name)));
                })
                .toList();
    }

    private static AgentRow row(
            String name,
            Optional<Boolean> onLine,
            Optional<String> attempt,
            boolean stopped,
            long today,
            Optional<Row> row) {
        Optional<Counts.Outcomes> became = row.map(Row::outcomes);
        long rang = became.map(Counts.Outcomes::rang).orElse(0L);
        long breaches = became.map(Counts.Outcomes::breaches).orElse(0L);
        return new AgentRow(
                name,
                onLine,
                attempt,
                stopped,
                today,
                row.map(Row::dials).orElse(0L),
                row.map(Row::allowed).orElse(0L),
                row.map(Row::denied).orElse(0L),
                became.map(Counts.Outcomes::met).orElse(0L),
                became.map(Counts.Outcomes::silent).orElse(0L),
                rang,
                breaches,
                HistoryRow.share(breaches, rang));
    }
}
