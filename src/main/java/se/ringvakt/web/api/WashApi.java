package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.site.Rewash;
import se.ringvakt.site.Site;
import se.ringvakt.site.WashChoice;
import se.ringvakt.site.Washing;
import se.ringvakt.view.WashView;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// Washes of uploaded lists: ordered, watched, fetched, deleted. The receipt stays when the files
/// are gone.
public final class WashApi {
    static final String WASHED = "file";
    static final String REJECTS = "rejects";
    static final String NEWLY = "newly";

    /// What can come of a job.
    static final List<String> RESULTS = List.of(WASHED, REJECTS, NEWLY);

    private static final String USUAL_NAME = "list.csv";
    private static final Job.Kind[] KINDS = {Job.Kind.WASH, Job.Kind.REWASH};
    private static final String CSV = "text/csv";
    private static final String XLSX =
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private final Site site;
    private final Jobs jobs;

    public WashApi(Site site, Jobs jobs) {
        this.site = site;
        this.jobs = jobs;
    }

    /// Offers `wash`, `rewash`, `listWashes`, `washJob`, `washedFile`, `rejectsFile`, `newlyFile`
    /// and `deleteWash`.
    public void offer(Operations operations) {
        operations
                .on("wash", this::wash)
                .on("rewash", this::rewash)
                .on("listWashes", this::list)
                .on("washJob", this::show)
                .on("washedFile", ask -> file(ask, WASHED, "washed"))
                .on("rejectsFile", ask -> file(ask, REJECTS, "rejects"))
                .on("newlyFile", this::newly)
                .on("deleteWash", this::delete);
    }

    private Reply wash(Ask ask) throws IOException {
        Order order = Order.of(ask, site);
        FileName name = FileName.of(ask, USUAL_NAME);
        Job.Facts job =
                jobs.add(
                        Job.Kind.WASH,
                        ask.caller(),
                        name,
                        ask.file(),
                        facts -> note(ask, "wash", facts, order.shown()),
                        running -> wash(order, running));
        return accepted(job);
    }

    /// A wash as it was ordered.
    ///
    /// @param wish what was there when it was ordered; what is listed is read when its turn comes
    private record Order(
            List<String> columns,
            WashRequest.Mode mode,
            WashRequest.Several several,
            WashRequest.Unreadable unreadable,
            Washing.Reading reading,
            WashChoice.Wish wish) {

        static Order of(Ask ask, Site site) {
            return new Order(
                    Wanted.columns(ask),
                    Wanted.one(ask, "mode", WashRequest.Mode.class).orElse(WashRequest.Mode.REMOVE),
                    Wanted.one(ask, "several", WashRequest.Several.class)
                            .orElse(WashRequest.Several.ANY),
                    Wanted.one(ask, "unreadable", WashRequest.Unreadable.class)
                            .orElse(WashRequest.Unreadable.KEEP),
                    Wanted.reading(ask),
                    Wanted.wish(
                            ask.queries("register"),
                            ask.query("principal"),
                            ask.query("campaign"),
                            ask.flag("missingZero"),
                            site));
        }

        WashRequest request(Jobs.Running job) {
            boolean split = unreadable == WashRequest.Unreadable.SPLIT;
            return new WashRequest(
                    job.in(),
                    job.file(WASHED),
                    columns,
                    mode,
                    several,
                    unreadable,
                    split ? Optional.of(job.file(REJECTS)) : Optional.empty());
        }

        /// As the audit log keeps it.
        Map<String, Object> shown() {
            return Map.of(
                    "mode", mode,
                    "columns", columns,
                    "registers", wish.registers().stream().map(Site.Register::name).toList(),
                    "principal", wish.principal().map(PrincipalId::value).orElse(""),
                    "campaign", wish.campaign().map(each -> each.id().value()).orElse(""));
        }
    }

    private static void note(Ask ask, String action, Job.Facts job, Map<String, Object> how) {
        ask.audit(
                action,
                job.name(),
                Optional.empty(),
                Optional.of(Map.of("job", job.id(), "bytes", job.bytes(), "how", how)),
                "");
    }

