package se.ringvakt.web.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.web.Json;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Upload;

final class WashApiTest {
    private static final String LIST =
            """
            Namn;Telefon
            Åsa;070-174 06 05
            Örjan;070-174 06 50
            Per;okänt
            """;

    private static final FileName X = new FileName("x");

    @TempDir private Path folder;
    private ApiSite api;
    private Jobs jobs;
    private Path place;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        place = folder.resolve("jobs");
        jobs = Jobs.open(place, JobLimits.USUAL, () -> api.now);
        offer(jobs);
    }

    private void offer(Jobs offered) {
        new WashApi(api.site, offered).offer(api.operations);
        new PreviewApi(api.site, offered).offer(api.operations);
    }

    @AfterEach
    void close() {
        jobs.close();
        api.close();
    }

    private ApiSite.Asking list(String text) {
        return api.as(ApiSite.ANNA)
                .query("column", "telefon")
                .query("name", "lista.csv")
                .file(text);
    }

    private String begin(ApiSite.Asking asking, String operation) throws Exception {
        Reply reply = asking.to(operation);
        assertThat(reply.status()).isEqualTo(202);
        return ApiSite.json(reply).path("id").asText();
    }

    private JsonNode over(String id) throws Exception {
        return api.over("washJob", id, ApiSite.ANNA);
    }

    private JsonNode failed(ApiSite.Asking asking) throws Exception {
        JsonNode job = over(begin(asking, "wash"));
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("failed");
        assertThat(job.at("/problem/detail").asText()).doesNotContain(folder.toString());
        assertThat(files()).containsOnly("job.json");
        return job.path("problem");
    }

    /// The names of all files of all jobs.
    private List<String> files() throws IOException {
        try (Stream<Path> all = Files.walk(place)) {
            return all.filter(Files::isRegularFile)
                    .map(file -> file.getFileName().toString())
                    .sorted()
                    .toList();
        }
    }

    private static void assertProblem(Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    @Test
    void washesAListKeepsAReceiptAndGivesItOut() throws Exception {
        String id = begin(list(LIST).query("unreadable", "split"), "wash");
        JsonNode job = over(id);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/report/out/name").asText()).isEqualTo("lista.washed.csv");
        assertThat(job.at("/report/stopped/LISTED").asInt()).isEqualTo(1);
        assertThat(job.path("readBytes")).isEqualTo(job.path("totalBytes"));
        assertThat(job.path("files"))
                .extracting(JsonNode::asText)
                .containsExactly("file", "rejects");
        Reply file = api.as(ApiSite.ANNA).path("job", id).to("washedFile");
        assertThat(ApiSite.text(file)).isEqualTo("Namn;Telefon\nÅsa;070-174 06 05\n");
        assertThat(file.headers().get("Content-Disposition"))
                .isEqualTo("attachment; filename=\"lista.washed.csv\"");
        assertThat(ApiSite.text(api.as(ApiSite.ANNA).path("job", id).to("rejectsFile")))
                .isEqualTo("Namn;Telefon\nPer;okänt\n");
        var receipt = api.site.washes().find(job.path("receipt").asLong()).orElseThrow();
        assertThat(receipt.who()).isEqualTo("anna");
        assertThat(receipt.report().in().name()).isEqualTo("lista.csv");
        assertThat(files()).containsExactly("file", "job.json", "rejects");
        assertThat(api.audits).extracting(AuditEntry::action).contains("wash", "wash.fetch");
    }

    @Test
    void aPrincipalsCampaignAndMarksAreAsWithTheCommand() throws Exception {
        String id = begin(list(LIST).query("mode", "mark").query("campaign", "el-2026"), "wash");
        JsonNode job = over(id);
        assertThat(job.at("/report/principal").asText()).isEqualTo("elbolaget");
        assertThat(ApiSite.text(api.as(ApiSite.ANNA).path("job", id).to("washedFile")))
                .contains("Örjan;070-174 06 50;STOP;LISTED;");
    }

    @Test
    void washedAgainItTellsWhatIsNewlyStopped() throws Exception {
        String first = begin(list(LIST), "wash");
        over(first);
        String washed = ApiSite.text(api.as(ApiSite.ANNA).path("job", first).to("washedFile"));
        api.list("2026-11-23", "070-174 06 05\n070-174 06 50\n");
        String again = begin(api.as(ApiSite.ANNA).query("name", "om.csv").file(washed), "rewash");
        JsonNode job = over(again);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/report/again/newlyStopped").asInt()).isEqualTo(1);
        assertThat(ApiSite.text(api.as(ApiSite.ANNA).path("job", again).to("newlyFile")))
                .isEqualTo("0701740605\n");
        String never = begin(api.as(ApiSite.ANNA).file("a;b\n"), "rewash");
        assertThat(over(never).at("/problem/detail").asText()).contains("no wash on record");
    }

    @Test
    void whatMakesNoSenseIsSaidAtOnce() throws Exception {
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("campaign", "'; DROP").to("wash"));
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("principal", "x").to("wash"));
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("register", "x").to("wash"));
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("mode", "burn").to("wash"));
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("column").to("wash"));
        assertProblem(Kind.MALFORMED, () -> api.as(ApiSite.ANNA).query("column", "1").to("wash"));
        assertThat(files()).isEmpty();
    }

    @Test
    void anUnknownColumnIsTheJobsProblem() throws Exception {
        JsonNode problem = failed(list(LIST).query("column", "mobil"));
        assertThat(problem.path("status").asInt()).isEqualTo(422);
        assertThat(problem.path("type").asText()).isEqualTo("/problems/unprocessable");
        assertThat(problem.path("detail").asText())
                .isEqualTo(
                        "lista.csv: column 'mobil': not there (expected: one of Namn, Telefon;"
                                + " or a position, 1 to 2)");
    }

    @Test
    void filesThatAreNoListsAreRefused() throws Exception {
        failed(list(""));
        failed(api.as(ApiSite.ANNA).query("column", "1").file(new byte[] {'P', 'K', 3, 4, 0}));
    }

    @Test
    void aZipBombIsRefused() throws Exception {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("xl/workbook.xml"));
            byte[] some = "<row/>".repeat(10_000).getBytes(UTF_8);
            for (int i = 0; i < 500; i++) {
                zip.write(some);
            }
        }
        failed(
                api.as(ApiSite.ANNA)
                        .query("column", "1")
                        .query("name", "bomb.xlsx")
                        .file(bytes.toByteArray()));
    }

    @Test
    void namesOfFilesAreOnlyShown() throws Exception {
        String name = "../../<script>alert(1)</script>'; DROP TABLE wash;--\n.csv";
        String id = begin(list(LIST).query("name", name), "wash");
        JsonNode job = over(id);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.path("name").asText()).isEqualTo("script>'; DROP TABLE wash;--.csv");
        assertThat(
                        api.as(ApiSite.ANNA)
                                .path("job", id)
                                .to("washedFile")
                                .headers()
                                .get("Content-Disposition"))
                .matches("attachment; filename=\"[A-Za-z0-9._-]+\"");
        assertThat(files()).containsExactly("file", "job.json");
    }

    @Test
    void onlyItsOwnerAndAdministratorsKnowOfIt() throws Exception {
        String id = begin(list(LIST), "wash");
        over(id);
        for (String operation : List.of("washJob", "washedFile", "deleteWash")) {
            assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.BO).path("job", id).to(operation));
            assertProblem(
                    Kind.NOT_FOUND,
                    () -> api.as(ApiSite.ANNA).path("job", "../" + id).to(operation));
        }
        assertThat(api.as(ApiSite.BO).json("listWashes").path("items")).isEmpty();
        assertThat(api.as(ApiSite.ANNA).json("listWashes").path("items")).hasSize(1);
        assertThat(api.as(ApiSite.ROOT).json("listWashes").path("items")).hasSize(1);
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ANNA).path("job", id).to("previewJob"));
        assertThat(api.as(ApiSite.ROOT).path("job", id).to("deleteWash").status()).isEqualTo(204);
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ANNA).path("job", id).to("washJob"));
        assertThat(files()).isEmpty();
    }

    @Test
    void thoseThatAreCancelledLeaveNothing() throws Exception {
        String rows = "Namn;Telefon\n" + "x;070-174 06 05\n".repeat(2_000_000);
        String running = begin(list(rows), "wash");
        String waiting = begin(list(LIST), "wash");
        assertProblem(
                Kind.CONFLICT, () -> api.as(ApiSite.ANNA).path("job", waiting).to("washedFile"));
        api.as(ApiSite.ANNA).path("job", waiting).to("deleteWash");
        api.as(ApiSite.ANNA).path("job", running).to("deleteWash");
        assertProblem(
                Kind.NOT_FOUND, () -> api.as(ApiSite.ANNA).path("job", running).to("washJob"));
        // Behind both in the queue.
        over(begin(list(LIST), "wash"));
        assertThat(files()).containsExactly("file", "job.json");
        assertThat(
                        api.site
                                .washes()
                                .list(
                                        new WashReceipts.Search(
                                                "",
                                                Optional.empty(),
                                                Instant.EPOCH,
                                                OptionalLong.empty(),
                                                9)))
                .hasSize(1);
    }

    @Test
    void resultsAreErasedADayLater() throws Exception {
        String id = begin(list(LIST), "wash");
        over(id);
        api.now = ApiSite.NOON.plus(Duration.ofHours(24)).minusMillis(1);
        jobs.eraseOld();
        assertThat(files()).isNotEmpty();
        api.now = ApiSite.NOON.plus(Duration.ofHours(24));
        jobs.eraseOld();
        assertThat(files()).isEmpty();
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ANNA).path("job", id).to("washJob"));
    }

    @Test
    void noMoreIsTakenInThanThereIsRoomFor() throws Exception {
        assertRefused(new JobLimits(9, 1, 1 << 20, 0, Duration.ofHours(1)), Kind.TOO_MANY);
        assertRefused(new JobLimits(1, 9, 1 << 20, 0, Duration.ofHours(1)), Kind.TOO_MANY);
        // Room for the first, what came of it, and nothing beside.
        assertRefused(
                new JobLimits(9, 9, 3L * LIST.getBytes(UTF_8).length, 0, Duration.ofHours(1)),
                Kind.UNAVAILABLE);
        JobLimits noDisk = new JobLimits(9, 9, 1 << 20, Long.MAX_VALUE, Duration.ofHours(1));
        ApiSite other = api;
        try (Jobs full = Jobs.open(folder.resolve("full"), noDisk, () -> other.now)) {
            assertProblem(
                    Kind.UNAVAILABLE,
                    () ->
                            full.add(
                                    Job.Kind.WASH,
                                    ApiSite.ANNA,
                                    X,
                                    upload(),
                                    _ -> {},
                                    _ -> NullNode.instance));
        }
    }

    private Upload upload() throws IOException {
        return new Upload(
                Files.writeString(folder.resolve("upload"), LIST), LIST.getBytes(UTF_8).length);
    }

    private void assertRefused(JobLimits limits, Kind kind) throws Exception {
        Path own = folder.resolve("limits" + limits.hashCode());
        try (Jobs few = Jobs.open(own, limits, () -> api.now)) {
            Jobs.Work work = job -> Json.MAPPER.createObjectNode();
            few.add(Job.Kind.WASH, ApiSite.ANNA, X, upload(), _ -> {}, work);
            assertProblem(
                    kind, () -> few.add(Job.Kind.WASH, ApiSite.ANNA, X, upload(), _ -> {}, work));
        }
    }

    @Test
    void aRestartKeepsWhatIsDoneAndFailsTheRest() throws Exception {
        String done = begin(list(LIST), "wash");
        over(done);
        Job.Facts cut =
                Job.Facts.waiting("0".repeat(32), Job.Kind.WASH, "anna", "x.csv", 9, api.now)
                        .running();
        JobFolder disk = new JobFolder(place);
        disk.write(cut);
        Files.writeString(place.resolve(cut.id()).resolve(".file.0123abcd.washing"), "half");
        Files.writeString(Files.createDirectory(place.resolve("odd")).resolve("x"), "left over");
        try (Jobs next = Jobs.open(place, JobLimits.USUAL, () -> api.now)) {
            assertThat(next.find(done, ApiSite.ANNA, Job.Kind.WASH).facts())
                    .hasToString(jobs.find(done, ApiSite.ANNA, Job.Kind.WASH).facts().toString());
            Job.Facts failed = next.find(cut.id(), ApiSite.ANNA, Job.Kind.WASH).facts();
            assertThat(failed.state()).isEqualTo(Job.State.FAILED);
            assertThat(failed.failure().orElseThrow().detail()).contains("restart");
        }
        assertThat(files()).containsExactly("file", "job.json", "job.json");
    }

    @Test
    void whatCannotBePutOnRecordIsCalledOff() throws Exception {
        assertThatThrownBy(() ->
                        jobs.add(
                                Job.Kind.WASH,
                                ApiSite.ANNA,
                                X,
                                upload(),
                                _ -> {
                                    throw new LedgerException("ledger: full");
                                },
                                _ -> {
                                    throw new AssertionError("worked on");
                                }))
                .isInstanceOf(LedgerException.class);
        assertThat(files()).isEmpty();
        assertThat(jobs.queued()).isZero();
    }

    @Test
    void previewsTellWhatWouldBecomeOfAList() throws Exception {
        String id =
                begin(
                        list(LIST).query("campaign", "el-2026").query("at", "2026-11-23T12:00"),
                        "preview");
        JsonNode job = api.over("previewJob", id, ApiSite.ANNA);
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/report/dialable").asInt()).isEqualTo(1);
        assertThat(job.at("/report/primary/LISTED").asInt()).isEqualTo(1);
        assertThat(job.at("/report/list").asText()).isEqualTo("lista.csv");
        assertThat(files()).containsExactly("job.json");
        assertThat(api.as(ApiSite.ANNA).json("listPreviews").path("items")).hasSize(1);
        assertProblem(Kind.UNPROCESSABLE, () -> list(LIST).query("campaign", "none").to("preview"));
        assertProblem(
                Kind.UNPROCESSABLE,
                () -> list(LIST).query("campaign", "el-2026").query("at", "x").to("preview"));
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.BO).path("job", id).to("deletePreview"));
        assertThat(api.audits).extracting(AuditEntry::action).containsExactly("preview");
        assertThat(api.as(ApiSite.ANNA).path("job", id).to("deletePreview").status())
                .isEqualTo(204);
        assertThat(api.audits.getLast().action()).isEqualTo("preview.delete");
        assertThat(api.audits.getLast().subject()).isEqualTo("lista.csv");
        assertThat(api.audits.getLast().before()).contains(id, "anna");
    }

    @Test
    void aTokenOwnsItsJobsAsUsersDo() throws Exception {
        Caller token =
                new Caller(
                        "token:nightly",
                        Optional.empty(),
                        ApiSite.ANNA.rights(),
                        new Caller.By.OfSystem(),
                        "");
        String id = begin(api.as(token).query("column", "2").file(LIST), "wash");
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ANNA).path("job", id).to("washJob"));
        assertThat(api.over("washJob", id, token).path("owner").asText())
                .isEqualTo("token:nightly");
    }
}
