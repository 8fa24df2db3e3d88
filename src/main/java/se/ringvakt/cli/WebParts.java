package se.ringvakt.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import se.ringvakt.access.Access;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.hook.Event;
import se.ringvakt.hook.Hooks;
import se.ringvakt.ledger.report.LedgerReports;
import se.ringvakt.ledger.report.ReportRolling;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.InboxEvent;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.watch.Supervision;
import se.ringvakt.web.Broadcast;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Traffic;
import se.ringvakt.web.api.AccountApi;
import se.ringvakt.web.api.AgentApi;
import se.ringvakt.web.api.AttemptApi;
import se.ringvakt.web.api.AuditApi;
import se.ringvakt.web.api.CallsApi;
import se.ringvakt.web.api.CampaignApi;
import se.ringvakt.web.api.DecisionApi;
import se.ringvakt.web.api.DialApi;
import se.ringvakt.web.api.EvidenceApi;
import se.ringvakt.web.api.ExplainApi;
import se.ringvakt.web.api.FirstSight;
import se.ringvakt.web.api.Handles;
import se.ringvakt.web.api.HistoryApi;
import se.ringvakt.web.api.HookApi;
import se.ringvakt.web.api.HookIncidents;
import se.ringvakt.web.api.JobLimits;
import se.ringvakt.web.api.Jobs;
import se.ringvakt.web.api.ListApi;
import se.ringvakt.web.api.ListChangeApi;
import se.ringvakt.web.api.LiveFeed;
import se.ringvakt.web.api.NowApi;
import se.ringvakt.web.api.NowReader;
import se.ringvakt.web.api.NumberApi;
import se.ringvakt.web.api.PreviewApi;
import se.ringvakt.web.api.PrincipalApi;
import se.ringvakt.web.api.ReasonApi;
import se.ringvakt.web.api.ReceiptApi;
import se.ringvakt.web.api.RegisterApi;
import se.ringvakt.web.api.RemovalApi;
import se.ringvakt.web.api.RevealApi;
import se.ringvakt.web.api.StopApi;
import se.ringvakt.web.api.TokenApi;
import se.ringvakt.web.api.UserApi;
import se.ringvakt.web.api.WashApi;
import se.ringvakt.web.server.WebServer;

/// The API and the dashboard of a running gate, and what they stand on: counts of decisions, jobs,
/// webhooks, the live feed. Closing ends them in the order in which they need each other.
final class WebParts implements AutoCloseable {
    private static final Contract CONTRACT =
            Contract.of(
                    "session",
                    "now",
                    "decisions",
                    "history",
                    "explanations",
                    "reasons",
                    "numbers",
                    "dials",
                    "campaigns",
                    "stops",
                    "lists",
                    "registers",
                    "washes",
                    "receipts",
                    "account",
                    "calls",
                    "agents",
                    "reveals",
                    "users",
                    "audit",
                    "hooks",
                    "evidence");

    private final LedgerReports reports;
    private final ReportRolling rolling;
    private final Jobs jobs;
    private final Hooks hooks;
    private final WebServer server;
    private final LiveFeed feed;

    /// The gate they are about.
    ///
    /// @param evidence why no evidence is being recorded; empty: it is
    /// @param metrics as Prometheus reads them
    record Around(
            InstalledSite site,
            Gate gate,
            LiveKnowledge knowledge,
            OptOuts optOuts,
            Supervision supervision,
            Supplier<Optional<String>> evidence,
            Supplier<String> metrics) {}

    private WebParts(Around around) {
        InstalledSite site = around.site();
        ServingHealth health = new ServingHealth(site, around.knowledge(), around.evidence());
        health.show(site.meters());
        reports = site.openReports();
        rolling = ReportRolling.start(reports);
        jobs = Jobs.open(site.all().state().resolve("jobs"), JobLimits.USUAL, site.clock());
        jobs.show(site.meters());
        hooks = Hooks.start(site.hooks(), site.all().hooks(), site.clock(), site.meters());
        NowReader now =
                new NowReader(
                        site,
                        around.gate(),
                        around.knowledge(),
                        around.supervision(),
                        reports.counts(),
                        health);
        server =
                WebServer.start(
                        site.all().web(),
                        new WebServer.Parts(
                                operations(around, now),
                                CONTRACT,
                                site.access(),
                                site.all().access(),
                                site.idempotency(),
                                health,
                                around.metrics(),
                                firstSight(around, now),
                                traffic(site.meters()),
                                site.all().state(),
                                site.clock()));
        feed = feed(around, now, server.broadcast());
        site.meters().show(Meter.STREAMS_OPEN, server::streams);
    }

