package se.ringvakt.web.api;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import se.ringvakt.call.CampaignId;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.report.Counts;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// What has been, counted.
public final class HistoryApi {
    private static final Map<String, Group> GROUPS =
            Map.of(
                    "minute", Group.MINUTE,
                    "hour", Group.HOUR,
                    "day", Group.DAY,
                    "weekday-hour", Group.WEEKDAY_HOUR,
                    "campaign", Group.CAMPAIGN,
                    "principal", Group.CAMPAIGN,
                    "agent", Group.AGENT,
                    "reason", Group.REASON);

    private final Site site;
    private final Knowledge knowledge;
    private final Counts counts;

    public HistoryApi(Site site, Knowledge knowledge, Counts counts) {
        this.site = site;
        this.knowledge = knowledge;
        this.counts = counts;
    }

    /// Offers it.
    public void offer(Operations operations) {
        operations.on("history", this::history).on("exportHistory", this::export);
    }

    /// The answer.
    ///
    /// @param by what each row counts
    private record History(
            String by,
            OffsetDateTime from,
            OffsetDateTime to,
            List<HistoryRow> rows,
            HistoryRow total) {}

    private Reply history(Ask ask) {
        return Reply.ok(read(ask));
    }

    private Reply export(Ask ask) {
        History history = read(ask);
        List<String> reasons = history.total().reasons().keySet().stream().sorted().toList();
        List<String> columns = new ArrayList<>();
        columns.add(history.by());
        columns.addAll(
                List.of(
                        "dials",
                        "allowed",
                        "denied",
                        "answered",
                        "met",
                        "silent",
                        "breaches",
                        "rehearsed"));
        columns.addAll(reasons);
        return SafeCsv.reply(
                "history.csv",
                columns,
                csv -> history.rows().forEach(row -> write(row, reasons, csv)));
    }

    private static void write(HistoryRow row, List<String> reasons, SafeCsv csv) {
        List<Object> cells = new ArrayList<>();
        cells.addAll(
                List.of(
                        row.key(),
                        row.dials(),
                        row.allowed(),
                        row.denied(),
                        row.answered(),
                        row.met(),
                        row.silent(),
                        row.breaches(),
                        row.rehearsed()));
        reasons.forEach(code -> cells.add(row.reasons().getOrDefault(code, 0L)));
        csv.row(cells.toArray());
    }

    private History read(Ask ask) {
        String by = ask.query("by").orElse("hour");
        Group group = GROUPS.get(by);
        if (group == null) {
            throw Problem.unprocessable(
                    "by: "
                            + by
                            + " (expected: "
                            + String.join(", ", GROUPS.keySet().stream().sorted().toList())
                            + ")");
        }
        Campaigns campaigns = knowledge.campaigns();
        Query query = query(new Sought(ask, site, campaigns), group);
        List<Row> found = counts.count(query);
        return new History(
                by,
                Times.offset(query.from(), site.zone()),
                Times.offset(query.to(), site.zone()),
                rows(by, found, campaigns),
                HistoryRow.of("", counts.totals(query)));
    }

    private Query query(Sought sought, Group group) {
        Instant from =
                sought.time("from")
                        .orElseGet(() -> site.today().atStartOfDay(site.zone()).toInstant());
        Instant to = sought.time("to").orElseGet(site::now);
        sought.inOrder(Optional.of(from), Optional.of(to));
        Query query = Query.of(from, to, group);
        Set<Reason> reasons = sought.reasons();
        query = reasons.isEmpty() ? query : query.because(reasons);
        if (sought.inCampaigns().isPresent()) {
            query = query.in(sought.inCampaigns().get());
        }
        return sought.text("agent").map(query::by).orElse(query);
    }

    private List<HistoryRow> rows(String by, List<Row> found, Campaigns campaigns) {
        return switch (by) {
            case "principal" -> summed(found, row -> principal(row, campaigns));
            case "campaign" -> summed(found, row -> CampaignNames.masked(row.key(), campaigns));
            case "minute", "hour" -> found.stream().map(this::timed).toList();
            default -> found.stream().map(row -> HistoryRow.of(row.key(), row)).toList();
        };
    }

    private HistoryRow timed(Row row) {
        return HistoryRow.of(Times.offset(Instant.parse(row.key()), site.zone()).toString(), row);
    }

    /// Campaigns that there are not, and never were, are nobody's.
    private static String principal(Row row, Campaigns campaigns) {
        return campaigns
                .find(new CampaignId(row.key()))
                .map(campaign -> campaign.principal().id().value())
                .orElse("");
    }

    private static List<HistoryRow> summed(List<Row> found, Function<Row, String> key) {
        Map<String, List<HistoryRow>> rows = new LinkedHashMap<>();
        for (Row row : found) {
            rows.computeIfAbsent(key.apply(row), _ -> new ArrayList<>())
                    .add(HistoryRow.of("", row));
        }
        return rows.entrySet().stream()
                .map(each -> HistoryRow.sum(each.getKey(), each.getValue()))
                .sorted(Comparator.comparingLong(HistoryRow::dials).reversed())
                .toList();
    }
}
