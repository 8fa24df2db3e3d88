package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Role;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Json;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Reply;
import se.ringvakt.web.Upload;

/// An installation with everything real and on disk, and operations that are asked without HTTP.
final class ApiSite implements AutoCloseable {
    /// A Monday noon.
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    static final Caller ANNA = caller("anna", Role.SUPERVISOR);
    static final Caller BO = caller("bo", Role.SUPERVISOR);
    static final Caller ROOT = caller("root", Role.ADMINISTRATOR);

    private static final String CAMPAIGNS =
            """
            principals:
              - id: elbolaget
                name: Elbolaget AB
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

    final Path folder;
    final InstalledSite site;
    final Operations operations = new Operations();
    final List<AuditEntry> audits = new ArrayList<>();
    Instant now = NOON;

    /// With a campaign, and a register in which 070-174 06 50 and 51 are.
    ApiSite(Path folder) throws IOException {
        this.folder = folder;
        site =
                InstalledSite.open(
                        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n"),
                        () -> now);
        CampaignFile campaigns =
                CampaignFile.read(
                        Files.writeString(folder.resolve("campaigns.yaml"), CAMPAIGNS),
                        site.plan(),
                        Map.of());
        site.campaigns().apply(campaigns.principals(), campaigns.campaigns());
        list("2026-11-20", "070-174 06 50\n070-174 06 51\n");
    }

    static Caller caller(String name, Role role) {
        return new Caller(
                name, Optional.of(role), role.rights(), new Caller.By.OfSystem(), "127.0.0.1");
    }

    Site.Register register() {
        return site.registers().getFirst();
    }

    /// Puts a version of the register in force.
    String list(String updated, String numbers) throws IOException {
        Site.Register register = register();
        return new RegisterImport(register.store(), site.plan()::read, site.plan().country())
                .run(
                        new ImportRequest(
                                register.name(),
                                Files.writeString(folder.resolve("nix.txt"), numbers),
                                LocalDate.parse(updated),
                                Coverage.WHOLE_COUNTRY,
                                register.format(),
                                register.limits()),
                        site.today(),
                        now,
                        Progress.NONE)
                .inForce()
                .id();
    }

    Asking as(Caller caller) {
        return new Asking(caller);
    }

    /// A request that is put together.
    final class Asking {
        private final Caller caller;
        private final Map<String, String> path = new HashMap<>();
        private final Map<String, List<String>> query = new HashMap<>();
        private final Map<String, String> headers = new HashMap<>();
        private Optional<JsonNode> json = Optional.empty();
        private Optional<Upload> upload = Optional.empty();
        private Instant at = now;

        private Asking(Caller caller) {
            this.caller = caller;
        }

        Asking path(String name, String value) {
            path.put(name, value);
            return this;
        }

        Asking query(String name, String... values) {
            query.put(name, Arrays.asList(values));
            return this;
        }

        Asking seen(String etag) {
            headers.put("if-match", "\"" + etag + "\"");
            return this;
        }

        Asking body(Object value) {
            json = Optional.of(Json.MAPPER.valueToTree(value));
            return this;
        }

        Asking file(String text) {
            return file(text.getBytes(StandardCharsets.UTF_8));
        }

        Asking file(byte[] bytes) {
            try {
                Path file = Files.write(Files.createTempFile(folder, "upload", ""), bytes);
                upload = Optional.of(new Upload(file, bytes.length));
                return this;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        /// When it came, if not now.
        Asking at(Instant earlier) {
            at = earlier;
            return this;
        }

        Reply to(String operation) throws Exception {
            return operations
                    .named(operation)
                    .answer(new Ask(caller, path, query, headers, json, upload, audits::add, at));
        }

        JsonNode json(String operation) throws Exception {
            return ApiSite.json(to(operation));
        }
    }

    static JsonNode json(Reply reply) {
        return switch (reply.content()) {
            case Reply.Content.Json(Object value) -> Json.MAPPER.valueToTree(value);
            default -> throw new IllegalArgumentException(reply.toString());
        };
    }

    static String text(Reply reply) throws IOException {
        return switch (reply.content()) {
            case Reply.Content.Stored(String _, Path file) -> Files.readString(file);
            case Reply.Content.Bytes(String _, byte[] bytes) ->
                    new String(bytes, StandardCharsets.UTF_8);
            default -> throw new IllegalArgumentException(reply.toString());
        };
    }

    /// The job when it is over.
    JsonNode over(String operation, String id, Caller caller) throws Exception {
        for (int i = 0; i < 1000; i++) {
            JsonNode job = as(caller).path("job", id).json(operation);
            if (job.has("ended")) {
                return job;
            }
            Thread.sleep(10);
        }
        throw new IllegalStateException("job " + id + " (expected: over within 10 s)");
    }

    @Override
    public void close() {
        site.close();
    }
}
