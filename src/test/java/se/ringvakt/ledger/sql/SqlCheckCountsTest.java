package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.accounting.Credit;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CheckCounts.Dialled;
import se.ringvakt.ledger.CheckCounts.Washed;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipt.Against;
import se.ringvakt.ledger.WashReceipt.As;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.WashRequest.Mode;
import se.ringvakt.wash.WashRequest.Several;
import se.ringvakt.wash.WashRequest.Unreadable;

@OnEveryEngine
final class SqlCheckCountsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final Optional<PrincipalId> EL = Optional.of(new PrincipalId("elbolaget"));

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;
    private SqlCheckCounts counts;

    SqlCheckCountsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
        counts = new SqlCheckCounts(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void countsWhatWasWashedAgainstARegisterPerPrincipal() {
        wash(EL, NOON, "nix", 70, 30);
        wash(EL, NOON.plusMillis(1), "nix", 7, 3);
        wash(Optional.empty(), NOON, "nix", 5, 0);
        wash(EL, NOON, "egna", 100, 0);
        wash(EL, NOON.minusMillis(1), "nix", 1000, 0);
        wash(EL, NOON.plusMillis(2), "nix", 1000, 0);

        assertThat(counts.washed("nix", NOON, NOON.plusMillis(2)))
                .containsExactlyInAnyOrder(
                        new Washed(EL, 110, 77), new Washed(Optional.empty(), 5, 5));
        assertThat(counts.records("nix", NOON)).isEqualTo(110 + 5 + 1000 + 9 * 4);
        assertThat(counts.records("nix", NOON.plusMillis(3))).isZero();
    }

    @Test
    void countsDenialsForWhichTheRegistersWereAsked() {
        try (Ledger ledger = engine.gate(database, InstantSource.fixed(NOON))) {
            deny(ledger, NOON, Reason.LISTED, Reason.HOLIDAY);
            deny(ledger, NOON, Reason.HOLIDAY);
            deny(ledger, NOON, Reason.INVALID_NUMBER);
            deny(ledger, NOON, Reason.UNKNOWN_CAMPAIGN);
            deny(ledger, NOON, Reason.UNAVAILABLE);
            deny(ledger, NOON.plusMillis(1), Reason.HOLIDAY);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(counts.dialled(NOON, NOON.plusMillis(2)))
                                    .containsExactly(new Dialled(new CampaignId("el-2026"), 3, 2)));
            assertThat(counts.dialled(NOON, NOON.plusMillis(1)))
                    .containsExactly(new Dialled(new CampaignId("el-2026"), 2, 1));
            assertThat(counts.dialled(NOON.plusMillis(2), NOON.plusMillis(3))).isEmpty();
        }
    }

    /// What was rehearsed is one check, with its attempt; it was free unless it was listed.
    @Test
    void countsWhatWasRehearsedOnce() {
        try (Ledger ledger = engine.gate(database, InstantSource.fixed(NOON))) {
            rehearse(ledger, Samples.attempt(1, Samples.number(1), NOON), Reason.LISTED);
            rehearse(ledger, Samples.attempt(2, Samples.number(2), NOON), Reason.HOLIDAY);
            deny(ledger, NOON, Reason.LISTED);
            Awaitility.await()
                    .untilAsserted(() ->
                            assertThat(counts.dialled(NOON, NOON.plusMillis(1)))
                                    .containsExactly(new Dialled(new CampaignId("el-2026"), 3, 1)));
        }
    }

    private static void rehearse(Ledger ledger, Attempt attempt, Reason reason) {
        assertThat(ledger.append(ledger.history(attempt.number()), attempt)).isTrue();
        deny(ledger, attempt.start(), Optional.of(attempt.id()), reason);
    }

    @Test
    void keepsWhatWasBought() {
        Credit dear = credit(10_000, Optional.of(new BigDecimal("175.50")), "2026-03-01");
        Credit gift = credit(5, Optional.empty(), "2026-02-01");
        counts.buy(dear, NOON);
        counts.buy(gift, NOON);

        assertThat(counts.credits("bmnr")).containsExactly(gift, dear);
        assertThat(counts.credits("nix")).isEmpty();
        assertThat(counts.firstBought("bmnr")).contains(LocalDate.of(2026, 2, 1));
    }

    private static Credit credit(long records, Optional<BigDecimal> price, String bought) {
        return new Credit("bmnr", records, price, "EUR", LocalDate.parse(bought), "eva");
    }

    private static void deny(Ledger ledger, Instant at, Reason... reasons) {
        deny(ledger, at, Optional.empty(), reasons);
    }

    private static void deny(
            Ledger ledger, Instant at, Optional<AttemptId> rehearsed, Reason... reasons) {
        ledger.record(
                new Denial(
                        at,
                        "17.1",
                        Optional.of(new PhoneNumber(46701740605L)),
                        "el-2026",
                        "anna",
                        Kind.MANUAL,
                        List.of(reasons),
                        Optional.empty(),
                        "nix@1 sweden-1",
                        rehearsed));
    }

    private void wash(
            Optional<PrincipalId> principal, Instant at, String register, long free, long stop) {
        FileFacts file = new FileFacts("a.csv", 1, "a".repeat(64));
        new SqlWashReceipts(database)
                .add(
                        new WashReceipt(
                                0,
                                at,
                                Duration.ZERO,
                                "eva",
                                new As(
                                        Mode.REMOVE,
                                        Several.ANY,
                                        Unreadable.KEEP,
                                        List.of("1"),
                                        CsvForm.DETECTED,
                                        Optional.empty(),
                                        false,
                                        principal,
                                        Optional.empty()),
                                List.of(new Against(register, "1", LocalDate.of(2026, 11, 20))),
                                "sweden-1",
                                Optional.empty(),
                                new WashReport(
                                        file,
                                        file,
                                        Optional.empty(),
                                        free + stop + 9,
                                        free,
                                        Map.of(
                                                Status.FREE,
                                                free,
                                                Status.STOP,
                                                stop,
                                                Status.UNREADABLE,
                                                9L),
                                        Map.of(Reason.LISTED, stop),
                                        List.of()),
                                Optional.empty()));
    }
}
