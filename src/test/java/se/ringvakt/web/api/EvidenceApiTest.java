package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.Right;
import se.ringvakt.bundle.Judged;
import se.ringvakt.evidence.Shelf;
import se.ringvakt.site.Mistyped;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Contract.Need;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Reply.Content;

final class EvidenceApiTest {
    @TempDir private Path folder;
    private ApiSite api;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        new EvidenceApi(api.site).offer(api.operations);
        Shelf.write(
                folder.resolve("state").resolve("evidence"),
                50,
                List.of(Judged.denied(ApiSite.NOON.minusSeconds(60), 46_701_740_605L, "LISTED")));
    }

    @AfterEach
    void close() {
        api.close();
    }

    private Reply ask(String number, String... query) throws Exception {
        ObjectNode body = JsonNodeFactory.instance.objectNode().put("number", number);
        for (int i = 0; i < query.length; i += 2) {
            body.put(query[i], query[i + 1]);
        }
        return api.as(ApiSite.ANNA).body(body).to("evidenceBundle");
    }

    private static List<String> names(Reply reply) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        if (reply.content() instanceof Content.Written(String type, Reply.Writer writer)) {
            assertThat(type).isEqualTo("application/zip");
            writer.write(bytes);
        }
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip =
                new ZipInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void givesTheBundleAndNotesIt() throws Exception {
        Reply reply = ask("070-174 06 05");

        assertThat(names(reply)).contains("report-sv.pdf", "report-en.pdf", "verify.sh");
        assertThat(reply.headers().get("Content-Disposition"))
                .isEqualTo("attachment; filename=\"evidence-2026-11-23.zip\"");
        assertThat(api.audits)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("evidence.export");
                    assertThat(entry.subject()).isEqualTo("+4670174xxxx");
                });
    }

    @Test
    void givesTheLanguageAndPeriodThatAreWanted() throws Exception {
        Reply reply =
                ask("070-174 06 05", "language", "sv", "from", "2026-11-24", "to", "2026-11-25");

        assertThat(names(reply)).contains("report-sv.pdf").doesNotContain("report-en.pdf");
    }

    @Test
    void refusesWhatMakesNoSense() {
        assertThatThrownBy(() -> ask("12")).isInstanceOf(Mistyped.class);
        assertRefused(Kind.UNPROCESSABLE, "from", "2026-11-24", "to", "2026-11-24");
        assertRefused(Kind.UNPROCESSABLE, "from", "then");
        assertThat(api.audits).isEmpty();
    }

    @Test
    void refusesARecordThatDoesNotVerify() throws IOException {
        Path segment = folder.resolve("state/evidence/000001-2026-11-23.jsonl");
        Files.writeString(segment, Files.readString(segment).replaceFirst("LISTED", "LISTEN"));

        assertRefused(Kind.CONFLICT);
        assertThat(api.audits).isEmpty();
    }

    private void assertRefused(Kind kind, String... query) {
        assertThatThrownBy(() -> ask("070-174 06 05", query))
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    @Test
    void whoeverMaySeeWholeNumbersMayHaveIt() {
        Contract contract = Contract.of("numbers", "explanations", "lists", "evidence");

        assertThat(contract.promise("evidenceBundle").need())
                .isEqualTo(new Need.Having(Right.REVEAL));
    }
}
