package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.Source;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.Sight;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.site.InstalledSite;

/// What `check --at` says of an instant afterwards is what the gate answered then.
final class CheckThenTest {
    private static final String CALLED = "0701740605";
    private static final String BLOCKED = "0701740606";
    private static final String LISTED = "0701740650";
    private static final List<String> NUMBERS = List.of(CALLED, BLOCKED, LISTED);

    @TempDir private Path folder;
    private Instant now = Instant.parse("2026-10-23T08:00:00Z");
    private InstalledSite site;
    private LiveKnowledge knowledge;
    private Gate gate;
    private int agents;
    private final List<Seen> seen = new ArrayList<>();

    /// An answer that was given.
    private record Seen(Instant at, String number, List<String> reasons) {}

    @BeforeEach
    void install() throws IOException {
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n");
        run("campaign", "apply", file("campaigns.yaml", Shell.CAMPAIGNS));
        run("register", "import", file("a.txt", "0701740651\n"), "--updated", "2026-10-20");
        site = InstalledSite.open(folder.resolve("ringvakt.yaml"), () -> now);
        knowledge = site.knowledge();
        gate =
                new Gate(
                        site.plan(),
                        knowledge,
                        site.ledger(),
                        Rulebook.of(site.policies()),
                        () -> now,
                        Sight.NONE,
                        new Meters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    @Test
    void itSaysWhatTheGateAnsweredThen() throws IOException {
        ask();
        later(3600);
        run("block", "add", BLOCKED, "--expires", "2027-01-01");
        ask();
        later(3600);
        run(
                "register",
                "import",
                file("b.txt", "0701740650\n0701740651\n"),
                "--updated",
                "2026-10-22");
        ask();
        later(3600);
        run("stop", "--reason", "complaints");
        ask();
        // Saturday, and Sunday when the clocks go back, at 10:30 and just before 10:00 local time.
        now = Instant.parse("2026-10-24T08:30:00Z");
        run("resume");
        ask();
        now = Instant.parse("2026-10-25T08:59:59.999Z");
        ask();
        now = Instant.parse("2026-10-25T09:00:00Z");
        ask();
        now = Instant.parse("2026-10-26T09:00:00Z");
        run("register", "rollback");
        run("block", "remove", BLOCKED, "--reason", "asked for");
        ask();
        now = Instant.parse("2026-11-22T12:00:00Z");

        assertThat(seen.stream().map(Seen::reasons).distinct()).hasSizeGreaterThan(4);
        for (Seen each : seen) {
            JsonNode view = check(each.number(), each.at());
            assertThat(view.path("reasons").findValuesAsText("code"))
                    .as(each + view.toPrettyString())
                    .isEqualTo(each.reasons());
            assertThat(view.path("assumed").toString())
                    .contains("campaigns as they are today")
                    .doesNotContain("register");
        }
    }

    @Test
    void aVersionThatIsNoLongerKeptIsSaid() throws IOException {
        Instant first = now;
        later(3600);
        run("register", "import", file("b.txt", "0701740650\n"), "--updated", "2026-10-22");
        assertThat(check(LISTED, first).path("verdict").asText()).isEqualTo("allow");
        try (var files = Files.list(folder.resolve("state/registers/nix"))) {
            Files.delete(
                    files.filter(each -> each.getFileName().toString().startsWith("2026-10-20"))
                            .findFirst()
                            .orElseThrow());
        }
        later(1);
        assertThat(check(LISTED, first).path("assumed").toString())
                .contains("the version in force then is no longer kept");
        assertThat(check(LISTED, first.minusSeconds(3600)).path("assumed").toString())
                .contains("which version was in force then is not on record");
    }

    /// A call that had not ended yet was open then, whatever came of it.
    @Test
    void anAttemptThatEndedLaterWasOpenThen() {
        Answer.Allowed allowed = (Answer.Allowed) decide(CALLED);
        later(20);
        assertThat(reasons(decide(CALLED))).contains("SPACING");
        Instant open = now;
        later(20);
        gate.outcomes().told(notDialled(allowed));
        later(20);

        assertThat(codes(check(CALLED, open))).contains("SPACING");
        assertThat(codes(check(CALLED, now.minusSeconds(1)))).isEmpty();
    }

    private OutcomeReport notDialled(Answer.Allowed allowed) {
        return new OutcomeReport(
                allowed.attempt().id(),
                now,
                Set.of(Source.HANDLER),
                "CHANUNAVAIL",
                OptionalInt.of(3),
                OutcomeReport.Dialling.UNKNOWN,
                OutcomeReport.Talk.UNKNOWN,
                Optional.empty());
    }

    private void ask() {
        for (String number : NUMBERS) {
            seen.add(new Seen(now, number, reasons(decide(number))));
        }
    }

    private Answer decide(String number) {
        knowledge.follow();
        return gate.decide(
                new DialRequest(
                        number,
                        new CampaignId("el-2026"),
                        Optional.of(new AgentId("agent" + agents++)),
                        Kind.MANUAL,
                        0,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        "",
                        "1"));
    }

    private static List<String> reasons(Answer answer) {
        return answer instanceof Answer.Denied denied
                ? denied.reasons().stream().map(Reason::name).toList()
                : List.of();
    }

    private static List<String> codes(JsonNode view) {
        return view.path("reasons").findValuesAsText("code");
    }

    private JsonNode check(String number, Instant at) {
        return result("check", number, "--at", at.toString(), "--json").json();
    }

    private void later(int seconds) {
        now = now.plusSeconds(seconds);
    }

    private String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private void run(String... args) {
        result(args).expect(ExitCode.OK);
    }

    private Shell.Result result(String... args) {
        Host host =
                new Host(
                        each -> InstalledSite.open(each, () -> now),
                        Map.of(Host.CONFIG_VARIABLE, folder.resolve("ringvakt.yaml").toString()),
                        "kim",
                        false);
        return Shell.runOn(host, args);
    }
}
