package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Mode;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.site.Site;

final class CheckCommandTest {
    private static final String NUMBER = "070-174 06 05";
    private static final String LISTED = "070-174 06 50";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
    }

    @Test
    void anAllowedCallShowsItsTermsAndWhatWasAssumed() {
        String out = shell.ok("check", NUMBER).out();
        assertThat(out)
                .startsWith("ALLOWED\n")
                .containsPattern("timeout +46 s")
                .containsPattern("no ringing after +Mon 2026-11-23 21:00:00 \\+01:00")
                .containsPattern("caller id +\\+46701740699")
                .containsPattern("number +070-174 06 05, \\+46701740605")
                .containsPattern("at +Mon 2026-11-23 12:00:00 \\+01:00 Europe/Stockholm")
                .containsPattern("policy +sweden-")
                .containsPattern(
                        "register +nix 2026-11-20-[0-9a-f]{8}, 3 days old, usable to 2027-01-19:"
                                + " does not list the number")
                .containsPattern("attempts +0 of 2 this day, 0 of 20 in 30 days")
                .containsPattern("assumed +campaign el-2026, the only one")
                .containsPattern("assumed +an agent who is free");
    }

    @Test
    void aDenialGivesEveryReasonInWordsWithItsClause() {
        shell.ok("block", "add", LISTED, "--expires", "2026-11-25");
        String out =
                shell.run("check", LISTED, "--at", "2026-12-24T12:00").expect(ExitCode.NO).out();
        assertThat(out)
                .startsWith("DENIED\n")
                .containsPattern("LISTED +in the register nix \\(NIX\\)")
                .containsPattern("HOLIDAY +a day on which nobody is called \\(§3.2\\)")
                .containsPattern("next permitted +nobody can tell, or never")
                .containsPattern("block +centre, to Wed 2026-11-25 00:00:00")
                .doesNotContain("BLOCKED ");
    }

    @Test
    void whatARehearsalLetsOutIsADenialAllTheSame() {
        shell.site.rehearsal = new Rehearsal(Mode.REHEARSE);
        String out = shell.run("check", LISTED).expect(ExitCode.NO).out();
        assertThat(out)
                .startsWith("WOULD BE DENIED; rehearsal lets it out, recorded as both\n")
                .containsPattern("LISTED +in the register nix")
                .containsPattern("caller id +\\+46701740699");
        JsonNode json = shell.run("check", LISTED, "--json").expect(ExitCode.NO).json();
        assertThat(json.path("verdict").asText()).isEqualTo("deny");
        assertThat(json.path("rehearsed").asBoolean()).isTrue();

        shell.ok("stop", "--campaign", "el-2026", "--reason", "test");
        assertThat(shell.run("check", LISTED).expect(ExitCode.NO).out()).startsWith("DENIED\n");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T07:59:59, OUTSIDE_HOURS, 2026-11-23T08:00:00+01:00",
        "2026-11-23T20:59:15+01:00, OUTSIDE_HOURS, 2026-11-24T08:00:00+01:00",
        "2026-11-28 18:00, OUTSIDE_HOURS, 2026-11-29T10:00:00+01:00",
        "2026-12-24T11:00:00Z, HOLIDAY, 2026-12-25T08:00:00+01:00",
    })
    void theNextPermittedTimeIsTold(String at, String reason, String retryAt) {
        JsonNode json = shell.run("check", NUMBER, "--at", at, "--json").expect(ExitCode.NO).json();
        assertThat(json.at("/reasons/0/code").asText()).isEqualTo(reason);
        assertThat(json.path("retryAt").asText()).isEqualTo(retryAt);
    }

    @Test
    void theHistoryIsShownAndNothingIsRecorded() {
        PhoneNumber number = new PhoneNumber(46_701_740_605L);
        shell.site.ledger.put(
                new History(
                        number,
                        2,
                        List.of(
                                attempt("el-2026", "2026-11-20T09:00:00Z", "2026-11-20T09:01:00Z"),
                                attempt("el-2026", "2026-11-23T08:59:00Z", "2026-11-23T09:00:00Z")),
                        Set.of()));

        String out = shell.run("check", NUMBER).expect(ExitCode.NO).out();
        assertThat(out)
                .containsPattern("SPACING +less than 4 h after the last attempt")
                .containsPattern("next permitted +Mon 2026-11-23 14:00:00 \\+01:00")
                .containsPattern("attempts +1 of 2 this day, 2 of 20 in 30 days")
                .containsPattern("spacing +over from Mon 2026-11-23 14:00:00")
                .containsPattern("attempt +Fri 2026-11-20 10:00:00 \\+01:00 to .* in el-2026");
        assertThat(shell.site.ledger.appended).isEmpty();
        assertThat(shell.site.ledger.denials).isEmpty();
    }

    private static Counted attempt(String campaign, String start, String end) {
        return new Counted(
                new CampaignId(campaign),
                Optional.of(new OfferId("fast-pris")),
                Instant.parse(start),
                Optional.of(Instant.parse(end)));
    }

    @Test
    void jsonHoldsEverything() {
        shell.ok("consent", "add", LISTED, "--principal", "elbolaget", "--proof", "form 7");
        shell.ok("customer", "add", LISTED, "--principal", "elbolaget", "--since", "2020-01-01");
        JsonNode json = shell.ok("check", LISTED, "--agent", "101", "--json").json();

        assertThat(json.path("verdict").asText()).isEqualTo("allow");
        assertThat(json.path("readAs").asText()).isEqualTo("+46701740650");
        assertThat(json.at("/permit/timeoutSeconds").asInt()).isEqualTo(46);
        assertThat(json.at("/facts/registers/0/listed").asBoolean()).isTrue();
        assertThat(json.at("/facts/consents/0/proof").asText()).isEqualTo("form 7");
        assertThat(json.at("/facts/customers/0/since").asText()).isEqualTo("2020-01-01");
        assertThat(json.at("/facts/agent").asText()).isEqualTo("101");
        assertThat(json.path("retryAt").isNull()).isTrue();
        assertThat(json.path("assumed")).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "+46 (0)112", "11414"})
    void emergencyNumbersAreAllowed(String number) {
        assertThat(shell.ok("check", number).out()).startsWith("ALLOWED: an emergency");
    }

    @Test
    void whatIsNoNumberOrNoCampaignIsDenied() {
        assertThat(shell.run("check", "#31#0701740605").expect(ExitCode.NO).out())
                .contains("INVALID_NUMBER");
        assertThat(shell.run("check", NUMBER, "--campaign", "EL-2026").expect(ExitCode.NO).out())
                .contains("UNKNOWN_CAMPAIGN");
    }

    @Test
    void aStopIsToldWithItsReason() {
        shell.ok("stop", "--campaign", "el-2026", "--reason", "complaints");
        assertThat(shell.run("check", NUMBER).expect(ExitCode.NO).out())
                .contains("the campaign is stopped: complaints");
        shell.ok("stop", "--reason", "audit");
        assertThat(shell.run("check", NUMBER).out()).contains("everything is stopped: audit");
    }

    @Test
    void kindTimeoutAndCallerIdAreJudgedToo() {
        assertThat(shell.run("check", NUMBER, "--kind", "robot").expect(ExitCode.NO).out())
                .contains("NO_CONSENT");
        assertThat(shell.run("check", NUMBER, "--cli", "0701740698").expect(ExitCode.NO).out())
                .contains("CALLER_ID");
        assertThat(shell.ok("check", NUMBER, "--timeout", "90").out())
                .containsPattern("timeout +90 s");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--at=noon | --at: noon (expected: 2026-11-23T12:00 in Europe/Stockholm, or with",
                "--at=2027-03-28T02:30 | --at: 2027-03-28T02:30 (expected: with its offset,",
                "--at=2026-10-25T02:30 | --at: 2026-10-25T02:30 (expected: with its offset,",
                "--kind=fax | --kind: fax (expected: manual, progressive or robot)",
                "--timeout=-1 | --timeout: -1 (expected: 1 to 86400)",
                "--timeout=long | '--timeout'",
                "--agnet=7 | Unknown option: '--agnet=7' (did you mean: --agent",
            })
    void whatIsTypedWrongIsSaidInOneLine(String option, String message) {
        assertThat(shell.refused(ExitCode.USAGE, "check", NUMBER, option)).contains(message);
    }

    @Test
    void withSeveralCampaignsOneMustBeNamed() {
        String two = Shell.CAMPAIGNS.replace("el-2026", "el-2027");
        shell.ok("campaign", "apply", shell.write("two.yaml", two).toString());
        assertThat(shell.refused(ExitCode.USAGE, "check", NUMBER))
                .contains("--campaign: missing (expected: one of el-2026, el-2027)");
    }

    @Test
    void aLedgerThatCannotBeReadIsNotAvailable() {
        shell.site.ledger.broken = true;
        assertThat(shell.refused(ExitCode.UNAVAILABLE, "check", NUMBER)).contains("check: broken");
    }

    @Test
    void withoutARegisterTheCallIsDenied() {
        Shell bare = new Shell(folder.resolve("nix.txt").resolveSibling("."));
        bare.site.registers.set(
                0,
                new Site.Register(
                        "none",
                        bare.site.registers.getFirst().store(),
                        bare.site.registers.getFirst().format(),
                        bare.site.registers.getFirst().limits()));
        bare.ok("campaign", "apply", bare.write("c.yaml", Shell.CAMPAIGNS).toString());
        assertThat(bare.run("check", NUMBER).expect(ExitCode.NO).out())
                .contains("REGISTER_STALE", "no version of the register was ever imported")
                .containsPattern("register +none: no version");
    }

    @Test
    void theSiteIsClosed() {
        int before = shell.site.closed;
        shell.ok("check", NUMBER);
        assertThat(shell.site.closed).isEqualTo(before + 1);
    }

    @Test
    void withoutAnyCampaignWhatIsOnRecordIsShown() {
        Shell bare = new Shell(folder.resolve("bare"));
        bare.ok(
                "register",
                "import",
                bare.write("nix.txt", "070-174 06 50\n").toString(),
                "--updated",
                "2026-11-20");
        bare.ok("block", "add", LISTED, "--who", "Bo");
        bare.site.ledger.put(
                new History(
                        new PhoneNumber(46_701_740_650L),
                        1,
                        List.of(attempt("el-2026", "2026-11-20T09:00:00Z", "2026-11-20T09:01:00Z")),
                        Set.of()));

        assertThat(bare.ok("check", LISTED).out())
                .startsWith("NOT JUDGED: there is no campaign yet")
                .containsPattern("register +nix .*: lists the number")
                .containsPattern("block +centre, permanent")
                .containsPattern("changed +Mon .*: add block centre by Bo \\(kim\\)")
                .containsPattern("attempts +0 of 2 this day, 1 of 20 in 30 days");
        JsonNode json = bare.ok("check", LISTED, "--json").json();
        assertThat(json.path("verdict").asText()).isEqualTo("unjudged");
        assertThat(json.at("/facts/blocks/0/list").asText()).isEqualTo("centre");
        assertThat(json.at("/facts/changes/0/who").asText()).isEqualTo("Bo (kim)");
        assertThat(json.at("/facts/campaign").isNull()).isTrue();
        assertThat(bare.ok("check", "112").out()).startsWith("ALLOWED: an emergency");
        assertThat(bare.run("check", "12").expect(ExitCode.NO).out()).contains("INVALID_NUMBER");
    }
}
