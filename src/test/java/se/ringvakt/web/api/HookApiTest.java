package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.hook.Event;
import se.ringvakt.hook.Hooks;
import se.ringvakt.hook.Targets;
import se.ringvakt.metrics.Meters;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

final class HookApiTest {
    @TempDir private Path folder;
    private ApiSite api;
    private Hooks hooks;

    @BeforeEach
    void open() throws IOException {
        api = new ApiSite(folder);
        hooks =
                Hooks.start(
                        api.site.hooks(),
                        new Hooks.Setup(
                                "gate-1", new Targets(false), Duration.ofSeconds(2), List.of()),
                        InstantSource.system(),
                        Meters.unseen());
        new HookApi(hooks, api.site.zone()).offer(api.operations);
    }

    @AfterEach
    void close() {
        hooks.close();
        api.close();
    }

    private static Map<String, Object> wish(String name, String url, String... events) {
        return new HashMap<>(Map.of("name", name, "url", url, "events", List.of(events)));
    }

    private Reply add(String name) throws Exception {
        return api.as(ApiSite.ROOT)
                .body(wish(name, "https://hooks.example.com/ringvakt", "blocked", "breach"))
                .to("addHook");
    }

    private static void assertProblem(Kind kind, ThrowingCallable asked) {
        assertThatThrownBy(asked)
                .isInstanceOfSatisfying(
                        Problem.class, problem -> assertThat(problem.kind()).isEqualTo(kind));
    }

