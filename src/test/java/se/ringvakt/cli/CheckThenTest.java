package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.ledger.Samples;
import se.ringvakt.retention.Kept;
import se.ringvakt.site.Hindsight;

/// What `check --at` says of an instant afterwards is what the gate answered then.
final class CheckThenTest {
    private static final String CALLED = "0701740605";
    private static final String BLOCKED = "0701740606";
    private static final String LISTED = "0701740650";
    private static final List<String> NUMBERS = List.of(CALLED, BLOCKED, LISTED);

    @TempDir private Path folder;
    private Timeline timeline;
    private final List<Seen> seen = new ArrayList<>();

    /// An answer that was given.
    private record Seen(Instant at, String number, List<String> reasons) {}

    @BeforeEach
    void install() throws IOException {
        timeline = new Timeline(folder);
    }

    @AfterEach
    void close() {
        timeline.close();
    }

    @Test
    void itSaysWhatTheGateAnsweredThen() throws IOException {
        ask();
        later(3_600_000);
        timeline.run("block", "add", BLOCKED, "--expires", "2027-01-01");
        ask();
        later(3_600_000);
        importRegister();
        ask();
        later(3_600_000);
        timeline.run("stop", "--reason", "complaints");
        ask();
        // Saturday, and Sunday when the clocks go back, at 10:30 and just before 10:00 local time.
        timeline.now = Instant.parse("2026-10-24T08:30:00Z");
        timeline.run("resume");
        ask();
        timeline.now = Instant.parse("2026-10-25T08:59:59.999Z");
        ask();
        timeline.now = Instant.parse("2026-10-25T09:00:00Z");
        ask();
        apply("last-day: 2026-12-31", "last-day: 2026-10-25");
        timeline.now = Instant.parse("2026-10-26T09:00:00Z");
        ask();
        later(1);
        apply("first-day: 2026-01-01", "first-day: 2026-10-01");
        timeline.run("register", "rollback");
        timeline.run("block", "remove", BLOCKED, "--reason", "asked for");
        ask();
        timeline.now = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(seen.stream().map(Seen::reasons).distinct()).hasSizeGreaterThan(5);
        for (Seen each : seen) {
            JsonNode view = timeline.check(each.number(), each.at());
            assertThat(reasons(view)).as(each + view.toPrettyString()).isEqualTo(each.reasons());
            assertThat(assumed(view))
                    .containsExactly("ONLY_CAMPAIGN", "FREE_AGENT", "SETTINGS_OF_TODAY");
        }
    }

    @Test
    void aCampaignIsAsItWasToTheMillisecond() throws IOException {
        Instant first = timeline.now;
        later(1_000);
        Instant changed = timeline.now;
        apply("last-day: 2026-12-31", "last-day: 2026-10-22");
        later(1_000);

        assertThat(reasons(timeline.check(CALLED, first))).isEmpty();
        assertThat(reasons(timeline.check(CALLED, changed.minusMillis(1)))).isEmpty();
        assertThat(reasons(timeline.check(CALLED, changed))).containsExactly("CAMPAIGN_CLOSED");
    }

    @Test
    void aRehearsalIsOnFromItsMillisecondOn() throws IOException {
        timeline.run("block", "add", BLOCKED, "--expires", "2027-01-01");
        later(1_000);
        Instant begun = timeline.now;
        apply("purpose: sales", "purpose: sales\n    mode: rehearse");
        later(1_000);

        JsonNode before = timeline.check(BLOCKED, begun.minusMillis(1));
        JsonNode then = timeline.check(BLOCKED, begun);
        assertThat(before.path("rehearsed").asBoolean()).isFalse();
        assertThat(then.path("rehearsed").asBoolean()).isTrue();
        assertThat(then.path("verdict").asText()).isEqualTo("deny");
        assertThat(text(BLOCKED, begun))
                .startsWith("WOULD HAVE BEEN DENIED; a rehearsal would have let it out");
    }

    @Test
    void aCampaignThatWasNotThereYetIsUnknown() throws IOException {
        later(1_000);
        Instant added = timeline.now;
        timeline.run(
                "campaign",
                "apply",
                timeline.file("gas.yaml", Shell.CAMPAIGNS.replace("el-2026", "gas-2026")));
        later(1_000);

        JsonNode before = timeline.check(CALLED, added.minusMillis(1), "--campaign", "gas-2026");
        assertThat(reasons(before)).containsExactly("UNKNOWN_CAMPAIGN");
        assertThat(assumed(before)).isEmpty();
        assertThat(reasons(timeline.check(CALLED, added, "--campaign", "gas-2026"))).isEmpty();
        assertThat(assumed(timeline.check(CALLED, added.minusMillis(1))))
                .as("it was not to be chosen among then")
                .contains("ONLY_CAMPAIGN");
    }

