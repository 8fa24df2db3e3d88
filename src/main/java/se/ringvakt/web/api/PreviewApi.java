package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import se.ringvakt.call.Campaign;
import se.ringvakt.site.ListPreview;
import se.ringvakt.site.Site;
import se.ringvakt.site.Washing;
import se.ringvakt.view.PreviewView;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// What would become of an uploaded list if a campaign dialled it. Nothing is dialled or recorded.
public final class PreviewApi {
    private final Site site;
    private final Jobs jobs;

    public PreviewApi(Site site, Jobs jobs) {
        this.site = site;
        this.jobs = jobs;
    }

    /// Offers `preview`, `listPreviews`, `previewJob` and `deletePreview`.
    public void offer(Operations operations) {
        operations
                .on("preview", this::preview)
                .on("listPreviews", ask -> Reply.ok(jobs.page(ask, site.zone(), Job.Kind.PREVIEW)))
                .on("previewJob", ask -> Reply.ok(jobs.view(job(ask), site.zone())))
                .on("deletePreview", this::delete);
    }

    private Reply preview(Ask ask) throws IOException {
        Campaign campaign =
                Wanted.campaign(ask.query("campaign").orElse(""), site.campaigns().read());
        List<String> columns = Wanted.columns(ask);
        Washing.Reading reading = Wanted.reading(ask);
        Instant at = at(ask);
        FileName name = FileName.of(ask, "list.csv");
        Job.Facts job =
                jobs.add(
                        Job.Kind.PREVIEW,
                        ask.caller(),
                        name,
                        ask.file(),
                        facts -> note(ask, campaign, facts),
                        running -> run(running, columns, reading, campaign, at));
        return Reply.accepted("/api/v1/previews/" + job.id(), Map.of("id", job.id()));
    }

    private static void note(Ask ask, Campaign campaign, Job.Facts job) {
        ask.audit(
                "preview",
                campaign.id().value(),
                Optional.empty(),
                Optional.of(Map.of("job", job.id(), "file", job.name(), "bytes", job.bytes())),
                "");
    }

    private Instant at(Ask ask) {
        try {
            return ask.query("at").map(text -> Times.read(text, site.zone())).orElseGet(site::now);
        } catch (DateTimeException e) {
            throw Problem.unprocessable("at: " + e.getMessage());
        }
    }

    private JsonNode run(
            Jobs.Running job,
            List<String> columns,
            Washing.Reading reading,
            Campaign campaign,
            Instant at)
            throws IOException {
        ListPreview preview =
                new ListPreview(job.in(), columns, reading, campaign.id(), at, site.knowledge());
        ListPreview.Found found =
                preview.run(
                        job.file("scratch"),
                        new Washing.Run(job, Optional.of(Jobs.THREADS), UnaryOperator.identity()),
                        site);
        return Json.MAPPER.valueToTree(
                PreviewView.of(job.facts().name(), preview, found, site.zone()));
    }

    private Job job(Ask ask) {
        return jobs.find(ask.path("job"), ask.caller(), Job.Kind.PREVIEW);
    }

    private Reply delete(Ask ask) {
        Job job = job(ask);
        ask.audit(
                "preview.delete",
                job.facts().name(),
                Optional.of(Map.of("job", job.facts().id(), "owner", job.facts().owner())),
                Optional.empty(),
                "");
        jobs.remove(job);
        return Reply.noContent();
    }
}
