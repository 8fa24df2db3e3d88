package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.WashRequest;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

final class ReceiptApiTest {
    private static final String MARKUP = "<script>alert(1)</script>.csv";

    @TempDir private Path folder;
    private ApiSite api;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        new ReceiptApi(api.site).offer(api.operations);
    }

    @AfterEach
    void close() {
        api.close();
    }

    private long keep(Instant at, String name) {
        WashReport report =
                new WashReport(
                        new FileFacts(name, 10, "a".repeat(64)),
                        new FileFacts("ut.csv", 8, "b".repeat(64)),
                        Optional.empty(),
                        2,
                        1,
                        Map.of(Status.FREE, 1L, Status.STOP, 1L),
                        Map.of(Reason.LISTED, 1L),
                        List.of());
        WashReceipt.As as =
                new WashReceipt.As(
                        WashRequest.Mode.REMOVE,
                        WashRequest.Several.ANY,
                        WashRequest.Unreadable.KEEP,
                        List.of("Telefon"),
                        CsvForm.DETECTED,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty());
        return api.site
                .washes()
                .add(
                        new WashReceipt(
                                0,
                                at,
                                Duration.ofMillis(5),
                                "anna",
                                as,
                                List.of(
                                        new WashReceipt.Against(
                                                "nix", "v1", LocalDate.parse("2026-11-20"))),
                                "2026-1",
                                Optional.of(LocalDate.parse("2027-01-19")),
                                report,
                                Optional.empty()))
                .id();
    }

    private static void assertProblem(Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private ApiSite.Asking ask() {
        return api.as(ApiSite.ANNA);
    }

    @Test
    void listsThemPageByPage() throws Exception {
        // Two in the same millisecond, where a page ends.
        keep(ApiSite.NOON, "a.csv");
        keep(ApiSite.NOON, "b.csv");
        keep(ApiSite.NOON.plusMillis(1), "c.csv");
        JsonNode page = ask().query("limit", "2").json("listReceipts");
        assertThat(page.path("items"))
                .extracting(item -> item.at("/in/name").asText())
                .containsExactly("c.csv", "b.csv");
        JsonNode rest =
                ask().query("limit", "2")
                        .query("after", page.path("next").asText())
                        .json("listReceipts");
        assertThat(rest.path("items"))
                .extracting(item -> item.at("/in/name").asText())
                .containsExactly("a.csv");
        assertThat(rest.has("next")).isFalse();
        assertThat(ask().query("text", "b.c").json("listReceipts").path("items")).hasSize(1);
        assertThat(ask().query("text", "' OR 1=1").json("listReceipts").path("items")).isEmpty();
        assertThat(ask().query("since", "2026-11-24").json("listReceipts").path("items")).isEmpty();
        assertThat(ask().query("principal", "x").json("listReceipts").path("items")).isEmpty();
        for (Map.Entry<String, String> odd :
                Map.of("since", "x", "after", "99", "limit", "0").entrySet()) {
            assertProblem(
                    Kind.UNPROCESSABLE,
                    () -> ask().query(odd.getKey(), odd.getValue()).to("listReceipts"));
        }
    }

    @Test
    void washesThatOverlappedAreOnOnePageEach() throws Exception {
        keep(ApiSite.NOON.plusSeconds(60), "short.csv");
        keep(ApiSite.NOON, "long.csv");
        keep(ApiSite.NOON.plusSeconds(120), "later.csv");
        List<String> seen = new ArrayList<>();
        JsonNode page = ask().query("limit", "1").json("listReceipts");
        page.path("items").forEach(item -> seen.add(item.at("/in/name").asText()));
        while (page.has("next")) {
            page =
                    ask().query("limit", "1")
                            .query("after", page.path("next").asText())
                            .json("listReceipts");
            page.path("items").forEach(item -> seen.add(item.at("/in/name").asText()));
        }
        assertThat(seen).containsExactly("later.csv", "long.csv", "short.csv");
    }

    @Test
    void aPageShowsNamesAsTextAndMayDoNothing() throws Exception {
        String id = Long.toString(keep(ApiSite.NOON, MARKUP));
        assertThat(ask().path("id", id).json("receipt").at("/in/name").asText()).isEqualTo(MARKUP);
        Reply swedish = ask().path("id", id).to("receiptPage");
        assertThat(ApiSite.text(swedish))
                .contains("lang=\"sv\"", "&lt;script&gt;")
                .doesNotContain("<script");
        assertThat(swedish.headers().get("Content-Security-Policy"))
                .startsWith("sandbox; default-src 'none';");
        Reply english = ask().path("id", id).query("language", "en").to("receiptPage");
        assertThat(ApiSite.text(english)).contains("lang=\"en\"");
        Reply pdf = ask().path("id", id).query("format", "pdf").to("receiptPage");
        assertThat(ApiSite.text(pdf)).startsWith("%PDF");
        assertThat(pdf.headers().get("Content-Disposition"))
                .isEqualTo("inline; filename=\"receipt-" + id + ".pdf\"");
        assertProblem(
                Kind.UNPROCESSABLE,
                () -> ask().path("id", id).query("language", "../etc").to("receiptPage"));
    }

    @Test
    void thereIsNoneOfThatNumber() {
        for (String odd : List.of("1", "x", "-1", "99999999999999999999", "1 OR 1")) {
            assertProblem(Kind.NOT_FOUND, () -> ask().path("id", odd).to("receipt"));
            assertProblem(Kind.NOT_FOUND, () -> ask().path("id", odd).to("receiptPage"));
        }
    }
}
