package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
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
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.TestPolicies;

final class ReplayCommandTest {
    private static final String CALLS =
            """
            time;number;campaign;agent;caller_id;kind;status;ring_seconds;talk_seconds
            2026-11-23 08:30:00;070-174 06 05;el-2026;bo;;;busy;;
            2026-11-23 10:00:00;+46701740605;el-2026;bo;;;answer;12;180
            2026-11-23 15:00:00;0701740605;el-2026;eva;;;noanswer;40;
            2026-11-23 20:00:00;0701740605;el-2026;eva;;;noanswer;40;
            2026-11-23 20:30:00;0701740650;el-2026;eva;;;cancel;20;
            2026-11-23 21:30:00;0701740606;el-2026;bo;;;busy;;
            """;

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
    }

    private String file(String text) {
        return shell.write("calls.csv", text).toString();
    }

    private List<String> verdicts(String text, String... options) throws IOException {
        Path out = folder.resolve("out.csv");
        String[] line = new String[options.length + 5];
        line[0] = "replay";
        line[1] = file(text);
        System.arraycopy(options, 0, line, 2, options.length);
        line[line.length - 3] = "--out";
        line[line.length - 2] = out.toString();
        line[line.length - 1] = "--force";
        assertThat(shell.run(line).err()).isEmpty();
        return Files.readAllLines(out).stream()
                .map(row ->
                        row.substring(
                                row.lastIndexOf(
                                                ';',
                                                row.lastIndexOf(';', row.lastIndexOf(';') - 1) - 1)
                                        + 1))
                .toList();
    }

    @Test
    void enforcedWhatIsBlockedDidNotHappen() throws IOException {
        // The second is blocked, so the third is the second attempt of the day and allowed.
        assertThat(verdicts(CALLS, "--mode", "enforce"))
                .containsExactly(
                        "ringvakt_verdict;ringvakt_reasons;ringvakt_retry_at",
                        "ALLOW;;",
                        "DENY;SPACING;2026-11-23T12:30:00+01:00",
                        "ALLOW;;",
                        "DENY;DAILY_LIMIT;2026-11-24T08:00:00+01:00",
                        "DENY;LISTED;",
                        "DENY;OUTSIDE_HOURS;2026-11-24T08:00:00+01:00");
    }

    @Test
    void auditedAllHappened() throws IOException {
        // The second counts although it should not have been made: the day is full.
        assertThat(verdicts(CALLS, "--mode", "audit"))
                .containsExactly(
                        "ringvakt_verdict;ringvakt_reasons;ringvakt_retry_at",
                        "ALLOW;;",
                        "DENY;SPACING;2026-11-23T12:30:00+01:00",
                        "DENY;DAILY_LIMIT;2026-11-24T08:00:00+01:00",
                        "DENY;DAILY_LIMIT;2026-11-24T08:00:00+01:00",
                        "DENY;LISTED;",
                        "DENY;OUTSIDE_HOURS;2026-11-24T08:00:00+01:00");
    }

    @Test
    void rowsStayAsTheyAre() throws IOException {
        Path out = folder.resolve("out.csv");
        shell.ok("replay", file(CALLS), "--mode", "audit", "--out", out.toString());

        assertThat(Files.readAllLines(out).get(2))
                .isEqualTo(
                        "2026-11-23 10:00:00;+46701740605;el-2026;bo;;;answer;12;180;"
                                + "DENY;SPACING;2026-11-23T12:30:00+01:00");
    }

    @Test
    void theSummaryTellsByRuleCampaignAgentAndDay() {
        JsonNode found = shell.ok("replay", file(CALLS), "--mode", "audit", "--json").json();

        assertThat(found.at("/total/calls").asInt()).isEqualTo(6);
        assertThat(found.at("/total/denied").asInt()).isEqualTo(5);
        assertThat(found.at("/total/tooShort").asInt()).isEqualTo(1);
        assertThat(found.at("/total/primary/DAILY_LIMIT").asInt()).isEqualTo(2);
        assertThat(found.at("/campaigns/el-2026/denied").asInt()).isEqualTo(5);
        assertThat(found.at("/agents/eva/primary/LISTED").asInt()).isEqualTo(1);
        assertThat(found.at("/agents/eva/tooShort").asInt()).isEqualTo(1);
        assertThat(found.at("/days/2026-11-23/calls").asInt()).isEqualTo(6);
        assertThat(found.at("/judgedBy/registers/0/updated").asText()).isEqualTo("2026-11-20");
        assertThat(found.at("/judgedBy/versions").asText()).startsWith("nix@2026-11-20-");
        assertThat(found.at("/first").asText()).isEqualTo("2026-11-23T08:30:00+01:00");
        assertThat(shell.site.ledger.appended).isEmpty();
        assertThat(shell.site.ledger.denials).isEmpty();
        assertThat(shell.ok("replay", file(CALLS), "--mode", "audit").out())
                .contains("calls.csv: 5 of 6 calls would have been blocked (audit)")
                .contains("register nix of 2026-11-20")
                .containsPattern("DAILY_LIMIT +2 +2\n")
                .containsPattern("eva +3 +3 +DAILY_LIMIT 2, LISTED 1\n");
    }

    @Test
    void anotherPolicyIsComparedWithTheOneInForce() {
        String policy =
                shell.write("new.yaml", TestPolicies.text("attempts-per-day: 1")).toString();
        JsonNode found =
                shell.ok("replay", file(CALLS), "--mode", "audit", "--policy", policy, "--json")
                        .json();

        // Of the second call the new policy gives another first reason; it is blocked by both.
        assertThat(found.at("/difference/moreCalls").asInt()).isZero();
        assertThat(found.at("/total/primary/DAILY_LIMIT").asInt()).isEqualTo(3);

        JsonNode enforced =
                shell.ok("replay", file(CALLS), "--mode", "enforce", "--policy", policy, "--json")
                        .json();
        assertThat(enforced.at("/difference/moreCalls").asInt()).isEqualTo(1);
        assertThat(enforced.at("/difference/more/DAILY_LIMIT").asInt()).isEqualTo(1);
        assertThat(enforced.at("/difference/lessCalls").asInt()).isZero();
    }

    @Test
    void aPolicyOfAnotherCountryIsRefused() {
        String policy = shell.write("new.yaml", TestPolicies.text("zone: Europe/Oslo")).toString();
        assertThat(refused(CALLS, "--policy", policy)).contains("Europe/Oslo", "expected: of +46");
    }

    private String refused(String text, String... options) {
        String[] line = new String[options.length + 4];
        line[0] = "replay";
        line[1] = file(text);
        line[2] = "--mode";
        line[3] = "audit";
        System.arraycopy(options, 0, line, 4, options.length);
        return shell.refused(ExitCode.REFUSED, line);
    }

    @Test
    void aFileOutOfOrderIsRefusedWithItsLineUnlessItIsSorted() throws IOException {
        List<String> rows = CALLS.lines().toList();
        String swapped =
                String.join("\n", rows.get(0), rows.get(2), rows.get(1), rows.get(3)) + "\n";

        assertThat(refused(swapped, "--out", folder.resolve("out.csv").toString()))
                .contains("calls.csv: line 3: ", " of line 2 (expected: rows in order of time");
        assertThat(folder.resolve("out.csv")).doesNotExist();
        assertThat(verdicts(swapped, "--mode", "enforce", "--sort"))
                .containsExactly(
                        "ringvakt_verdict;ringvakt_reasons;ringvakt_retry_at",
                        "ALLOW;;",
                        "DENY;SPACING;2026-11-23T12:30:00+01:00",
                        "ALLOW;;");
    }

    @Test
    void aBrokenLineIsToldAndTheRestIsJudged() throws IOException {
        String text =
                """
                time,number,campaign,agent
                2026-11-23 08:30:00,0701740605,el-2026,bo
                2026-11-23 08:31:00,"0701740606,el-2026,bo
                yesterday,0701740607,el-2026,bo
                2026-11-23 08:32:00
                2026-11-23 08:33:00,0701740608,el-2026,eva
                """;
        Path out = folder.resolve("out.csv");
        Shell.Result result =
                shell.run("replay", file(text), "--mode", "audit", "--out", out.toString())
                        .expect(ExitCode.NO);

        assertThat(result.out())
                .contains("0 of 2 calls would have been blocked")
                .containsPattern("unreadable +3\n")
                .contains("line 3: ", "line 4: time: 'yesterday' (expected: a time like ")
                .contains("line 5: columns: 1 (expected: at least 4)");
        assertThat(Files.readAllLines(out))
                .containsExactly(
                        "time,number,campaign,agent,ringvakt_verdict,ringvakt_reasons,"
                                + "ringvakt_retry_at",
                        "2026-11-23 08:30:00,0701740605,el-2026,bo,ALLOW,,",
                        "\"2026-11-23 08:31:00,\"\"0701740606,el-2026,bo\",,,,UNREADABLE,"
                                + "a quote opens a cell here and is not closed,",
                        "yesterday,0701740607,el-2026,bo,UNREADABLE,\"time: 'yesterday' (expected:"
                                + " a time like 2026-11-23 12:00:00, or with an offset)\",",
                        "2026-11-23 08:32:00,,,,UNREADABLE,columns: 1 (expected: at least 4),",
                        "2026-11-23 08:33:00,0701740608,el-2026,eva,ALLOW,,");
    }

    @Test
    void unknownCampaignsAndStatusesAreTold() {
        String text =
                """
                time;number;campaign;agent;status
                2026-11-23 08:30:00;0701740605;gas;bo;busy
                2026-11-23 09:30:00;0701740606;el-2026;bo;gone fishing
                2026-11-23 10:30:00;0701740606;el-2026;bo;busy
                2026-11-23 11:30:00;112;el-2026;bo;answer
                2026-11-23 11:30:01;12;el-2026;bo;answer
                """;
        JsonNode found = shell.ok("replay", file(text), "--mode", "audit", "--json").json();

        assertThat(found.at("/unknownCampaigns/gas").asInt()).isEqualTo(1);
        assertThat(found.at("/unknownStatuses/gone fishing").asInt()).isEqualTo(1);
        assertThat(found.at("/emergencies").asInt()).isEqualTo(1);
        assertThat(found.at("/total/primary/UNKNOWN_CAMPAIGN").asInt()).isEqualTo(1);
        assertThat(found.at("/total/primary/INVALID_NUMBER").asInt()).isEqualTo(1);
        // What no word tells the end of counts.
        assertThat(found.at("/total/primary/SPACING").asInt()).isEqualTo(1);
    }

    @Test
    void aFileOfCampaignsIsTakenAsApplied() {
        String campaigns =
                shell.write("more.yaml", Shell.CAMPAIGNS.replace("el-2026", "gas")).toString();
        String text = "time;number;campaign;agent\n2026-11-23 08:30;0701740605;gas;bo\n";

        assertThat(
                        shell.ok(
                                        "replay",
                                        file(text),
                                        "--mode",
                                        "audit",
                                        "--campaigns",
                                        campaigns,
                                        "--json")
                                .json()
                                .at("/total/allowed")
                                .asInt())
                .isEqualTo(1);
    }

    @Test
    void historyOnRecordCountsOnlyWhenAskedForAndOnlyFromBefore() throws IOException {
        PhoneNumber number = new PhoneNumber(46_701_740_605L);
        String text = "time;number;campaign;agent\n2026-11-23 11:59:59;0701740605;el-2026;bo\n";
        History.Counted morning =
                new History.Counted(
                        new CampaignId("el-2026"),
                        Optional.empty(),
                        Instant.parse("2026-11-23T07:59:00Z"),
                        Optional.of(Instant.parse("2026-11-23T08:00:00Z")));
        History.Counted noon =
                new History.Counted(
                        new CampaignId("el-2026"),
                        Optional.empty(),
                        Instant.parse("2026-11-23T10:59:59Z"),
                        Optional.of(Instant.parse("2026-11-23T10:59:59Z")));
        shell.site.ledger.put(new History(number, 1, List.of(morning, noon), Set.of()));

        assertThat(verdicts(text, "--mode", "enforce")).last().isEqualTo("ALLOW;;");
        assertThat(verdicts(text, "--mode", "enforce", "--with-history"))
                .last()
                .isEqualTo("DENY;SPACING;2026-11-23T13:00:00+01:00");
    }

    @Test
    void stopsOfNowAreLeftOutAndTold() {
        shell.ok("stop", "--reason", "a trial");
        assertThat(shell.ok("replay", file(CALLS), "--mode", "enforce").out())
                .contains("4 of 6 calls would have been blocked")
                .containsPattern("left out +1 stops in force now\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|empty (expected: a header)",
                "tid;number;campaign|column 'time': not there (expected: one of tid, number, campaign; or a position)",
                "time;number|column 'campaign': not there",
            })
    void whatIsNoFileOfCallsIsRefused(String text, String told) {
        assertThat(refused(text)).contains("calls.csv", told);
    }

    @Test
    void aHeaderAloneIsNoCalls() {
        assertThat(shell.ok("replay", file("time;number;campaign\n"), "--mode", "audit").out())
                .contains("0 of 0 calls would have been blocked");
    }

    @Test
    void filesThatAreThereAreNotReplaced() {
        String out = shell.write("out.csv", "mine").toString();
        assertThat(refused(CALLS, "--out", out)).contains("out.csv: there already");
        assertThat(refused(CALLS, "--out", file(CALLS), "--force")).contains("the same file as");
        assertThat(Path.of(out)).hasContent("mine");
        assertThat(
                        shell.refused(
                                ExitCode.REFUSED,
                                "replay",
                                folder.resolve("gone.csv").toString(),
                                "--mode",
                                "audit"))
                .contains("gone.csv: no such file (expected: a file of calls)");
    }

    @Test
    void masterCsvWithAMapping() throws IOException {
        String mapping =
                shell.write(
                                "cdr.yaml",
                                """
                                campaigns:
                                  column: dcontext
                                  values: {agents: el-2026}
                                columns:
                                  agent: {column: channel, pattern: 'PJSIP/(agent\\d+)-.*'}
                                """)
                        .toString();
        String master =
                """
                "","101","0701740605","agents",""\"Bo"" <101>","PJSIP/agent101-00000001","PJSIP/trunk-00000002","Dial","PJSIP/0701740605@trunk,46","2026-11-23 08:30:10","","2026-11-23 08:30:30",20,0,"NO ANSWER","DOCUMENTATION","1795419010.1",""
                "","102","0701740606","agents",""\"Eva"" <102>","PJSIP/agent102-00000003","PJSIP/trunk-00000004","Dial","PJSIP/0701740606@trunk,46","2026-11-23 08:30:00","2026-11-23 08:30:12","2026-11-23 08:33:12",192,180,"ANSWERED","DOCUMENTATION","1795419000.3",""
                "","","s","from-trunk","","PJSIP/trunk-00000005","","Playback","tt","2026-11-23 08:40:00","2026-11-23 08:40:00","2026-11-23 08:40:02",2,2,"ANSWERED","DOCUMENTATION","1795419600.5",""
                "","101","0701740605","agents",""\"Bo"" <101>","PJSIP/agent101-00000006","PJSIP/trunk-00000007","Dial","PJSIP/0701740605@trunk,46","2026-11-23 12:30:29","","2026-11-23 12:31:29",60,0,"NO ANSWER","DOCUMENTATION","1795433430.6",""
                """;
        Path out = folder.resolve("out.csv");
        JsonNode found =
                shell.ok(
                                "replay",
                                file(master),
                                "--mode",
                                "audit",
                                "--format",
                                "cdr",
                                "--mapping",
                                mapping,
                                "--out",
                                out.toString(),
                                "--json")
                        .json();

        assertThat(found.at("/total/calls").asInt()).isEqualTo(3);
        assertThat(found.at("/notDialled").asInt()).isEqualTo(1);
        assertThat(found.at("/total/tooShort").asInt()).isEqualTo(1);
        assertThat(found.at("/agents/agent101/primary/SPACING").asInt()).isEqualTo(1);
        assertThat(Files.readAllLines(out))
                .satisfiesExactly(
                        row -> assertThat(row).contains("0701740606").endsWith(",ALLOW,,"),
                        row -> assertThat(row).contains("0701740605").endsWith(",ALLOW,,"),
                        row -> assertThat(row).endsWith(",NOT_DIALLED,,"),
                        row -> assertThat(row).endsWith(",DENY,SPACING,2026-11-23T12:30:30+01:00"));
    }

    @Test
    void vicidialsLog() {
        String log =
                """
                uniqueid,lead_id,list_id,campaign_id,call_date,start_epoch,end_epoch,length_in_sec,status,phone_code,phone_number,user,comments,processed,user_group,term_reason,alt_dial,called_count
                1795419000.1,1,998,el-2026,2026-11-23 08:30:00,1795419000,1795419180,180,SALE,46,701740605,6666,AUTO,Y,ADMIN,AGENT,MAIN,1
                1795419001.1,2,998,el-2026,2026-11-23 08:30:01,1795419001,1795419026,25,NA,46,0701740606,VDAD,AUTO,N,,NONE,MAIN,1
                1795419002.1,3,998,el-2026,2026-11-23 08:40:00,1795419600,1795419603,3,DROP,46,701740607,VDAD,AUTO,N,,ABANDON,MAIN,1
                """;
        JsonNode found =
                shell.ok("replay", file(log), "--mode", "audit", "--format", "vicidial", "--json")
                        .json();

        assertThat(found.at("/total/calls").asInt()).isEqualTo(3);
        assertThat(found.at("/total/allowed").asInt()).isEqualTo(1);
        // A dial without an agent, and one that was answered to nobody.
        assertThat(found.at("/total/primary/AGENT_REQUIRED").asInt()).isEqualTo(2);
        assertThat(found.at("/total/silent").asInt()).isEqualTo(1);
        assertThat(found.at("/total/released").asInt()).isZero();
        assertThat(found.at("/total/tooShort").asInt()).isZero();
    }

    @Test
    void aMappingThatMakesNoSenseIsRefusedWithItsLine() {
        assertThat(mappingRefused("zone: Europe/Stokholm\n"))
                .contains("map.yaml:1: zone: Europe/Stokholm (expected: a time zone like ");
        assertThat(mappingRefused("header: true\ncolums: {}\n"))
                .contains("map.yaml:2: colums: unknown key (did you mean: columns)");
        assertThat(mappingRefused("columns:\n  nummer: 3\n"))
                .contains("map.yaml:2: nummer: no field (expected: one of time, number, ");
        assertThat(mappingRefused("columns:\n  number: {column: 2, pattern: '('}\n"))
                .contains("pattern: ( (expected: a regular expression; ");
        assertThat(mappingRefused("statuses:\n  klart: done\n"))
                .contains("map.yaml:2: klart: done (expected: one of answer, silent, ");
        assertThat(mappingRefused("time-format: when\n"))
                .contains("time-format: when (expected: iso, epoch, or a pattern");
        assertThat(mappingRefused("order-window: soon\n"))
                .contains("order-window: soon (expected: a duration like ");
    }

    private String mappingRefused(String mapping) {
        return refused(CALLS, "--mapping", shell.write("map.yaml", mapping).toString());
    }

    // What a real Asterisk 22 logged of a dozen dials through the kit: denials, busy and declined
    // phones, an agent who gave up, trunks that failed, and a call that came in.
    private JsonNode real(String format, String mapping) throws IOException {
        Path log =
                Path.of(
                        "src/test/resources/replay",
                        format.equals("cdr") ? "Master.csv" : "cel.csv");
        return shell.ok(
                        "replay",
                        log.toString(),
                        "--mode",
                        "audit",
                        "--format",
                        format,
                        "--mapping",
                        shell.write(format + ".yaml", mapping).toString(),
                        "--out",
                        folder.resolve(format + "-out.csv").toString(),
                        "--json")
                .json();
    }

    @Test
    void aRealMasterCsv() throws IOException {
        JsonNode found = real("cdr", "zone: UTC\nconstants: {campaign: el-2026}\n");

        assertThat(found.at("/rows").asInt()).isEqualTo(30);
        assertThat(found.at("/unreadable").asInt()).isZero();
        assertThat(found.at("/total/calls").asInt()).isEqualTo(9);
        assertThat(found.at("/total/released").asInt()).isEqualTo(3);
        assertThat(found.at("/total/tooShort").asInt()).isEqualTo(1);
        assertThat(found.at("/agents/agent/calls").asInt()).isEqualTo(9);
        assertThat(found.at("/first").asText()).isEqualTo("2026-11-22T17:56:51+01:00");
    }

    @Test
    void realChannelEvents() throws IOException {
        JsonNode found = real("cel", "trunks: 'PJSIP/trunk.*'\nconstants: {campaign: el-2026}\n");

        assertThat(found.at("/unreadable").asInt()).isZero();
        assertThat(found.at("/total/calls").asInt()).isEqualTo(9);
        assertThat(found.at("/total/released").asInt()).isEqualTo(3);
        assertThat(found.at("/total/tooShort").asInt()).isEqualTo(1);
        assertThat(found.at("/total/silent").asInt()).isZero();
        assertThat(Files.readAllLines(folder.resolve("cel-out.csv")))
                .hasSize(10)
                .anySatisfy(row -> assertThat(row).contains(";0701740614;;agent;;;CANCEL;3.973;"))
                .anySatisfy(row -> assertThat(row).contains(";0701740670;;agent;;;ANSWER;1.012;"));
    }
}
