package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.accounting.Credit;
import se.ringvakt.accounting.Tariff;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CheckCounts.Dialled;
import se.ringvakt.ledger.CheckCounts.Washed;

final class AccountCommandsTest {
    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
        shell.furnish();
        shell.site.accounting =
                new AccountingSettings(
                        List.of(
                                new Tariff(
                                        "nix",
                                        Optional.empty(),
                                        Optional.empty(),
                                        "SEK",
                                        new BigDecimal("0.17"),
                                        new BigDecimal("1000"),
                                        new BigDecimal("0.13"),
                                        new BigDecimal("0.17"),
                                        new BigDecimal("5000"),
                                        new BigDecimal("110500"),
                                        800_000)),
                        List.of(new Credit.Bundle("nix", 10_000, new BigDecimal("175"), "EUR")),
                        1000);
    }

    @Test
    void tellsAYearsChecksAndWhatTheyWouldHaveCost() {
        washed("2025-12-31T22:59:59Z", 1);
        washed("2025-12-31T23:00:00Z", 10_000);
        washed("2026-10-31T22:59:59Z", 20_000);
        shell.site.checks.dialled.put(
                Instant.parse("2026-11-23T10:00:00Z"),
                new Dialled(new CampaignId("el-2026"), 500, 450));

        String text = shell.ok("account").out();
        assertThat(text)
                .contains("checks against nix in 2026, over 327 days")
                .containsPattern("2026-01 +elbolaget +10,000 +8,000 +0 +0 +10,000")
                .containsPattern("2026-10 +elbolaget +20,000 +16,000 +0 +0 +20,000")
                .containsPattern("2026-11 +elbolaget +0 +0 +500 +450 +500")
                .containsPattern("all +30,500\n")
                .containsPattern("web wash +5,185.00 SEK")
                .containsPattern("licence +110,500.00 SEK")
                .contains("web wash from 650,000 checks a year, than a reseller from 850,000")
                .contains("WARNING: 34,044 checks expected in 2026, fewer than the 800,000");
        assertThat(shell.ok("account", "--json").json().at("/checks").asInt()).isEqualTo(30_500);
        assertThat(shell.ok("account", "--year", "2025").out())
                .containsPattern("2025-12 +elbolaget +1 ");
        assertThat(shell.ok("account", "--principal", "andra").out()).containsPattern("all +0\n");
        assertThat(shell.refused(ExitCode.USAGE, "account", "--register", "x"))
                .contains("--register: x (expected: one of nix)");
    }

    @Test
    void withoutAPriceListItSaysSo() {
        shell.site.accounting = new AccountingSettings(List.of(), List.of(), 0);
        assertThat(shell.ok("account").out()).contains("no price list for these months");
    }

    @Test
    void creditsAreBoughtUsedAndWarnedOf() {
        assertThat(shell.ok("credit", "list").out()).contains("0 bought, 0 used, 0 left");
        assertThat(shell.ok("credit", "add", "10000").out())
                .isEqualTo("recorded; 10000 records left\n");
        shell.site.checks.records = 9_000;
        assertThat(shell.ok("credit", "list").out())
                .containsPattern("2026-11-23 +10000 +175 EUR +kim")
                .contains("nix: 10000 bought, 9000 used, 1000 left")
                .doesNotContain("WARNING");
        shell.site.checks.records = 9_001;
        assertThat(shell.ok("credit", "list").out())
                .contains("WARNING: 999 records left of those bought for nix");

        assertThat(
                        shell.ok("credit", "add", "5", "--price", "1.50", "--bought", "2026-11-01")
                                .out())
                .contains("1004 records left");
        assertThat(shell.ok("credit", "list", "--json").json().at("/left").asInt()).isEqualTo(1004);
    }

    @Test
    void refusesCreditsThatMakeNoSense() {
        assertThat(shell.refused(ExitCode.USAGE, "credit", "add", "7"))
                .contains("RECORDS: 7 (expected: --price, or 10000)");
        assertThat(shell.refused(ExitCode.USAGE, "credit", "add", "0", "--price", "1"))
                .contains("records: 0 (expected: 1 or more)");
        assertThat(
                        shell.refused(
                                ExitCode.USAGE, "credit", "add", "10000", "--bought", "2026-11-24"))
                .contains("--bought: 2026-11-24 (expected: 2026-11-23 or earlier)");
    }

    private void washed(String at, long checked) {
        shell.site.checks.washed.put(
                Instant.parse(at),
                new Washed(Optional.of(new PrincipalId("elbolaget")), checked, checked * 8 / 10));
    }
}
