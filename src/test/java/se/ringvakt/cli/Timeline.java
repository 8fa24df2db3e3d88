package se.ringvakt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
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

/// An installation with a gate whose clock a test moves, and at which it looks back.
final class Timeline implements AutoCloseable {
    static final CampaignId CAMPAIGN = new CampaignId("el-2026");

    private final Path folder;
    final InstalledSite site;
    private final LiveKnowledge knowledge;
    final Gate gate;
    private int agents;
    Instant now = Instant.parse("2026-10-23T08:00:00Z");

    Timeline(Path folder) throws IOException {
        this.folder = folder;
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
                        Rulebook.of(site.policies(), site.rehearsal()),
                        () -> now,
                        Sight.NONE,
                        new Meters(new SimpleMeterRegistry()));
    }

    /// Asks the gate, for an agent who is free.
    Answer decide(String number) {
        return decide(number, "agent" + agents++);
    }

    Answer decide(String number, String agent) {
        knowledge.follow();
        return gate.decide(
                new DialRequest(
                        number,
                        CAMPAIGN,
                        Optional.of(new AgentId(agent)),
                        Kind.MANUAL,
                        0,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        "",
                        "1"));
    }

    /// The phone was never reached.
    void over(Answer.Allowed allowed) {
        gate.outcomes()
                .told(
                        new OutcomeReport(
                                allowed.attempt().id(),
                                now,
                                Set.of(Source.HANDLER),
                                "CHANUNAVAIL",
                                OptionalInt.of(3),
                                OutcomeReport.Dialling.UNKNOWN,
                                OutcomeReport.Talk.UNKNOWN,
                                Optional.empty()));
    }

    static List<String> reasons(Answer answer) {
        return answer instanceof Answer.Denied denied
                ? denied.reasons().stream().map(Reason::name).toList()
                : List.of();
    }

    /// The codes of the reasons, or of what was taken for granted.
    static List<String> codes(JsonNode view, String of) {
        return view.path(of).findValuesAsText("code");
    }

    JsonNode check(String number, Instant at, String... more) {
        List<String> args =
                new ArrayList<>(List.of("check", number, "--at", at.toString(), "--json"));
        args.addAll(Arrays.asList(more));
        return result(args.toArray(String[]::new)).json();
    }

    void later(long millis) {
        now = now.plusMillis(millis);
    }

    String file(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    void run(String... args) {
        result(args).expect(ExitCode.OK);
    }

    Shell.Result result(String... args) {
        Host host =
                new Host(
                        each -> InstalledSite.open(each, () -> now),
                        Map.of(Host.CONFIG_VARIABLE, folder.resolve("ringvakt.yaml").toString()),
                        "kim",
                        false);
        return Shell.runOn(host, args);
    }

    @Override
    public void close() {
        site.close();
    }
}