    private static Reply accepted(Job.Facts job) {
        return Reply.accepted("/api/v1/washes/" + job.id(), Map.of("id", job.id()));
    }

    private JsonNode wash(Order order, Jobs.Running job) {
        WashRequest request = order.request(job);
        Washing.Done done =
                Washing.wash(
                        new Washing.Order(
                                request,
                                order.reading(),
                                WashChoice.of(order.wish(), site),
                                job.facts().owner()),
                        run(job),
                        site);
        return view(done);
    }

    /// On one thread; a job that was cancelled gets no receipt.
    private static Washing.Run run(Jobs.Running job) {
        return new Washing.Run(
                job,
                Optional.of(Jobs.THREADS),
                report -> {
                    job.settle();
                    return named(report, FileName.of(job.facts().name(), USUAL_NAME));
                });
    }

    private static WashReport named(WashReport report, FileName name) {
        return report.named(
                name.value(), name.with("washed").value(), name.with("rejects").value());
    }

    private static JsonNode view(Washing.Done done) {
        return Json.MAPPER.valueToTree(WashView.of(done.washed(), done.receipt()));
    }

    private Reply rewash(Ask ask) throws IOException {
        FileName name = FileName.of(ask, USUAL_NAME);
        Job.Facts job =
                jobs.add(
                        Job.Kind.REWASH,
                        ask.caller(),
                        name,
                        ask.file(),
                        facts -> note(ask, "rewash", facts, Map.of()),
                        this::rewash);
        return accepted(job);
    }

    private JsonNode rewash(Jobs.Running job) throws IOException {
        Rewash rewash = Rewash.of(job.in(), site);
        WashRequest request =
                rewash.request(
                        job.file(WASHED),
                        rewash.splits() ? Optional.of(job.file(REJECTS)) : Optional.empty(),
                        false);
        Rewash.Done done =
                rewash.run(request, wish(rewash.former()), job.facts().owner(), run(job), site);
        write(job.file(NEWLY), done.stopped());
        return view(done.done());
    }

    private WashChoice.Wish wish(WashReceipt former) {
        WashReceipt.As as = former.as();
        return Wanted.wish(
                former.registers().stream().map(WashReceipt.Against::register).toList(),
                as.campaign().isPresent()
                        ? Optional.empty()
                        : as.principal().map(PrincipalId::value),
                as.campaign().map(CampaignId::value),
                as.missingZero(),
                site);
    }

    private void write(Path file, List<PhoneNumber> numbers) throws IOException {
        try (BufferedWriter lines = Files.newBufferedWriter(file)) {
            for (PhoneNumber number : numbers) {
                lines.write(DialFormat.NATIONAL.format(number, site.plan().numbering()));
                lines.write('\n');
            }
        }
    }

    private Reply list(Ask ask) {
        return Reply.ok(jobs.page(ask, site.zone(), KINDS));
    }

    private Reply show(Ask ask) {
        return Reply.ok(jobs.view(job(ask), site.zone()));
    }

    private Job job(Ask ask) {
        return jobs.find(ask.path("job"), ask.caller(), KINDS);
    }

    private Reply file(Ask ask, String role, String word) {
        Job job = job(ask);
        Path file = jobs.result(job, role);
        FileName name = FileName.of(job.facts().name(), USUAL_NAME).with(word);
        ask.audit("wash.fetch", job.facts().name(), Optional.empty(), Optional.empty(), "");
        return Reply.file(file, Washing.isSpreadsheet(file) ? XLSX : CSV, name.value());
    }

    private Reply newly(Ask ask) {
        Job job = job(ask);
        Path file = jobs.result(job, NEWLY);
        ask.audit("wash.fetch", job.facts().name(), Optional.empty(), Optional.empty(), "");
        return Reply.file(file, "text/plain", "newly-stopped.txt");
    }

    private Reply delete(Ask ask) {
        Job job = job(ask);
        ask.audit(
                "wash.delete",
                job.facts().name(),
                Optional.of(Map.of("job", job.facts().id(), "owner", job.facts().owner())),
                Optional.empty(),
                "");
        jobs.remove(job);
        return Reply.noContent();
    }
}
