package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CampaignCommandsTest {
    @TempDir private Path folder;
    private Shell shell;
    private String file = "";

    @BeforeEach
    void write() {
        shell = new Shell(folder);
        file = shell.write("campaigns.yaml", Shell.CAMPAIGNS).toString();
    }

    @Test
    void applyAddsAndSaysWhat() {
        String out = shell.ok("campaign", "apply", file).out();

        assertThat(out)
                .contains("added principal elbolaget", "added campaign el-2026")
                .containsPattern("caller-ids: +\\+46701740699");
        assertThat(shell.site.campaigns.read().campaigns()).hasSize(1);
    }

    @Test
    void applyingTwiceChangesNothing() {
        shell.ok("campaign", "apply", file);
        long revision = shell.site.campaigns.revision();

        assertThat(shell.ok("campaign", "apply", file).out())
                .contains("unchanged campaign el-2026", "nothing to change");
        assertThat(shell.site.campaigns.revision()).isEqualTo(revision);
    }

    @Test
    void aDryRunShowsTheDifferenceAndChangesNothing() {
        shell.ok("campaign", "apply", file);
        String changed =
                Shell.CAMPAIGNS
                        .replace("2026-12-31", "2027-01-31")
                        .replace("    offer: fast-pris\n", "");
        String other = shell.write("changed.yaml", changed).toString();
        var before = shell.site.campaigns.read();

        String out = shell.ok("campaign", "apply", "--dry-run", other).out();

        assertThat(out)
                .contains("changed campaign el-2026", "2026-12-31 -> 2027-01-31")
                .containsPattern("offer: +fast-pris -> none")
                .contains("unchanged principal elbolaget", "dry run; nothing was changed")
                .doesNotContain("purpose");
        assertThat(shell.site.campaigns.read()).isEqualTo(before);
        JsonNode json = shell.ok("campaign", "apply", "--dry-run", "--json", other).json();
        assertThat(json.path("applied").asBoolean(true)).isFalse();
        assertThat(json.at("/changes/1/fields")).hasSize(2);
    }

    @Test
    void whatTheFileDoesNotNameStays() {
        shell.ok("campaign", "apply", file);
        String other =
                shell.write("other.yaml", Shell.CAMPAIGNS.replace("el-2026", "el-2027")).toString();

        assertThat(shell.ok("campaign", "apply", other).out())
                .contains("not in the file, stay as they are: el-2026");
        assertThat(shell.site.campaigns.read().campaigns()).hasSize(2);
    }

    @Test
    void aCampaignMayNameAPrincipalOnRecord() {
        shell.ok("campaign", "apply", file);
        String only =
                Shell.CAMPAIGNS
                        .substring(Shell.CAMPAIGNS.indexOf("campaigns:"))
                        .replace("el-2026", "el-2027");
        shell.ok("campaign", "apply", shell.write("only.yaml", only).toString());
        assertThat(shell.site.campaigns.read().campaigns()).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "purpose: sales | purpose: sale | :7: purpose: sale (expected: one of sales,",
                "purpose: sales | porpose: sales | :7: porpose: unknown key (did you mean: purpose)",
                "principal: elbolaget | principal: elbolget | :6: principal: elbolget (did you mean:"
                        + " elbolaget)",
                "principal: elbolaget | principal: xyz | :6: principal: xyz (expected: one of"
                        + " elbolaget)",
                "last-day: 2026-12-31 | last-day: 2025-12-31 | :10: last-day: 2025-12-31 (expected:"
                        + " not before first-day 2026-01-01)",
                "first-day: 2026-01-01 | first-day: 2026-13-01 | :9: first-day: 2026-13-01"
                        + " (expected: a date like 2026-11-23)",
                "number: 070-174 06 99 | number: 174 06 99 | :12: number: 174 06 99 (expected: a"
                        + " number with its leading 0",
                "call-back: true | call-back: maybe | :13: call-back: maybe (expected: true or"
                        + " false, or play and route)",
                "call-back: true | call-back: {paly: x} | :13: paly: unknown key (did you mean:"
                        + " play)",
                "call-back: true | call-back: {play: ../x} | :13: play: '../x' (expected: a sound",
                "call-back: true | call-back: {play: 'a,b'} | :13: play: 'a,b' (expected: a sound",
                "call-back: true | call-back: {play: ''} | :13: play: '' (expected: a sound",
                "call-back: true | call-back: {route: 's,1'} | :13: route: 's,1' (expected:"
                        + " letters",
                "call-back: true | call-back: [x] | :13: call-back: a list (expected: true or",
                "offer: fast-pris | address-source: '' | :8: address-source: '' (expected: 1 to",
                "offer: fast-pris | call-purpose: ' ' | :8: call-purpose: '' (expected: 1 to",
                "id: el-2026 | id: 'el 2026' | :5: id: 'el 2026' (expected: letters",
                "purpose: sales | purpose: [sales] | :7: purpose: a list (expected: one of",
                "name: Elbolaget AB | name: '' | :3: name: '' (expected: 1 to 200 characters)",
            })
    void whatIsWrongIsNamedByFileAndLine(String right, String wrong, String message) {
        String text = Shell.CAMPAIGNS.replace(right, wrong);
        assertThat(text).isNotEqualTo(Shell.CAMPAIGNS);
        String bad = shell.write("bad.yaml", text).toString();

        assertThat(shell.refused(ExitCode.REFUSED, "campaign", "apply", bad))
                .contains(bad + message);
        assertThat(shell.site.campaigns.revision()).isZero();
    }

    @Test
    void idsAreUnique() {
        String twice =
                Shell.CAMPAIGNS
                        + Shell.CAMPAIGNS.substring(Shell.CAMPAIGNS.indexOf("  - id: el-2026"));
        String bad = shell.write("bad.yaml", twice).toString();
        assertThat(shell.refused(ExitCode.REFUSED, "campaign", "apply", bad))
                .contains(bad + ":14: id: el-2026 (expected: each once)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'0701740699'",
                "\"0701740699\"",
                "0701740605",
                "+46701740699",
                "0046701740699"
            })
    void aCallerIdMayBeWrittenAnyWay(String spelling) {
        String text = Shell.CAMPAIGNS.replace("070-174 06 99", spelling);
        shell.ok("campaign", "apply", shell.write("c.yaml", text).toString());
        assertThat(shell.ok("campaign", "list").out()).contains("+467017406");
    }

    @Test
    void aCampaignWithoutCallerIdIsRefused() {
        String none = Shell.CAMPAIGNS.substring(0, Shell.CAMPAIGNS.indexOf("    caller-ids:"));
        String bad = shell.write("bad.yaml", none).toString();
        assertThat(shell.refused(ExitCode.REFUSED, "campaign", "apply", bad))
                .contains("caller-ids: none (expected: at least one");
    }

    @Test
    void aFileThatIsNotThereIsRefused() {
        assertThat(shell.refused(ExitCode.REFUSED, "campaign", "apply", "nowhere.yaml"))
                .contains("nowhere.yaml: no such file");
    }

    @Test
    void aDatabaseThatCannotBeReadIsNotAvailable() {
        shell.site.campaigns.broken = true;
        assertThat(shell.refused(ExitCode.UNAVAILABLE, "campaign", "apply", file))
                .contains("campaign apply: ledger ledger.db: locked");
    }

    @Test
    void listShowsCampaignsAndStops() {
        assertThat(shell.ok("campaign", "list").out()).contains("no campaign yet");
        shell.ok("campaign", "apply", file);
        shell.ok("stop", "--campaign", "el-2026", "--reason", "complaints");

        assertThat(shell.ok("campaign", "list").out())
                .containsPattern("el-2026 +elbolaget +sales +2026-01-01 +2026-12-31 +fast-pris")
                .contains("complaints");
        JsonNode row = shell.ok("campaign", "list", "--json").json().at("/campaigns/0");
        assertThat(row.path("id").asText()).isEqualTo("el-2026");
        assertThat(row.path("stopped").asText()).isEqualTo("complaints");
        assertThat(row.at("/callerIds/0/number").asText()).isEqualTo("+46701740699");
        assertThat(row.path("goods").isNull()).isTrue();
    }

    @Test
    void aCallerIdMaySayHowItIsAnswered() {
        String campaigns =
                Shell.CAMPAIGNS
                        .replace("call-back: true", "call-back: {play: custom/el, route: vip}")
                        .replace("offer: fast-pris", "address-source: Köpt hos Adress, AB")
                        .replace(
                                "purpose: sales", "purpose: sales\n    call-purpose: Att sälja el");
        String other = shell.write("other.yaml", campaigns).toString();

        assertThat(shell.ok("campaign", "apply", other).out())
                .contains("+46701740699 (plays custom/el) (routes to vip)")
                .containsPattern("address-source: +Köpt hos Adress, AB");
        assertThat(shell.ok("campaign", "apply", other).out()).contains("nothing to change");
        JsonNode row = shell.ok("campaign", "list", "--json").json().at("/campaigns/0");
        assertThat(row.at("/callerIds/0/callBack").asBoolean()).isTrue();
        assertThat(row.at("/callerIds/0/play").asText()).isEqualTo("custom/el");
        assertThat(row.at("/callerIds/0/route").asText()).isEqualTo("vip");
        assertThat(row.path("addressSource").asText()).isEqualTo("Köpt hos Adress, AB");
        assertThat(row.path("callPurpose").asText()).isEqualTo("Att sälja el");
        assertThat(shell.run("check", "0701740605").out())
                .contains("may show", "+46701740699 (plays custom/el) (routes to vip)")
                .containsPattern("call purpose +Att sälja el");
    }

    @Test
    void stopAndResumeEverythingOrOneCampaign() {
        shell.ok("campaign", "apply", file);
        assertThat(shell.ok("stop", "--reason", "audit", "--who", "eva").out())
                .contains("EVERYTHING is stopped: audit");
        assertThat(shell.site.campaigns.lastWho).isEqualTo("eva");
        shell.ok("stop", "--campaign", "el-2026", "--reason", "complaints");
        assertThat(shell.site.campaigns.lastWho).isEqualTo("kim");

        assertThat(shell.ok("resume", "--campaign", "el-2026").out())
                .contains("campaign el-2026 is resumed; but everything is stopped");
        assertThat(shell.run("resume", "--campaign", "el-2026").expect(ExitCode.NO).out())
                .contains("had no stop of its own");
        assertThat(shell.ok("resume").out()).isEqualTo("everything is resumed\n");
        assertThat(shell.run("resume", "--json").expect(ExitCode.NO).json().path("resumed"))
                .hasToString("false");
    }

    @Test
    void aStopNeedsAReasonAndAKnownCampaign() {
        shell.ok("campaign", "apply", file);
        assertThat(shell.refused(ExitCode.USAGE, "stop")).contains("--reason");
        assertThat(shell.refused(ExitCode.USAGE, "stop", "--reason", " ")).contains("--reason: '' (expected: 1 to 200");
        assertThat(shell.refused(ExitCode.USAGE, "stop", "--reason", "x", "--campaign", "EL-2026"))
                .contains("campaign: EL-2026 (expected: one of el-2026)");
    }
}
