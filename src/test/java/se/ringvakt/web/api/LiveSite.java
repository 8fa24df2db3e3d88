package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.report.LedgerReports;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.report.Filter;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.watch.Supervision;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;

/// An installation with every part real and on disk, its gate, and whoever asks its API. It is a
/// Monday noon until a test says otherwise; `070-174 06 50` and `51` are in the register.
final class LiveSite implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    static final String LISTED = "070-174 06 50";
    static final String FREE = "070-174 06 05";

    private static final String CAMPAIGNS =
            """
            principals:
              - id: elbolaget
                name: Elbolaget AB
              - id: fonden
                name: Fonden
            campaigns:
              - id: el-2026
                principal: elbolaget
                purpose: sales
                first-day: 2026-01-01
                last-day: 2026-12-31
                caller-ids:
                  - number: 070-174 06 99
                    call-back: true
              - id: el-nord
                principal: elbolaget
                purpose: sales
                first-day: 2026-01-01
                last-day: 2026-12-31
                caller-ids:
                  - number: 070-174 06 98
                    call-back: true
            """;

    final List<AuditEntry> audited = new ArrayList<>();
    final InstalledSite site;
    final LiveKnowledge knowledge;
    final Supervision supervision;
    final Gate gate;
    final LedgerReports reports;
    final Operations operations = new Operations();
    Instant now = NOON;
    private final SqliteDatabase database;
    private int calls;

    LiveSite(Path folder) {
        write(folder.resolve("ringvakt.yaml"), "state: state\n");
        site = InstalledSite.open(folder.resolve("ringvakt.yaml"), () -> now);
        Path campaigns = write(folder.resolve("campaigns.yaml"), CAMPAIGNS);
        CampaignFile file = CampaignFile.read(campaigns, site.plan(), Map.of());
        site.campaigns().apply(file.principals(), file.campaigns());
        importRegister(
                write(folder.resolve("nix.txt"), LISTED + "\n070-174 06 51\n"),
                LocalDate.of(2026, 11, 20));
        knowledge = site.knowledge();
        supervision = new Supervision(site.all().watchWithSecrets(), site.plan(), site.clock());
        gate =
                new Gate(
                        site.plan(),
                        knowledge,
                        site.ledger(),
                        Rulebook.of(site.policies(), site.rehearsal()),
                        site.clock(),
                        Sight.NONE,
                        site.meters());
        database = SqliteDatabase.open(site.all().ledger());
        reports =
                LedgerReports.open(
                        database.view(), folder.resolve("reports.db"), site.zone(), site.clock());
    }

    void importRegister(Path file, LocalDate updated) {
        Site.Register register = site.registers().getFirst();
        var _ =
                new RegisterImport(register.store(), site.plan()::read, site.policies().country())
                        .run(
                                new ImportRequest(
                                        register.name(),
                                        file,
                                        updated,
                                        Coverage.WHOLE_COUNTRY,
                                        register.format(),
                                        register.limits()),
                                site.today(),
                                site.now(),
                                Progress.NONE);
    }

    /// A dial by an agent, decided.
    Answer dial(String number, String campaign, String agent) {
        knowledge.follow();
        return gate.decide(
                new DialRequest(
                        number,
                        new CampaignId(campaign),
                        Optional.of(agent).filter(one -> !one.isEmpty()).map(AgentId::new),
                        Kind.MANUAL,
                        0,
                        Optional.empty(),
                        false,
                        Optional.empty(),
                        "",
                        "1795431600." + ++calls));
    }

    /// Counts everything on record.
    void rolled() {
        for (int step = 0; step < 5; step++) {
            while (reports.roll()) {
                // More at once.
            }
        }
    }

    NowReader nowReader() {
        return new NowReader(site, gate, knowledge, supervision, reports.counts(), List::of);
    }

    /// Waits until so many decisions are on record: denials get there soon, but not at once.
    void recorded(int decisions) throws InterruptedException {
        for (int i = 0; i < 500; i++) {
            if (reports.decisions().page(Filter.ALL, Optional.empty(), 500).decisions().size()
                    >= decisions) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("not " + decisions + " decisions on record");
    }

    // ---- asking

    /// Asks as somebody who may do everything.
    Reply ask(String operation, String... query) {
        return ask(operation, Caller.system("kim"), Map.of(), Optional.empty(), query);
    }

    Reply askOne(String operation, String id) {
        return ask(operation, Caller.system("kim"), Map.of("id", id), Optional.empty());
    }

    Reply post(String operation, String json) {
        return ask(operation, Caller.system("kim"), Map.of(), Optional.of(json));
    }

    Reply askAs(Set<Right> rights, String operation, String... query) {
        Caller caller =
                new Caller("token:seer", Optional.empty(), rights, new Caller.By.OfSystem(), "::1");
        return ask(operation, caller, Map.of(), Optional.empty(), query);
    }

    private Reply ask(
            String operation,
            Caller caller,
            Map<String, String> path,
            Optional<String> json,
            String... query) {
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        for (int i = 0; i < query.length; i += 2) {
            parameters.computeIfAbsent(query[i], _ -> new ArrayList<>()).add(query[i + 1]);
        }
        try {
            Optional<JsonNode> body =
                    json.isEmpty()
                            ? Optional.empty()
                            : Optional.of(Json.MAPPER.readTree(json.get()));
            return operations
                    .named(operation)
                    .answer(
                            new Ask(
                                    caller,
                                    path,
                                    parameters,
                                    Map.of(),
                                    body,
                                    Optional.empty(),
                                    audited::add,
                                    now));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /// The JSON of an answer, which must be as the contract promises.
    JsonNode json(String operation, String... query) {
        return Promised.checked(operation, ask(operation, query));
    }

    static String text(Reply reply) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            ((Reply.Content.Written) reply.content()).writer().write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        reports.close();
        database.close();
        supervision.close();
        site.close();
    }
}
