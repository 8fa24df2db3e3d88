package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.ledger.Samples;
import se.ringvakt.rule.Reason;

/// The commands by which people see what became of calls.
final class CallCommandsTest {
    private static final Instant NOON = TestSite.NOON;
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final CampaignId CAMPAIGN = new CampaignId("el-2026");
    private static final Set<Source> BOTH = Set.of(Source.HANDLER, Source.EVENTS);

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
    }

    // ---- attempt

    @Test
    void anAttemptIsShownWithEverythingOnRecord() {
        put(Samples.attempt(7, NUMBER, NOON), answered(Answer.MET, BOTH, OptionalLong.of(20)));
        String out = shell.ok("attempt", "show", "7").out();
        assertThat(out)
                .startsWith("attempt 7: answered for 70.0 s, met after 20 ms\n")
                .containsPattern("at +Mon 2026-11-23 12:00:00 \\+01:00")
                .containsPattern("campaign +el-2026, offer elavtal")
                .containsPattern("agent +anna, manual")
                .containsPattern("number +\\+4670174xxxx")
                .containsPattern("permit +46.0 s, caller id \\+46701740699")
                .containsPattern("asked by +channel 1795431600.7")
                .containsPattern("judged by +register nix 2026-11-20, policy sweden-1")
                .containsPattern("status +ANSWER")
                .containsPattern("rang +12.0 s")
                .containsPattern("answered +70.0 s")
                .containsPattern("agent met +met after 20 ms")
                .containsPattern("ended +Mon 2026-11-23 12:01:00 \\+01:00 by the consumer")
                .containsPattern("limits +it counts")
                .containsPattern("rests on +the switch's report and its events");
        assertThat(shell.ok("attempt", "show", "7", "--full-numbers").out())
                .contains("+46701740605");
    }

    @Test
    void jsonHoldsTheAttemptToo() {
        put(Samples.attempt(7, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT, 30_960));
        JsonNode json = shell.ok("attempt", "show", "7", "--json").json();
        assertThat(json.path("attempt").asText()).isEqualTo("7");
        assertThat(json.path("state").asText()).isEqualTo("COUNTED");
        assertThat(json.path("timeoutMillis").asLong()).isEqualTo(46_000);
        assertThat(json.at("/outcome/rangMillis").asLong()).isEqualTo(30_960);
        assertThat(json.at("/outcome/breach/agent").asText()).isEqualTo("anna");
        assertThat(json.at("/outcome/sources/0").asText()).isEqualTo("handler");
        assertThat(json.path("silentAt").isNull()).isTrue();
    }

    @Test
    void aBreachIsToldWithWhomItIsHeldAgainstAndItsSecondsAreNotRoundedUp() {
        put(Samples.attempt(7, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT, 30_960));
        assertThat(shell.ok("attempt", "show", "7").out())
                .startsWith("attempt 7: given up, rang 30.9 s, too short\n")
                .containsPattern(
                        "breach +rang too short \\(RING_TOO_SHORT\\), held against agent anna and"
                                + " campaign el-2026")
                .containsPattern("rests on +the switch's report alone")
                .doesNotContain("agent met");

        put(Samples.attempt(8, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT_BY_PERMIT, 30_000));
        assertThat(shell.ok("attempt", "show", "8").out())
                .contains("held against campaign el-2026\n");
    }

    @Test
    void whatHasNoOutcomeIsOpenUntilItsLongestLifeIsOver() {
        Attempt attempt = Samples.attempt(7, NUMBER, NOON);
        shell.site.records.calls.add(
                new Call(attempt, Optional.empty(), Optional.empty(), List.of()));
        shell.site.now = NOON.plus(Duration.ofHours(4)).minusMillis(1);
        assertThat(shell.ok("attempt", "show", "7").out())
                .startsWith("attempt 7: open\n")
                .containsPattern("limits +still open; it counts")
                .doesNotContain("rests on");

        shell.site.now = NOON.plus(Duration.ofHours(4));
        assertThat(shell.ok("attempt", "show", "7").out())
                .startsWith("attempt 7: nobody ever told\n")
                .containsPattern("limits +nobody ever told what became of it; it counts");
    }

    @Test
    void aRehearsedCallSaysWhatWasAgainstIt() {
        Attempt attempt = Samples.attempt(7, NUMBER, NOON);
        List<Reason> against = List.of(Reason.LISTED, Reason.SPACING);
        shell.site.records.calls.add(
                new Call(attempt, Optional.empty(), Optional.empty(), against));

        assertThat(shell.ok("attempt", "show", "7").out())
                .containsPattern("rehearsal +would have been denied: LISTED, SPACING\n");
        assertThat(shell.ok("attempt", "list", "--number", "070-174 06 05").out())
                .contains("; would have been denied: LISTED, SPACING\n");
        JsonNode json = shell.ok("attempt", "show", "7", "--json").json();
        assertThat(json.path("rehearsed").asBoolean()).isTrue();
        assertThat(json.at("/reasons/1").asText()).isEqualTo("SPACING");
    }

    @Test
    void aSilentCallIsToldWhileItIsUp() {
        Attempt attempt = Samples.attempt(7, NUMBER, NOON);
        Optional<Instant> silent = Optional.of(NOON.plusSeconds(9));
        shell.site.records.calls.add(new Call(attempt, silent, Optional.empty(), List.of()));
        assertThat(shell.ok("attempt", "show", "7").out())
                .startsWith("attempt 7: answered, silent; open\n")
                .containsPattern("silent +recorded Mon 2026-11-23 12:00:09 \\+01:00");
    }

    @ParameterizedTest
    @CsvSource({
        "MET, , met in time",
        "SILENT, , silent: met nobody",
        "SILENT, 2300, silent: met only after 2300 ms",
        "UNSEEN, , nobody saw whom it met",
        "UNSEEN, 20, nobody saw whom it met (later told: after 20 ms)",
    })
    void whetherTheAgentWasThereIsTold(Answer answer, Long metMillis, String words) {
        OptionalLong met = metMillis == null ? OptionalLong.empty() : OptionalLong.of(metMillis);
        put(Samples.attempt(7, NUMBER, NOON), answered(answer, Set.of(Source.EVENTS), met));
        assertThat(shell.ok("attempt", "show", "7").out())
                .contains(words + "\n")
                .containsPattern("rests on +the switch's events alone");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BUSY | HANDLER | true | true | busy or declined | it counts",
                "NOANSWER | HANDLER | true | true | no answer | it counts",
                "CHANUNAVAIL | HANDLER | false | false | not reached | released: the phone was not"
                        + " reached; it does not count",
                "CONGESTION | HANDLER | true | false | not reached | told too late to be released;"
                        + " it counts",
                "WITHDRAWN | | false | false | taken back | taken back: the permit never got to the"
                        + " switch; it does not count",
                "'' | EVENTS | true | true | ended, no status told | it counts",
                "ODD | EVENTS | true | true | status ODD | it counts",
            })
    void statusAndLimitsAreToldInPlainWords(
            String status,
            Source source,
            boolean counted,
            boolean reached,
            String words,
            String limits) {
        Settled settled =
                new Settled(
                        NOON,
                        source == null ? Set.of() : Set.of(source),
                        status,
                        counted,
                        reached,
                        Answer.NONE,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        OptionalLong.empty());
        put(Samples.robot(7, NUMBER, NOON), settled);
        assertThat(shell.ok("attempt", "show", "7").out())
                .startsWith("attempt 7: " + words + "\n")
                .containsPattern("agent +none, robot")
                .containsPattern("rang +not, or unknown")
                .contains(", unknown by whom\n")
                .containsPattern("limits +" + limits + "\n");
    }

    @Test
    void anUnknownAttemptIsNothingSuch() {
        assertThat(shell.run("attempt", "show", "8").expect(ExitCode.NO).out())
                .isEqualToIgnoringNewLines("no such attempt");
        assertThat(shell.run("attempt", "show", "8", "--json").expect(ExitCode.NO).out().strip())
                .isEqualTo("null");
    }

    @ParameterizedTest
    @ValueSource(strings = {"eight", "", "-8", "99999999999999999999"})
    void whatIsNoIdIsRefused(String id) {
        assertThat(shell.refused(ExitCode.USAGE, "attempt", "show", "--", id))
                .contains("(expected: its id, a number)");
    }

    @Test
    void theAttemptsToANumberAreListedInFull() {
        put(Samples.attempt(9, NUMBER, NOON), answered(Answer.MET, BOTH, OptionalLong.of(20)));
        put(Samples.robot(8, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT_BY_PERMIT, 12_000));
        put(Samples.attempt(7, Samples.number(1), NOON), givenUp(Breach.RING_TOO_SHORT, 1));

        String out = shell.ok("attempt", "list", "--number", "070-174 06 05").out();
        assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "ATTEMPT|TIME|CAMPAIGN|AGENT|COUNTS|WHAT BECAME",
                        "9|2026-11-23 12:00:00|el-2026|anna|yes|answered for 70.0 s, met after 20"
                                + " ms",
                        "8|2026-11-23 12:00:00|påminnelse|-|yes|given up, rang 12.0 s, too short");
        JsonNode json =
                shell.ok("attempt", "list", "--number=0701740605", "--most=1", "--json").json();
        assertThat(json).hasSize(1);
        assertThat(json.at("/0/number").asText()).isEqualTo("+46701740605");
        assertThat(shell.ok("attempt", "list", "--number=0701740690").out())
                .contains("no attempt on record");
    }

    // ---- redial

    @Test
    void aCallOwedIsShownWithWhenItMayBeMade() {
        shell.site.records.debts.add(debt(0, "anna", 0));
        String out = shell.ok("redial", "list").out();
        assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "NUMBER|CAMPAIGN|SINCE|AGENT|TRIED|MAY BE CALLED|NOT NOW",
                        "+4670174xxxx|el-2026|2026-11-23 11:00:00|anna|0|now|-");
        assertThat(shell.ok("redial", "list", "--full-numbers").out()).contains("+46701740605");
    }

    @Test
    void whyItMayNotBeMadeNowIsToldAsCheckTellsIt() {
        Counted silent =
                new Counted(
                        CAMPAIGN,
                        Optional.empty(),
                        NOON.minusSeconds(3660),
                        Optional.of(NOON.minusSeconds(3600)));
        shell.site.ledger.put(new History(NUMBER, 3, List.of(silent), Set.of(CAMPAIGN)));
        shell.site.records.debts.add(debt(0, "anna", 1));
        shell.site.records.debts.add(debt(45, "bo", 2));

        assertThat(shell.ok("redial", "list").out())
                .containsPattern("anna +1 +2026-11-23 15:00:00 +SPACING\n")
                .containsPattern("bo +2 +nobody can tell +LISTED\n");
        JsonNode json = shell.ok("redial", "list", "--json").json();
        assertThat(json.at("/0/now").asBoolean()).isFalse();
        assertThat(json.at("/0/next").asText()).isEqualTo("2026-11-23T15:00:00+01:00");
        assertThat(json.at("/0/whyNotNow/0/clause").asText()).isEqualTo("§3.2");
        assertThat(json.at("/0/silentAttempt").asText()).isEqualTo("700");

        String check = shell.run("check", "0701740605").expect(ExitCode.NO).out();
        assertThat(check)
                .containsPattern("next permitted +Mon 2026-11-23 15:00:00")
                .containsPattern(
                        "call owed +since Mon 2026-11-23 11:00:00 \\+01:00 after a silent call by"
                                + " agent anna, tried since: 1 \\(§3.3\\)");
        shell.site.records.debts.clear();
        assertThat(shell.run("check", "0701740605").out())
                .containsPattern("call owed +after a silent call \\(§3.3\\)");
    }

    @Test
    void aRobotsSilentCallIsOwedByAnyAgent() {
        shell.site.records.debts.add(
                new Debt(NUMBER, CAMPAIGN, NOON, Optional.empty(), Optional.empty(), 0));
        assertThat(shell.ok("redial", "list").out()).containsPattern("12:00:00 +- +0 +now +-\n");
    }

    @Test
    void theRedialListIsChosenByCampaignAndAgent() {
        shell.site.records.debts.add(debt(0, "anna", 0));
        shell.site.records.debts.add(debt(1, "bo", 0));
        assertThat(shell.ok("redial", "list", "--agent=bo", "--json").json()).hasSize(1);
        assertThat(shell.ok("redial", "list", "--campaign=el-2026", "--json").json()).hasSize(2);
        assertThat(shell.ok("redial", "list", "--agent=eva").out()).contains("no call is owed");
        assertThat(shell.refused(ExitCode.USAGE, "redial", "list", "--campaign=el"))
                .contains("campaign: el (expected: one of el-2026)");
    }

    // ---- breach

    @Test
    void breachesAreListedAndSummed() {
        put(Samples.attempt(9, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT, 18_550));
        put(Samples.attempt(8, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT_BY_PERMIT, 30_000));
        put(Samples.robot(7, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT, 1_000));
        put(
                Samples.attempt(6, NUMBER, NOON.minusSeconds(86_400)),
                givenUp(Breach.RING_TOO_SHORT, 1));

        String out = shell.ok("breach", "list").out();
        assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "TIME|NUMBER|RANG|AGAINST|CAMPAIGN|ATTEMPT",
                        "2026-11-23 12:00:00|+4670174xxxx|18.5 s|agent anna|el-2026|9",
                        "2026-11-23 12:00:00|+4670174xxxx|30.0 s|campaign|el-2026|8",
                        "2026-11-23 12:00:00|+4670174xxxx|1.0 s|campaign|påminnelse|7",
                        "",
                        "agent anna|1",
                        "campaign el-2026|2",
                        "campaign påminnelse|1");
        JsonNode json = shell.ok("breach", "list", "--since=2026-11-22T12:00", "--json").json();
        assertThat(json.path("breaches")).hasSize(4);
        assertThat(json.at("/agents/anna").asLong()).isEqualTo(2);
        assertThat(json.at("/campaigns/el-2026").asLong()).isEqualTo(3);
    }

    @Test
    void breachesAreChosenByAgentAndCampaign() {
        put(Samples.attempt(9, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT, 18_550));
        put(Samples.attempt(8, NUMBER, NOON), givenUp(Breach.RING_TOO_SHORT_BY_PERMIT, 30_000));
        assertThat(breaches("--agent=anna")).as("held against her").isEqualTo(1);
        assertThat(breaches("--campaign=el-2026")).isEqualTo(2);
        assertThat(shell.ok("breach", "list", "--agent=bo").out())
                .contains("nothing rang too short");
        assertThat(shell.refused(ExitCode.USAGE, "breach", "list", "--campaign=el"))
                .contains("campaign: el (expected: one of el-2026)");
    }

    private int breaches(String option) {
        return shell.ok("breach", "list", option, "--json").json().path("breaches").size();
    }

    // ---- bypass

    @Test
    void dialsPastTheGateAreListedWithTheirNumbersMasked() {
        shell.site.records.bypasses.add(
                new Bypass(
                        NOON,
                        "växel",
                        "Local/0701740605@ut-00000a12;1",
                        "0701740605@trunk",
                        Optional.of(NUMBER),
                        "from-internal,0701740605,3",
                        true));
        shell.site.records.bypasses.add(
                new Bypass(
                        NOON,
                        "växel",
                        "PJSIP/desk101-00000012",
                        "*31*0701740605@trunk",
                        Optional.empty(),
                        "from-internal,_0X.,3",
                        false));

        String out = shell.ok("bypass", "list").out();
        assertThat(out.lines().map(line -> line.replaceAll(" {2,}", "|")))
                .containsExactly(
                        "TIME|SWITCH|CHANNEL|PLACE|DIALLED|HUNG UP",
                        "2026-11-23 12:00:00|växel|Local/070174xxxx@ut-00000a12;1"
                                + "|from-internal,070174xxxx,3|+4670174xxxx|yes",
                        "2026-11-23 12:00:00|växel|PJSIP/desk101-00000012"
                                + "|from-internal,_0X.,3|*31*070174xxxx@trunk|no");
        assertThat(shell.ok("bypass", "list", "--json").out()).doesNotContain("0605");
        assertThat(
                        shell.ok("bypass", "list", "--full-numbers", "--json")
                                .json()
                                .at("/0/place")
                                .asText())
                .isEqualTo("from-internal,0701740605,3");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23, 1",
        "2026-11-24, 0",
        "2026-11-23T12:00, 1",
        "2026-11-23T12:00:01, 0",
        "2026-11-23T11:00:00Z, 1",
    })
    void theBeginIsADateOrATime(String since, int listed) {
        Optional<PhoneNumber> none = Optional.empty();
        shell.site.records.bypasses.add(
                new Bypass(NOON, "växel", "PJSIP/desk-00000012", "x", none, "a,b,1", false));
        assertThat(shell.ok("bypass", "list", "--since", since, "--json").json()).hasSize(listed);
    }

    @Test
    void withoutABeginItIsToday() {
        Optional<PhoneNumber> none = Optional.empty();
        shell.site.records.bypasses.add(
                new Bypass(NOON, "växel", "PJSIP/desk-00000012", "x", none, "a,b,1", false));
        shell.site.now = Instant.parse("2026-11-23T22:59:59Z");
        assertThat(shell.ok("bypass", "list").out()).contains("växel");
        shell.site.now = Instant.parse("2026-11-23T23:00:00Z");
        assertThat(shell.ok("bypass", "list").out()).contains("nothing was dialled past the gate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bypass list --since noon | --since: noon (expected: 2026-11-23T12:00 in Europe/",
                "breach list --since 2026-10-25T02:30 | --since: 2026-10-25T02:30 (expected: with",
                "attempt list --number 0701740605 --most 0 | --most: 0 (expected: 1 or more)",
                "attempt list --number x | number: 'x' (expected: a number with its leading 0 or +)",
                "attempt list | --number",
            })
    void whatIsTypedWrongIsSaidInOneLine(String line, String message) {
        assertThat(shell.refused(ExitCode.USAGE, line.split(" "))).contains(message);
    }

    private void put(Attempt attempt, Settled settled) {
        shell.site.records.calls.add(
                new Call(attempt, Optional.empty(), Optional.of(settled), List.of()));
    }

    private static Settled answered(Answer answer, Set<Source> sources, OptionalLong metMillis) {
        return new Settled(
                NOON.plusSeconds(60),
                sources,
                "ANSWER",
                true,
                true,
                answer,
                Optional.of(Duration.ofSeconds(12)),
                Optional.empty(),
                Optional.of(EndedBy.CONSUMER),
                Optional.of(Duration.ofSeconds(70)),
                metMillis);
    }

    private static Settled givenUp(Breach breach, long rangMillis) {
        return new Settled(
                NOON.plusSeconds(40),
                Set.of(Source.HANDLER),
                "CANCEL",
                true,
                true,
                Answer.NONE,
                Optional.of(Duration.ofMillis(rangMillis)),
                Optional.of(breach),
                Optional.of(EndedBy.AGENT),
                Optional.empty(),
                OptionalLong.empty());
    }

    private static Debt debt(int number, String agent, long tried) {
        return new Debt(
                Samples.number(number),
                CAMPAIGN,
                NOON.minusSeconds(3600),
                Optional.of(new AttemptId(700 + number)),
                Optional.of(new AgentId(agent)),
                tried);
    }
}
