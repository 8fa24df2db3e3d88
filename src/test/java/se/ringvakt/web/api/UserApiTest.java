package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Login;
import se.ringvakt.access.Users;
import se.ringvakt.ledger.sql.SqlAccess;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

final class UserApiTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");

    @TempDir private Path folder;
    private SqliteDatabase database;
    private ApiSite api;
    private Access access;
    private Caller admin;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        database = EmptyLedger.open(folder.resolve("access.db"));
        access = SqlAccess.open(database, AccessSettings.USUAL, () -> api.now, folder);
        new UserApi(access, ZONE).offer(api.operations);
        new TokenApi(access, ZONE).offer(api.operations);
        new AuditApi(access.audit(), ZONE).offer(api.operations);
        Users.Initial first = access.users().bootstrap().orElseThrow();
        admin = in(first.user().name().value(), first.password());
    }

    /// Logs in for the first time.
    private Caller in(String name, String password) {
        Login.Ok login = (Login.Ok) access.logins().login(name, password, "127.0.0.1");
        Caller caller = caller(login);
        return caller(
                (Login.Ok) access.logins().changePassword(caller, password, "en fin lång fras 7"));
    }

    private Caller caller(Login.Ok login) {
        return access.sessions().caller(login.opened().secret().text(), "127.0.0.1").orElseThrow();
    }

    @AfterEach
    void close() {
        database.close();
        api.close();
    }

    private static void assertProblem(Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    private static void assertRefused(AccessRefused.Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        AccessRefused.class, refused -> assertThat(refused.kind()).isEqualTo(kind));
    }

    private Reply add(String name, String displayName, String role) throws Exception {
        return api.as(admin)
                .body(Map.of("name", name, "displayName", displayName, "role", role))
                .to("addUser");
    }

    private ApiSite.Asking put(String name, String displayName, String role, String state) {
        return api.as(admin)
                .path("name", name)
                .body(Map.of("displayName", displayName, "role", role, "state", state));
    }

    @Test
    void addsAUserAndTellsThePasswordOnce() throws Exception {
        Reply reply = add("Anna", "<script>alert(1)</script>", "SUPERVISOR");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers())
                .containsEntry("Location", "/api/v1/users/anna")
                .containsEntry("Cache-Control", "no-store")
                .containsEntry("ETag", "\"1\"");
        JsonNode added = ApiSite.json(reply);
        assertThat(added.at("/user/displayName").asText()).isEqualTo("<script>alert(1)</script>");
        assertThat(added.at("/user/mustChangePassword").asBoolean()).isTrue();
        String password = added.path("password").asText();
        assertThat(access.logins().login("anna", password, "")).isInstanceOf(Login.Ok.class);
        assertThat(api.as(admin).json("listUsers").toString()).doesNotContain(password);
        assertThat(audit("user")).doesNotContain(password).contains("user.add");
        assertRefused(AccessRefused.Kind.CONFLICT, () -> add("anna", "Anna", "SUPERVISOR"));
        assertRefused(AccessRefused.Kind.INVALID, () -> add("' OR 1=1", "Anna", "SUPERVISOR"));
        assertProblem(Kind.UNPROCESSABLE, () -> add("bo", "Bo", "GOD"));
        assertProblem(
                Kind.UNPROCESSABLE, () -> api.as(admin).body(Map.of("name", "bo")).to("addUser"));
    }

    private String audit(String action) throws Exception {
        return api.as(admin).query("action", action).json("listAudit").toString();
    }

    @Test
    void editsTheVersionThatWasSeenOnly() throws Exception {
        add("anna", "Anna", "SUPERVISOR");
        assertProblem(
                Kind.ETAG_REQUIRED, () -> put("anna", "Anna B", "AUDITOR", "ACTIVE").to("putUser"));
        Reply edited = put("anna", "Anna B", "AUDITOR", "ACTIVE").seen("1").to("putUser");
        assertThat(edited.etag()).hasValue("\"2\"");
        assertProblem(
                Kind.CHANGED,
                () -> put("anna", "Anna C", "AUDITOR", "ACTIVE").seen("1").to("putUser"));
        assertProblem(
                Kind.NOT_FOUND,
                () -> put("'; DROP TABLE", "x", "AUDITOR", "ACTIVE").seen("1").to("putUser"));
        assertThat(audit("user.change")).contains("SUPERVISOR", "AUDITOR", "Anna B");
        put("anna", "Anna B", "AUDITOR", "DISABLED").seen("2").to("putUser");
        assertThat(api.as(admin).path("name", "anna").json("user").path("state").asText())
                .isEqualTo("DISABLED");
    }

    @Test
    void nobodyChangesTheirOwnRoleOrLocksOutTheLastAdministrator() throws Exception {
        String version = version("admin");
        assertProblem(
                Kind.CONFLICT,
                () -> put("admin", "Adam", "AUDITOR", "ACTIVE").seen(version).to("putUser"));
        assertProblem(
                Kind.CONFLICT,
                () ->
                        put("admin", "Adam", "ADMINISTRATOR", "DISABLED")
                                .seen(version)
                                .to("putUser"));
        put("admin", "Adam", "ADMINISTRATOR", "ACTIVE").seen(version).to("putUser");
        Caller machine = Caller.system("kim");
        assertRefused(
                AccessRefused.Kind.CONFLICT,
                () ->
                        api.as(machine)
                                .path("name", "admin")
                                .seen(version("admin"))
                                .body(
                                        Map.of(
                                                "displayName", "Adam",
                                                "role", "AUDITOR",
                                                "state", "ACTIVE"))
                                .to("putUser"));
    }

    private String version(String name) throws Exception {
        return api.as(admin).path("name", name).json("user").path("version").asText();
    }

    @Test
    void anotherPasswordEndsSessionsAndIsToldOnce() throws Exception {
        Caller anna =
                in(
                        "anna",
                        ApiSite.json(add("anna", "Anna", "SUPERVISOR")).path("password").asText());
        assertThat(anna.rights()).isNotEmpty();
        assertProblem(
                Kind.ETAG_REQUIRED, () -> api.as(admin).path("name", "anna").to("resetPassword"));
        Reply reply = api.as(admin).path("name", "anna").seen(version("anna")).to("resetPassword");
        assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(access.sessions().of(anna.user().orElseThrow().name())).isEmpty();
        assertThat(access.logins().login("anna", ApiSite.json(reply).path("password").asText(), ""))
                .isInstanceOf(Login.Ok.class);
        assertThat(api.as(admin).path("name", "anna").json("endSessions").path("ended").asInt())
                .isEqualTo(1);
        assertProblem(
                Kind.CONFLICT,
                () ->
                        api.as(admin)
                                .path("name", "admin")
                                .seen(version("admin"))
                                .to("resetPassword"));
    }

    @Test
    void whoMayNotIsRefusedHereToo() throws Exception {
        add("anna", "Anna", "SUPERVISOR");
        assertRefused(
                AccessRefused.Kind.FORBIDDEN,
                () -> api.as(ApiSite.BO).path("name", "anna").to("endSessions"));
    }

    @Test
    void tokensTellTheirSecretOnceAndAreRevokedForGood() throws Exception {
        Reply reply =
                api.as(admin)
                        .body(Map.of("name", "dialler", "rights", List.of("DIAL"), "days", 30))
                        .to("addToken");
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
        JsonNode made = ApiSite.json(reply);
        String secret = made.path("secret").asText();
        assertThat(secret).startsWith("rvk_");
        assertThat(access.tokens().caller(secret, "")).isPresent();
        assertThat(api.as(admin).json("listTokens").toString())
                .contains("\"good\":true")
                .doesNotContain(secret);
        assertThat(audit("token")).doesNotContain(secret);
        String id = made.at("/token/id").asText();
        assertThat(api.as(admin).path("id", id).to("revokeToken").status()).isEqualTo(204);
        assertThat(access.tokens().caller(secret, "")).isEmpty();
        assertProblem(Kind.CONFLICT, () -> api.as(admin).path("id", id).to("revokeToken"));
        assertProblem(Kind.NOT_FOUND, () -> api.as(admin).path("id", "1 OR 1").to("revokeToken"));
        assertRefused(AccessRefused.Kind.INVALID, () -> token("x", List.of("DIAL"), 4000));
        assertRefused(AccessRefused.Kind.INVALID, () -> token("x", List.of(), 1));
        assertRefused(AccessRefused.Kind.INVALID, () -> token("<b>", List.of("DIAL"), 1));
        assertProblem(Kind.UNPROCESSABLE, () -> token("x", List.of("FLY"), 1));
    }

    private void token(String name, List<String> rights, int days) throws Exception {
        api.as(admin).body(Map.of("name", name, "rights", rights, "days", days)).to("addToken");
    }

    private void note(String subject, String reason) {
        access.audit()
                .note(
                        AuditEntry.of(admin, api.now, "block.add", subject)
                                .before(Map.of("list", "own"))
                                .because(reason));
    }

    @Test
    void theAuditLogIsReadPageByPage() throws Exception {
        for (int i = 0; i < 3; i++) {
            note("n" + i, "<img src=x onerror=alert(1)>");
        }
        JsonNode page =
                api.as(admin).query("action", "block").query("limit", "2").json("listAudit");
        assertThat(page.path("items"))
                .extracting(item -> item.path("subject").asText())
                .containsExactly("n2", "n1");
        assertThat(page.at("/items/0/before/list").asText()).isEqualTo("own");
        assertThat(page.at("/items/0/reason").asText()).isEqualTo("<img src=x onerror=alert(1)>");
        JsonNode rest =
                api.as(admin)
                        .query("action", "block")
                        .query("limit", "2")
                        .query("after", page.path("next").asText())
                        .json("listAudit");
        assertThat(rest.path("items")).hasSize(1);
        assertThat(rest.has("next")).isFalse();
        assertThat(api.as(admin).query("subject", "' OR 1=1 --").json("listAudit").path("items"))
                .isEmpty();
        assertThat(api.as(admin).query("from", "2026-11-24").json("listAudit").path("items"))
                .isEmpty();
        for (Map.Entry<String, String> odd :
                Map.of("from", "x", "after", "-1", "limit", "501").entrySet()) {
            assertProblem(
                    Kind.UNPROCESSABLE,
                    () -> api.as(admin).query(odd.getKey(), odd.getValue()).to("listAudit"));
        }
    }

    @Test
    void whoAndWhatIsInTheLogIsToldOnceEach() throws Exception {
        JsonNode before = api.as(admin).json("auditValues");
        for (int i = 0; i < 3; i++) {
            note("n" + i, "x");
        }
        JsonNode after = api.as(admin).json("auditValues");
        assertThat(before.path("actions").toString()).doesNotContain("block.add");
        assertThat(after.path("actions"))
                .extracting(JsonNode::asText)
                .contains("block.add")
                .doesNotHaveDuplicates()
                .isSorted();
        assertThat(after.path("who")).extracting(JsonNode::asText).contains(admin.name());
    }

    @Test
    void theExportedLogHasNoFormulas() throws Exception {
        note("=HYPERLINK(\"http://x\")", "two\nlines; and \"more\"");
        Reply reply = api.as(admin).query("action", "block.add").to("exportAudit");
        Reply.Content.Written written = (Reply.Content.Written) reply.content();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        written.writer().write(bytes);
        String text = bytes.toString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeffid;at;who;role;").contains("\"'=HYPERLINK(\"\"http");
        assertThat(text.lines()).hasSize(2);
        assertThat(api.audits).extracting(AuditEntry::action).containsExactly("audit.export");
        for (String formula : List.of("=1", "+1", "-1", "@x", "\tx", "\rx")) {
            assertThat(CsvOut.plain(formula)).isEqualTo("'" + formula);
        }
        assertThat(CsvOut.plain("a=1")).isEqualTo("a=1");
        assertThat(Optional.of(CsvOut.plain(""))).hasValue("");
    }
}