    @Test
    void tellsASecretOnce() throws Exception {
        Reply reply = add("<b>crm</b>");
        JsonNode made = ApiSite.json(reply);
        assertThat(reply.status()).isEqualTo(201);
        assertThat(reply.headers()).containsEntry("Cache-Control", "no-store");
        assertThat(made.at("/hook/name").asText()).isEqualTo("<b>crm</b>");
        assertThat(made.at("/hook/events").toString()).isEqualTo("[\"blocked\",\"breach\"]");
        String secret = made.path("secret").asText();
        assertThat(secret).hasSizeGreaterThan(20);
        assertThat(api.as(ApiSite.ROOT).json("listHooks").toString())
                .contains("crm")
                .doesNotContain(secret);
        String id = made.at("/hook/id").asText();
        String other =
                api.as(ApiSite.ROOT)
                        .path("id", id)
                        .json("replaceHookSecret")
                        .path("secret")
                        .asText();
        assertThat(other).isNotEqualTo(secret);
        assertThat(api.audits)
                .extracting(AuditEntry::action)
                .containsExactly("hook.add", "hook.secret");
        assertThat(api.audits.toString()).doesNotContain(secret).doesNotContain(other);
    }

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1/x, blocked",
        "http://169.254.169.254/latest, blocked",
        "ftp://hooks.example.com/x, blocked",
        "https://user:word@hooks.example.com/, blocked",
        "not a url, blocked",
        "https://hooks.example.com/, sung",
    })
    void refusesWhatCannotBeTold(String url, String event) {
        assertProblem(
                Kind.UNPROCESSABLE,
                () -> api.as(ApiSite.ROOT).body(wish("crm", url, event)).to("addHook"));
        assertThat(hooks.list()).isEmpty();
    }

    @Test
    void refusesANameThatIsTaken() throws Exception {
        add("crm");
        assertProblem(Kind.UNPROCESSABLE, () -> add("crm"));
    }

    @Test
    void sendsWholeNumbersByHttpsOnly() {
        Map<String, Object> wish = wish("crm", "http://hooks.example.com/", "blocked");
        wish.put("fullNumbers", true);
        assertProblem(Kind.UNPROCESSABLE, () -> api.as(ApiSite.ROOT).body(wish).to("addHook"));
    }

    /// A program that sets up hooks, and may see no number whole.
    private static final Caller HOOKS_ALONE =
            new Caller(
                    "token:hooks",
                    Optional.empty(),
                    Set.of(Right.HOOKS),
                    new Caller.By.OfSystem(),
                    "127.0.0.1");

    private static Map<String, Object> whole(boolean full, String name, String url) {
        Map<String, Object> wish = wish(name, url, "blocked");
        wish.put("fullNumbers", full);
        return wish;
    }

    private Reply put(Caller caller, String id, Map<String, Object> wish, String seen)
            throws Exception {
        return api.as(caller).path("id", id).body(wish).seen(seen).to("putHook");
    }

    @Test
    void onlyWhoMayRevealNumbersAddsAHookThatGetsThemWhole() throws Exception {
        Map<String, Object> whole = whole(true, "crm", "https://hooks.example.com/");
        assertProblem(Kind.FORBIDDEN, () -> api.as(HOOKS_ALONE).body(whole).to("addHook"));
        assertThat(hooks.list()).isEmpty();
        assertThat(api.as(ApiSite.ROOT).body(whole).to("addHook").status()).isEqualTo(201);
        Map<String, Object> masked = whole(false, "log", "https://hooks.example.com/");
        assertThat(api.as(HOOKS_ALONE).body(masked).to("addHook").status()).isEqualTo(201);
    }

    @Test
    void onlyWhoMayRevealNumbersHasAHookSendThemWhole() throws Exception {
        String id = ApiSite.json(add("crm")).at("/hook/id").asText();
        Map<String, Object> whole = whole(true, "crm", "https://hooks.example.com/");
        assertProblem(Kind.FORBIDDEN, () -> put(HOOKS_ALONE, id, whole, "1"));
        Map<String, Object> masked = whole(false, "crm", "https://hooks.example.com/2");
        assertThat(put(HOOKS_ALONE, id, masked, "1").status()).isEqualTo(200);
        assertThat(put(ApiSite.ROOT, id, whole, "2").status()).isEqualTo(200);
    }

    @Test
    void onlyWhoMayRevealNumbersSendsThoseOfAHookElsewhere() throws Exception {
        Map<String, Object> whole = whole(true, "crm", "https://hooks.example.com/");
        Reply added = api.as(ApiSite.ROOT).body(whole).to("addHook");
        String id = ApiSite.json(added).at("/hook/id").asText();
        for (boolean full : List.of(true, false)) {
            Map<String, Object> away = whole(full, "crm", "https://elsewhere.example.com/");
            assertProblem(Kind.FORBIDDEN, () -> put(HOOKS_ALONE, id, away, "1"));
        }
        Map<String, Object> masked = whole(false, "crm", "https://hooks.example.com/");
        assertProblem(Kind.FORBIDDEN, () -> put(HOOKS_ALONE, id, masked, "1"));

        Map<String, Object> renamed = whole(true, "crm 2", "https://hooks.example.com/");
        renamed.put("active", false);
        assertThat(put(HOOKS_ALONE, id, renamed, "1").status()).isEqualTo(200);
        Map<String, Object> away = whole(true, "crm 2", "https://elsewhere.example.com/");
        assertThat(put(ApiSite.ROOT, id, away, "2").status()).isEqualTo(200);
    }

    @Test
    void changesTheVersionThatWasSeenOnly() throws Exception {
        String id = ApiSite.json(add("crm")).at("/hook/id").asText();
        Map<String, Object> wish = wish("crm 2", "https://hooks.example.com/2", "bypass");
        wish.put("active", false);
        assertProblem(
                Kind.ETAG_REQUIRED,
                () -> api.as(ApiSite.ROOT).path("id", id).body(wish).to("putHook"));
        Reply changed = api.as(ApiSite.ROOT).path("id", id).body(wish).seen("1").to("putHook");
        assertThat(changed.etag()).hasValue("\"2\"");
        assertThat(ApiSite.json(changed).path("active").asBoolean(true)).isFalse();
        assertProblem(
                Kind.CHANGED,
                () -> api.as(ApiSite.ROOT).path("id", id).body(wish).seen("1").to("putHook"));
        AuditEntry entry = api.audits.getLast();
        assertThat(entry.before()).contains("\"crm\"");
        assertThat(entry.after()).contains("\"crm 2\"");
    }

    @Test
    void removesIt() throws Exception {
        String id = ApiSite.json(add("crm")).at("/hook/id").asText();
        assertThat(api.as(ApiSite.ROOT).path("id", id).to("removeHook").status()).isEqualTo(204);
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ROOT).path("id", id).to("removeHook"));
        assertProblem(
                Kind.NOT_FOUND, () -> api.as(ApiSite.ROOT).path("id", "1;--").to("removeHook"));
    }

    /// Nobody answers at this address, and with no further try it is given up at once.
    @Test
    void showsWhatWasGivenUpAndSendsItAgain() throws Exception {
        api.as(ApiSite.ROOT)
                .body(wish("crm", "https://hooks.invalid/", "gate-not-ready"))
                .to("addHook");
        hooks.publish(new Event.GateNotReady(ApiSite.NOON, List.of("ledger")));
        await().atMost(Duration.ofSeconds(20)).until(() -> dead().size() == 1);
        JsonNode letter = dead().get(0);
        assertThat(letter.path("hook").asText()).isEqualTo("crm");
        assertThat(letter.path("events").asInt()).isEqualTo(1);
        assertThat(letter.path("problem").asText()).isNotEmpty();

        String id = letter.path("id").asText();
        assertThat(api.as(ApiSite.ROOT).path("id", id).to("retryDead").status()).isEqualTo(204);
        await().atMost(Duration.ofSeconds(20)).until(() -> dead().size() == 1);
        String again = dead().get(0).path("id").asText();
        assertThat(api.as(ApiSite.ROOT).path("id", again).to("discardDead").status())
                .isEqualTo(204);
        assertThat(dead()).isEmpty();
        assertProblem(Kind.NOT_FOUND, () -> api.as(ApiSite.ROOT).path("id", again).to("retryDead"));
        assertProblem(
                Kind.NOT_FOUND, () -> api.as(ApiSite.ROOT).path("id", again).to("discardDead"));
    }

    private JsonNode dead() throws Exception {
        return api.as(ApiSite.ROOT).json("listDead").path("items");
    }
}
