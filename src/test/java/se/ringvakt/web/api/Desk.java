package se.ringvakt.web.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.access.SecretHash;
import se.ringvakt.access.Session;
import se.ringvakt.access.Token;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.rule.Rulebook;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// An installation with every part real and on disk, at whose operations one asks without HTTP. It
/// is Monday noon. Whatever is answered is held against the contract.
final class Desk implements AutoCloseable {
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    /// On no list.
    static final String FREE = "070-174 06 05";

    /// In the register.
    static final String LISTED = "070-174 06 50";

    static final Contract CONTRACT =
            Contract.of(
                    "explanations", "reasons", "numbers", "dials", "campaigns", "stops", "lists");

    private static final String CAMPAIGNS =
            """
            principals:
              - id: elbolaget
                name: Elbolaget AB
              - id: bredband
                name: Bredband AB
            campaigns:
              - id: el-2026
                principal: elbolaget
                purpose: sales
                offer: fast-pris
                first-day: 2026-01-01
                last-day: 2026-12-31
                caller-ids:
                  - number: 070-174 06 99
                    call-back: true
            """;

    final InstalledSite site;
    final LiveKnowledge knowledge;
    final Gate gate;
    final Handles handles = new Handles();
    final Operations operations = new Operations();
    final List<AuditEntry> audits = new ArrayList<>();
    Instant now = NOON;
    Caller caller = user("anna", Role.SUPERVISOR);

    Desk(Path folder) {
        this(folder, "");
    }

    /// @param settings further lines of the settings file
    Desk(Path folder, String settings) {
        Path file = write(folder.resolve("ringvakt.yaml"), "state: state\n" + settings);
        EmptyLedger.open(made(folder.resolve("state")).resolve("ledger.db")).close();
        site = InstalledSite.open(file, () -> now);
        CampaignFile campaigns =
                CampaignFile.read(
                        write(folder.resolve("campaigns.yaml"), CAMPAIGNS), site.plan(), Map.of());
        site.campaigns().apply(campaigns.principals(), campaigns.campaigns());
        importRegister(write(folder.resolve("nix.txt"), LISTED + "\n"));
        knowledge = site.knowledge();
        gate =
                new Gate(
                        site.plan(),
                        knowledge,
                        site.ledger(),
                        Rulebook.of(site.policies()),
                        site.clock(),
                        Sight.NONE,
                        site.meters());
        OptOuts optOuts =
                new OptOuts(
                        site.plan(),
                        knowledge,
                        site.ledger(),
                        site.lists(),
                        knowledge::refresh,
                        site.meters());
        new ExplainApi(site, knowledge).offer(operations);
        new ReasonApi().offer(operations);
        new NumberApi(site, knowledge, handles, (_, _) -> List.of(Map.of("id", "a-1")))
                .offer(operations);
        new DialApi(site, gate, knowledge).offer(operations);
        new AttemptApi(site, gate, optOuts).offer(operations);
        new CampaignApi(site).offer(operations);
        new PrincipalApi(site).offer(operations);
        new StopApi(site).offer(operations);
        new ListApi(site, knowledge::refresh, handles).offer(operations);
        new RemovalApi(site, knowledge::refresh).offer(operations);
        new ListChangeApi(site, handles).offer(operations);
    }

    private void importRegister(Path file) {
        Site.Register nix = site.registers().getFirst();
        new RegisterImport(nix.store(), site.plan()::read, site.plan().country())
                .run(
                        new ImportRequest(
                                nix.name(),
                                file,
                                LocalDate.of(2026, 11, 20),
                                Coverage.of(List.of()),
                                nix.format(),
                                nix.limits()),
                        site.today(),
                        site.now(),
                        Progress.NONE);
    }

    /// What was answered.
    record Answered(int status, JsonNode json, String detail, Optional<String> etag) {}

    /// Asks an operation; further words follow.
    Asking ask(String operation) {
        return new Asking(operation);
    }

    /// A request on its way.
    final class Asking {
        private final String operation;
        private final Map<String, String> path = new LinkedHashMap<>();
        private final Map<String, List<String>> query = new LinkedHashMap<>();
        private final Map<String, String> headers = new LinkedHashMap<>();
        private Optional<JsonNode> body = Optional.empty();

        private Asking(String operation) {
            this.operation = operation;
        }

        Asking path(String name, Object value) {
            path.put(name, value.toString());
            return this;
        }

        Asking query(String name, String value) {
            query.put(name, List.of(value));
            return this;
        }

        Asking ifMatch(Optional<String> etag) {
            headers.put("if-match", etag.orElseThrow());
            return this;
        }

