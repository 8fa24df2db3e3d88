package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

final class RegisterApiTest {
    @TempDir private Path folder;
    private ApiSite api;
    private Jobs jobs;
    private String name;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        jobs = Jobs.open(folder.resolve("jobs"), JobLimits.USUAL, () -> api.now);
        new RegisterApi(api.site, jobs).offer(api.operations);
        new AccountApi(api.site).offer(api.operations);
        name = api.register().name();
    }

    @AfterEach
    void close() {
        jobs.close();
        api.close();
    }

    private ApiSite.Asking ask() {
        return api.as(ApiSite.ROOT).path("name", name);
    }

    private static void assertProblem(Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private JsonNode imported(ApiSite.Asking asking) throws Exception {
        String id = asking.json("importRegister").path("id").asText();
        return api.over("importJob", id, ApiSite.ROOT);
    }

    @Test
    void listsRegistersAndTheirVersions() throws Exception {
        JsonNode register = ask().json("listRegisters").at("/items/0");
        assertThat(register.path("name").asText()).isEqualTo(name);
        assertThat(register.at("/inForce/numbers").asInt()).isEqualTo(2);
        assertThat(register.at("/inForce/daysLeft").asInt()).isPositive();
        JsonNode versions = ask().json("registerVersions").path("items");
        assertThat(versions).hasSize(1);
        assertThat(versions.at("/0/source").asText()).isEqualTo("nix.txt");
        assertProblem(
                Kind.NOT_FOUND,
                () -> api.as(ApiSite.ROOT).path("name", "../etc").to("registerVersions"));
    }

    @Test
    void aDifferenceIsMaskedUnlessOneMaySeeTheNumbers() throws Exception {
        api.list("2026-11-22", "070-174 06 51\n070-174 06 52\n");
        JsonNode masked = ask().json("registerDiff");
        assertThat(masked.at("/counts/total/added").asInt()).isEqualTo(1);
        assertThat(masked.at("/counts/total/removed").asInt()).isEqualTo(1);
        assertThat(masked.path("sample").toString())
                .contains("+4670174xxxx")
                .doesNotContain("0650", "0652");
        assertThat(api.audits).isEmpty();
        assertThat(ask().query("full", "true").json("registerDiff").path("sample").toString())
                .contains("{\"change\":\"removed\",\"number\":\"+46701740650\"}");
        assertThat(api.audits).extracting(AuditEntry::action).containsExactly("register.reveal");
        assertThat(folder.resolve("state/registers").resolve(name).resolve("exports.log"))
                .content()
                .contains("root takes numbers of ");
        Caller seeing =
                new Caller(
                        "eva",
                        Optional.empty(),
                        EnumSet.of(Right.SEE),
                        new Caller.By.OfSystem(),
                        "");
        assertProblem(
                Kind.FORBIDDEN,
                () -> api.as(seeing).path("name", name).query("full", "true").to("registerDiff"));
        assertProblem(Kind.UNPROCESSABLE, () -> ask().query("sample", "101").to("registerDiff"));
        assertThatThrownBy(() -> ask().query("from", "'; DROP").to("registerDiff"))
                .isInstanceOf(RegisterRefused.class);
    }

    @Test
    void goesBackToAVersionForAReason() throws Exception {
        String first = api.register().store().inForce(name).orElseThrow().id();
        String second = api.list("2026-11-22", "070-174 06 51\n070-174 06 52\n");
        Map<String, String> body = Map.of("version", first, "reason", "<b>wrong file</b>");
        assertThat(ask().body(body).json("rollBackRegister").path("inForce").asText())
                .isEqualTo(first);
        AuditEntry entry = api.audits.getFirst();
        assertThat(entry.action()).isEqualTo("register.rollback");
        assertThat(entry.before()).contains(second);
        assertThat(entry.after()).contains(first);
        assertThat(entry.reason()).isEqualTo("<b>wrong file</b>");
        assertThatThrownBy(() ->
                        ask().body(Map.of("version", "none", "reason", "x")).to("rollBackRegister"))
                .isInstanceOf(RegisterRefused.class);
        assertProblem(
                Kind.UNPROCESSABLE,
                () -> ask().body(Map.of("version", first, "reason", " ")).to("rollBackRegister"));
    }

    @Test
    void importsAFileAsTheCommandDoes() throws Exception {
        JsonNode job =
                imported(
                        ask().query("updated", "2026-11-23")
                                .query("name", "../nix från\u0000 nov.txt")
                                .file("070-174 06 50\n070-174 06 51\n070-174 06 52\n"));
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(job.at("/report/effect").asText()).isEqualTo("newer");
        assertThat(api.register().store().inForce(name).orElseThrow().source())
                .isEqualTo("nix_fr_n_nov.txt");
        assertThat(job.at("/report/numbers").asInt()).isEqualTo(3);
        assertThat(api.register().store().inForce(name).orElseThrow().count()).isEqualTo(3);
        assertThat(api.audits)
                .extracting(AuditEntry::action)
                .containsExactly("register.upload", "register.import");
        try (var left = Files.list(folder.resolve("jobs").resolve(job.path("id").asText()))) {
            assertThat(left).hasSize(1);
        }
        assertThat(ask().path("job", job.path("id").asText()).to("deleteImport").status())
                .isEqualTo(204);
        assertThat(ask().json("listImports").path("items")).isEmpty();
    }

    @Test
    void anImportIsOnTheAuditLogAtTheTimeItCameIntoForce() throws Exception {
        String former = api.register().store().inForce(name).orElseThrow().id();
        JsonNode job =
                imported(
                        ask().at(api.now.minusSeconds(90))
                                .query("updated", "2026-11-23")
                                .file("070-174 06 50\n070-174 06 51\n070-174 06 52\n"));
        assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        assertThat(api.audits)
                .extracting(AuditEntry::at)
                .containsExactly(api.now.minusSeconds(90), api.now);
        assertThat(api.audits.getLast().before()).contains(former);
        assertThat(api.audits.getLast().after()).contains("newer");
    }

    @Test
    void aFileMayBeNamedAsOursAre() throws Exception {
        for (String odd : List.of("job.json", "job.json.aside", "in", "..")) {
            JsonNode job =
                    imported(
                            ask().query("updated", "2026-11-23")
                                    .query("name", odd)
                                    .file("070-174 06 50\n070-174 06 51\n"));
            assertThat(job.path("state").asText()).as(job.toString()).isEqualTo("done");
        }
    }

    @Test
    void whatIsRefusedChangesNothing() throws Exception {
        String before = api.register().store().revision(name);
        assertThat(imported(ask().query("updated", "2026-11-23").file("")).toString())
                .contains("failed", "\"status\":422");
        assertThat(imported(ask().query("updated", "2026-11-23").file("inga nummer\n")).toString())
                .contains("failed", "\"status\":422")
                .doesNotContain(folder.toString());
        assertThat(
                        imported(ask().query("updated", "2026-11-24").file("070-174 06 50\n"))
                                .toString())
                .contains("update date 2026-11-24 is ");
        assertProblem(
                Kind.UNPROCESSABLE,
                () -> ask().query("updated", "x").file("").to("importRegister"));
        assertThatThrownBy(() ->
                        ask().query("updated", "2026-11-23")
                                .query("area", "x")
                                .file("")
                                .to("importRegister"))
                .isInstanceOf(RegisterRefused.class);
        assertThat(api.register().store().revision(name)).isEqualTo(before);
    }

    @Test
    void theAccountIsThatOfTheCommand() throws Exception {
        new WashApi(api.site, jobs).offer(api.operations);
        String wash =
                ask().query("column", "1")
                        .query("noHeader", "true")
                        .query("campaign", "el-2026")
                        .file("070-174 06 05\n070-174 06 50\n")
                        .json("wash")
                        .path("id")
                        .asText();
        api.over("washJob", wash, ApiSite.ROOT);
        JsonNode account = ask().json("account");
        assertThat(account.at("/lines/0").toString())
                .isEqualTo(
                        "{\"month\":\"2026-11\",\"principal\":\"elbolaget\",\"washed\":2,"
                                + "\"washedFree\":1,\"dialled\":0,\"dialledFree\":0}");
        assertThat(account.path("year").asInt()).isEqualTo(2026);
        assertThat(account.path("register").asText()).isEqualTo(name);
        assertProblem(Kind.UNPROCESSABLE, () -> ask().query("year", "1").to("account"));
        assertProblem(Kind.UNPROCESSABLE, () -> ask().query("register", "x").to("account"));
    }
}