    @Test
    void beforeTheFirstCampaignNothingIsKnown() {
        Instant first = timeline.now;
        later(1_000);
        assertThat(timeline.check(CALLED, first).path("verdict").asText()).isEqualTo("allow");
        assertThat(assumed(timeline.check(CALLED, first.minusMillis(1)))).contains("BEFORE_RECORD");
        for (String campaign : List.of("el-2026", "never")) {
            assertThat(
                            timeline.result(
                                            "check",
                                            CALLED,
                                            "--campaign",
                                            campaign,
                                            "--at",
                                            first.minusMillis(1).toString())
                                    .expect(ExitCode.NO)
                                    .out())
                    .startsWith("NOT KNOWN: there is no record of campaigns from then")
                    .contains("the record of campaigns begins at 2026-10-23T10:00:00+02:00");
        }
    }

    @Test
    void aRegistersVersionIsThatOfTheMillisecond() throws IOException {
        later(1_000);
        Instant imported = timeline.now;
        importRegister();
        later(1_000);

        assertThat(reasons(timeline.check(LISTED, imported.minusMillis(1)))).isEmpty();
        assertThat(reasons(timeline.check(LISTED, imported))).containsExactly("LISTED");
    }

    @Test
    void aVersionThatIsNoLongerKeptIsSaid() throws IOException {
        Instant first = timeline.now;
        later(3_600_000);
        importRegister();
        assertThat(timeline.check(LISTED, first).path("verdict").asText()).isEqualTo("allow");
        try (var files = Files.list(folder.resolve("state/registers/nix"))) {
            Files.delete(
                    files.filter(each -> each.getFileName().toString().startsWith("2026-10-20"))
                            .findFirst()
                            .orElseThrow());
        }
        later(1);
        assertThat(assumed(timeline.check(LISTED, first))).contains("REGISTER_NOT_KEPT");
        assertThat(assumed(timeline.check(LISTED, first.minusSeconds(3600))))
                .contains("REGISTER_NOT_ON_RECORD");
    }

    /// A call that had not ended yet was open then, whatever came of it.
    @Test
    void anAttemptThatEndedLaterWasOpenThen() {
        Answer.Allowed allowed = (Answer.Allowed) timeline.decide(CALLED);
        later(20_000);
        assertThat(Timeline.reasons(timeline.decide(CALLED))).contains("SPACING");
        later(20_000);
        Instant over = timeline.now;
        timeline.over(allowed);
        later(20_000);

        assertThat(reasons(timeline.check(CALLED, over.minusMillis(1)))).contains("SPACING");
        assertThat(reasons(timeline.check(CALLED, over))).isEmpty();
    }

    @Test
    void anAgentWasBusyWithTheCallOfThen() {
        Instant start = timeline.now;
        Answer.Allowed allowed = (Answer.Allowed) timeline.decide(CALLED, "bo");
        later(20_000);
        assertThat(Timeline.reasons(timeline.decide(BLOCKED, "bo"))).containsExactly("AGENT_BUSY");
        later(20_000);
        Instant over = timeline.now;
        timeline.over(allowed);
        later(20_000);

        assertThat(reasons(agent("bo", start))).isEmpty();
        assertThat(reasons(agent("bo", start.plusMillis(1)))).containsExactly("AGENT_BUSY");
        assertThat(reasons(agent("bo", over.minusMillis(1)))).containsExactly("AGENT_BUSY");
        assertThat(reasons(agent("bo", over))).isEmpty();
        assertThat(reasons(agent("anna", over.minusMillis(1)))).isEmpty();
        assertThat(assumed(agent("bo", over)))
                .containsExactly("ONLY_CAMPAIGN", "AGENT_ON_LINE", "SETTINGS_OF_TODAY");
    }

    @Test
    void anAgentWhoHadGivenUpTooSoonWasStopped() throws IOException {
        Attempt attempt = ((Answer.Allowed) timeline.decide(CALLED, "bo")).attempt();
        timeline.site.ledger().settle(attempt.id(), Samples.givenUp(attempt));
        Instant over = timeline.now.plusSeconds(20);
        later(60_000);
        try (InputStream sweden = Attempt.class.getResourceAsStream("/policies/sweden.yaml")) {
            String policy = new String(sweden.readAllBytes(), StandardCharsets.UTF_8);
            timeline.file("policy.yaml", policy.replace("breaches-most: 0", "breaches-most: 1"));
        }
        timeline.file("ringvakt.yaml", "state: state\npolicy: policy.yaml\n");

        assertThat(reasons(agent("bo", over.minusMillis(1)))).containsExactly("AGENT_BUSY");
        JsonNode stopped = agent("bo", over);
        assertThat(reasons(stopped)).containsExactly("STOPPED");
        assertThat(stopped.at("/reasons/0/text").asText())
                .isEqualTo("the agent has rung off too soon too often on this day");
        assertThat(reasons(agent("anna", over))).isEmpty();
    }