        Asking header(String name, String value) {
            headers.put(name, value);
            return this;
        }

        Asking ifNew() {
            headers.put("if-none-match", "*");
            return this;
        }

        /// @param fields key, value, key, value; what is a record or a list becomes JSON
        Asking body(Object... fields) {
            Map<String, Object> all = new LinkedHashMap<>();
            for (int i = 0; i < fields.length; i += 2) {
                all.put(fields[i].toString(), fields[i + 1]);
            }
            body = Optional.of(Json.MAPPER.valueToTree(all));
            return this;
        }

        Answered answer() {
            Ask ask =
                    new Ask(caller, path, query, headers, body, Optional.empty(), audits::add, now);
            try {
                Reply reply = operations.named(operation).answer(ask);
                JsonNode json =
                        reply.content() instanceof Reply.Content.Json(Object value)
                                ? Json.MAPPER.readTree(Json.MAPPER.writeValueAsString(value))
                                : Json.MAPPER.createObjectNode();
                hold(operation, reply.status(), json);
                return new Answered(reply.status(), json, "", reply.etag());
            } catch (Problem problem) {
                return new Answered(
                        problem.kind().status(),
                        Json.MAPPER.valueToTree(problem.errors()),
                        problem.detail(),
                        Optional.empty());
            } catch (RegisterRefused | DateTimeException | IllegalArgumentException refused) {
                // As web.server tells them.
                return new Answered(
                        422,
                        Json.MAPPER.createArrayNode(),
                        String.valueOf(refused.getMessage()),
                        Optional.empty());
            } catch (Exception e) {
                throw new AssertionError(operation, e);
            }
        }

        JsonNode ok() {
            Answered answered = answer();
            if (answered.status() >= 300) {
                throw new AssertionError(operation + ": " + answered);
            }
            return answered.json();
        }
    }

    /// The last entry of the audit log.
    AuditEntry audited() {
        return audits.getLast();
    }

    static Caller user(String name, Role role) {
        User user =
                new User(
                        UserName.of(name),
                        name,
                        role,
                        User.State.ACTIVE,
                        false,
                        NOON,
                        Optional.empty(),
                        1,
                        Optional.empty());
        Session session =
                new Session(new SecretHash("ab".repeat(32)), user.name(), NOON, NOON, "127.0.0.1");
        return new Caller(
                name,
                Optional.of(role),
                role.rights(),
                new Caller.By.OfSession(session, user),
                "127.0.0.1");
    }

    static Caller token(String name, String maker, Set<Right> rights) {
        Token token =
                new Token(
                        1,
                        name,
                        rights,
                        maker,
                        NOON,
                        NOON.plusSeconds(60),
                        Optional.empty(),
                        Optional.empty());
        return new Caller(
                "token:" + name, Optional.empty(), rights, new Caller.By.OfToken(token), "");
    }

    static PhoneNumber number(int lastTwo) {
        return new PhoneNumber(46_701_740_600L + lastTwo);
    }

    @Override
    public void close() {
        site.close();
    }

    private static void hold(String operation, int status, JsonNode json)
            throws JsonProcessingException {
        JsonNode document = CONTRACT.document();
        Contract.Promise promise = CONTRACT.promise(operation);
        JsonNode response =
                document.path("paths")
                        .path(promise.path())
                        .path(promise.method().toLowerCase(Locale.ROOT))
                        .path("responses")
                        .path(Integer.toString(status));
        if (response.isMissingNode()) {
            throw new AssertionError(operation + ": status " + status + " is not in the contract");
        }
        JsonNode schema = response.path("content").path("application/json").path("schema");
        if (schema.isMissingNode()) {
            return;
        }
        ObjectNode root = schema.deepCopy();
        root.set("components", document.path("components"));
        Validator validator =
                Validator.create(
                        JsonSchema.of(new JsonObject(Json.MAPPER.writeValueAsString(root))),
                        new JsonSchemaOptions()
                                .setBaseUri("https://ringvakt.invalid/")
                                .setDraft(Draft.DRAFT202012)
                                .setOutputFormat(OutputFormat.Basic));
        OutputUnit result =
                validator.validate(
                        json.isArray()
                                ? new JsonArray(json.toString())
                                : new JsonObject(json.toString()));
        if (!result.getValid()) {
            throw new AssertionError(
                    operation
                            + ": "
                            + result.getErrors().stream()
                                    .map(each -> each.getInstanceLocation() + " " + each.getError())
                                    .toList()
                            + "\n"
                            + json);
        }
    }

    private static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
