package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipt.Again;
import se.ringvakt.ledger.WashReceipt.Against;
import se.ringvakt.ledger.WashReceipt.As;
import se.ringvakt.ledger.WashReceipts.Search;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

@OnEveryEngine
final class SqlWashReceiptsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Search ALL =
            new Search("", Optional.empty(), Instant.EPOCH, OptionalLong.empty(), 100);

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;
    private SqlWashReceipts receipts;

    SqlWashReceiptsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
        receipts = new SqlWashReceipts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void aReceiptIsReadAsItWasKept() {
        WashReceipt kept = receipts.add(full("kunder.csv", "a"));

        assertThat(kept.id()).isPositive();
        assertThat(receipts.find(kept.id())).contains(kept);
        assertThat(receipts.find(kept.id() + 1)).isEmpty();
        assertThat(receipts.list(ALL)).containsExactly(kept);
    }

    @Test
    void aReceiptWithNothingOptionalToo() {
        WashReceipt first = receipts.add(full("a.csv", "a"));
        WashReceipt kept = receipts.add(bare("b.csv", "b", Optional.of(new Again(first.id(), 3))));

        assertThat(receipts.find(kept.id())).contains(kept);
        assertThat(receipts.list(ALL)).containsExactly(kept, first);
    }

    @Test
    void searchesByNameWhoChecksumPrincipalAndTime() {
        WashReceipt kunder = receipts.add(full("Kunder.csv", "a"));
        WashReceipt leads = receipts.add(bare("leads.csv", "b", Optional.empty()));

        assertThat(receipts.list(search("kund"))).containsExactly(kunder);
        assertThat(receipts.list(search("tvätt-leads"))).containsExactly(leads);
        assertThat(receipts.list(search("eva"))).containsExactly(kunder);
        assertThat(receipts.list(search("b".repeat(9)))).containsExactly(leads);
        assertThat(receipts.list(search("%"))).isEmpty();
        assertThat(
                        receipts.list(
                                new Search(
                                        "",
                                        Optional.of(new PrincipalId("elbolaget")),
                                        Instant.EPOCH,
                                        OptionalLong.empty(),
                                        9)))
                .containsExactly(kunder);
        assertThat(receipts.list(since(NOON))).containsExactly(leads, kunder);
        assertThat(receipts.list(since(NOON.plusMillis(1)))).isEmpty();
    }

    private static Search since(Instant begun) {
        return new Search("", Optional.empty(), begun, OptionalLong.empty(), 9);
    }

    @Test
    void onlyThoseKeptBeforeAnother() {
        WashReceipt first = receipts.add(full("a.csv", "a"));
        WashReceipt second = receipts.add(full("b.csv", "b"));

        assertThat(receipts.list(keptBefore(second.id() + 1))).containsExactly(second, first);
        assertThat(receipts.list(keptBefore(second.id()))).containsExactly(first);
        assertThat(receipts.list(keptBefore(first.id()))).isEmpty();
    }

    private static Search keptBefore(long id) {
        return new Search("", Optional.empty(), Instant.EPOCH, OptionalLong.of(id), 9);
    }

    @Test
    void theLastWashOfAFileByWhatIsInIt() {
        receipts.add(full("a.csv", "a"));
        WashReceipt again = receipts.add(full("b.csv", "a"));

        assertThat(receipts.lastOf("a".repeat(64))).contains(again);
        assertThat(receipts.lastOf("0a".repeat(32))).contains(again);
        assertThat(receipts.lastOf("c".repeat(64))).isEmpty();
    }

    private static Search search(String text) {
        return new Search(text, Optional.empty(), Instant.EPOCH, OptionalLong.empty(), 9);
    }

    private static WashReceipt full(String name, String digit) {
        return new WashReceipt(
                0,
                NOON,
                Duration.ofMillis(1234),
                "eva",
                new As(
                        Mode.MARK,
                        Several.ALL,
                        Unreadable.SPLIT,
                        List.of("telefon", "mobil"),
                        new CsvForm(
                                Optional.of(';'), Optional.of(StandardCharsets.ISO_8859_1), false),
                        Optional.of("Blad1"),
                        true,
                        Optional.of(new PrincipalId("elbolaget")),
                        Optional.of(new CampaignId("el-2026"))),
                List.of(
                        new Against("egna", "2026-11-01-00000000", LocalDate.of(2026, 11, 1)),
                        new Against("nix", "2026-11-20-8616c981", LocalDate.of(2026, 11, 20))),
                "sweden-d41d92d8",
                Optional.of(LocalDate.of(2027, 1, 19)),
                new WashReport(
                        new FileFacts(name, 100, digit.repeat(64)),
                        new FileFacts("tvätt-" + name, 90, ("0" + digit).repeat(32)),
                        Optional.of(new FileFacts("fel-" + name, 9, "f".repeat(64))),
                        10,
                        9,
                        Map.of(Status.FREE, 7L, Status.STOP, 3L),
                        Map.of(Reason.LISTED, 2L, Reason.BLOCKED, 1L),
                        List.of()),
                Optional.empty());
    }

    private static WashReceipt bare(String name, String digit, Optional<Again> again) {
        return new WashReceipt(
                0,
                NOON,
                Duration.ZERO,
                "kim",
                new As(
                        Mode.REMOVE,
                        Several.ANY,
                        Unreadable.KEEP,
                        List.of("1"),
                        CsvForm.DETECTED,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        Optional.empty()),
                List.of(),
                "sweden-d41d92d8",
                Optional.empty(),
                new WashReport(
                        new FileFacts(name, 0, digit.repeat(64)),
                        new FileFacts("tvätt-" + name, 0, digit.repeat(64)),
                        Optional.empty(),
                        0,
                        0,
                        Map.of(),
                        Map.of(),
                        List.of()),
                again);
    }
}