    @Test
    void aCallOwedThenIsSeenThoughItIsRepaid() {
        Answer.Allowed allowed = (Answer.Allowed) timeline.decide(CALLED);
        later(10_000);
        Instant silent = timeline.now;
        timeline.site.ledger().silent(allowed.attempt().id(), silent);
        timeline.over(allowed);
        later(10_000);
        Instant paid = timeline.now;
        PhoneNumber number = allowed.attempt().number();
        assertThat(timeline.site.ledger().repay(number, Timeline.CAMPAIGN, paid)).isTrue();
        later(10_000);

        assertThat(owed(silent.minusMillis(1))).isFalse();
        assertThat(owed(silent)).isTrue();
        assertThat(owed(paid.minusMillis(1))).isTrue();
        assertThat(owed(paid)).isFalse();
        assertThat(
                        timeline.check(CALLED, paid.minusMillis(1))
                                .at("/facts/history/debt/since")
                                .asText())
                .isEqualTo("2026-10-23T10:00:10+02:00");
    }

    @Test
    void itSpeaksOfThePastFromTheMillisecondBeforeNowOn() {
        assertThat(timeline.check(CALLED, timeline.now.minusMillis(1)).path("past").asBoolean())
                .isTrue();
        assertThat(timeline.check(CALLED, timeline.now).path("past").asBoolean()).isFalse();
        assertThat(timeline.check(CALLED, timeline.now.plusMillis(1)).path("past").asBoolean())
                .isFalse();

        later(1_000);
        timeline.run("block", "add", BLOCKED);
        later(1_000);
        Instant then = timeline.now.minusMillis(1);
        assertThat(text(CALLED, then)).startsWith("WOULD HAVE BEEN ALLOWED\n");
        assertThat(text(BLOCKED, then)).startsWith("WOULD HAVE BEEN DENIED\n");
        assertThat(text("112", then)).startsWith("WOULD HAVE BEEN ALLOWED: an emergency");
        assertThat(text("12", then))
                .startsWith("WOULD HAVE BEEN DENIED\n")
                .contains("INVALID_NUMBER");
        assertThat(text(BLOCKED, timeline.now)).startsWith("DENIED\n");
    }

    @Test
    void hindsightDoesNotSeeTheFuture() {
        PhoneNumber number = (PhoneNumber) timeline.site.plan().read(CALLED);
        var today = timeline.site.knowledge();
        assertThat(new Hindsight(timeline.site, today, number, timeline.now).gaps()).hasSize(1);
        assertThatThrownBy(() ->
                        new Hindsight(timeline.site, today, number, timeline.now.plusMillis(1)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("at: 2026-10-23T08:00:00.001Z (expected: now or before)");
    }

    /// Attempts matter for as long as the period of the limit looks back, entries only then.
    @ParameterizedTest
    @EnumSource(
            value = Kept.class,
            names = {"ATTEMPTS", "LIST_CHANGES", "EXEMPTIONS"})
    void whatIsErasedByNowIsSaid(Kept kept) {
        Instant at = timeline.now.plusSeconds(60);
        timeline.now = at.plus(Duration.ofDays(300));
        Instant from = kept == Kept.ATTEMPTS ? at.minus(Duration.ofDays(30)) : at;
        String code = kept == Kept.ATTEMPTS ? "ATTEMPTS_ERASED" : "LISTS_ERASED";

        long run = timeline.site.retention().begin(timeline.now, "test");
        timeline.site.retention().note(run, kept, 1, from);
        assertThat(assumed(timeline.check(CALLED, at))).doesNotContain(code);

        long next = timeline.site.retention().begin(timeline.now, "test");
        timeline.site.retention().note(next, kept, 1, from.plusMillis(1));
        assertThat(assumed(timeline.check(CALLED, at))).contains(code);
    }

    private boolean owed(Instant at) {
        return timeline.check(CALLED, at).at("/facts/history/owed").asBoolean();
    }

    private JsonNode agent(String agent, Instant at) {
        return timeline.check(BLOCKED, at, "--agent", agent);
    }

    private String text(String number, Instant at) {
        return timeline.result("check", number, "--at", at.toString()).out();
    }

    private static List<String> reasons(JsonNode view) {
        return Timeline.codes(view, "reasons");
    }

    private static List<String> assumed(JsonNode view) {
        return Timeline.codes(view, "assumed");
    }

    /// The campaigns with one line another.
    private void apply(String line, String instead) throws IOException {
        timeline.run(
                "campaign",
                "apply",
                timeline.file("next.yaml", Shell.CAMPAIGNS.replace(line, instead)));
    }

    private void importRegister() throws IOException {
        timeline.run(
                "register",
                "import",
                timeline.file("b.txt", "0701740650\n0701740651\n"),
                "--updated",
                "2026-10-22");
    }

    private void ask() {
        for (String number : NUMBERS) {
            seen.add(new Seen(timeline.now, number, Timeline.reasons(timeline.decide(number))));
        }
    }

    private void later(long millis) {
        timeline.later(millis);
    }
}