    /// Starts them, listening last.
    static WebParts start(Around around) {
        return new WebParts(around);
    }

    private static Traffic traffic(Meters meters) {
        return (route, status, began) -> {
            meters.count(Meter.REQUESTS, route, Integer.toString(status));
            meters.timer(Meter.REQUEST_TIME, route).since(began);
        };
    }

    private Supplier<Map<String, Object>> firstSight(Around around, NowReader now) {
        return new FirstSight(now, reports.decisions(), around.knowledge(), around.site().zone());
    }

    private LiveFeed feed(Around around, NowReader now, Broadcast broadcast) {
        LiveFeed made =
                new LiveFeed(
                        around.site(),
                        around.knowledge(),
                        reports.decisions(),
                        now,
                        broadcast,
                        new HookIncidents(
                                hooks,
                                hooks::anyWanted,
                                around.knowledge()::campaigns,
                                around.site().clock()),
                        around.site().ledger()::isOwn);
        around.gate().outcomes().tell(made);
        around.supervision().tell(made);
        made.start();
        return made;
    }

    private Operations operations(Around around, NowReader now) {
        Operations operations = new Operations();
        happenings(around, now, operations);
        calls(around, operations);
        lists(around, operations);
        files(around.site(), operations);
        people(around.site(), operations);
        return operations;
    }

    /// What happens and has happened.
    private void happenings(Around around, NowReader now, Operations operations) {
        InstalledSite site = around.site();
        LiveKnowledge knowledge = around.knowledge();
        new NowApi(now).offer(operations);
        new DecisionApi(site, knowledge, reports.decisions()).offer(operations);
        new HistoryApi(site, knowledge, reports.counts()).offer(operations);
        new CallsApi(site, knowledge).offer(operations);
        new AgentApi(site, around.gate(), knowledge, around.supervision(), reports.counts())
                .offer(operations);
    }

    /// What a dialler asks, and why it is answered so.
    private static void calls(Around around, Operations operations) {
        InstalledSite site = around.site();
        new ExplainApi(site, around.knowledge()).offer(operations);
        new ReasonApi().offer(operations);
        new DialApi(site, around.gate(), around.knowledge()).offer(operations);
        new AttemptApi(site, around.gate(), around.optOuts()).offer(operations);
    }

    /// Campaigns, stops, and what is said of numbers.
    private void lists(Around around, Operations operations) {
        InstalledSite site = around.site();
        LiveKnowledge knowledge = around.knowledge();
        Handles handles = new Handles();
        new CampaignApi(site).offer(operations);
        new PrincipalApi(site).offer(operations);
        new StopApi(site).offer(operations);
        new ListApi(site, knowledge::refresh, handles).offer(operations);
        new RemovalApi(site, knowledge::refresh).offer(operations);
        new ListChangeApi(site, handles).offer(operations);
        DecisionApi decisions = new DecisionApi(site, knowledge, reports.decisions());
        new NumberApi(site, knowledge, handles, decisions::last).offer(operations);
        new EvidenceApi(site).offer(operations);
        new RevealApi(
                        site,
                        reports.decisions(),
                        Map.of("entry", handles::number, "change", handles::number))
                .offer(operations);
    }

    /// Registers and lists that come and go as files.
    private void files(InstalledSite site, Operations operations) {
        new RegisterApi(site, jobs).offer(operations);
        new WashApi(site, jobs).offer(operations);
        new PreviewApi(site, jobs).offer(operations);
        new ReceiptApi(site).offer(operations);
        new AccountApi(site).offer(operations);
    }

    /// Who may do what, who did what, and which programs are told.
    private void people(InstalledSite site, Operations operations) {
        Access access = site.access();
        ZoneId zone = site.zone();
        new UserApi(access, zone).offer(operations);
        new TokenApi(access, zone).offer(operations);
        new AuditApi(access.audit(), zone).offer(operations);
        new HookApi(hooks, zone).offer(operations);
    }

    /// Tells webhooks of a file that a register refused.
    void refused(String register, InboxEvent file, Instant at) {
        hooks.publish(new Event.RegisterRefused(at, register, file.file(), file.text()));
    }

    /// Where browsers and programs ask.
    WebServer server() {
        return server;
    }

    @Override
    public void close() {
        server.close();
        feed.close();
        hooks.close();
        jobs.close();
        rolling.close();
        reports.close();
    }
}
