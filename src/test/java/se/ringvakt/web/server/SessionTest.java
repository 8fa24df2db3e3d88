package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.web.server.TestServer.PASSWORD;
import static se.ringvakt.web.server.TestServer.thing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.access.UserName;
import se.ringvakt.web.Json;
import se.ringvakt.web.WebSettings.Rates;
import se.ringvakt.web.server.ApiClient.Answer;

final class SessionTest {
    @TempDir Path folder;
    private TestServer server;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void aBrowserLogsInLooksActsAndLogsOut() {
        ApiClient anna = server.browser("anna", Role.SUPERVISOR);
        Answer session = anna.get("/session");
        assertThat(session.json().path("rights").toString()).contains("SEE", "STOP");
        assertThat(session.json().path("role").asText()).isEqualTo("SUPERVISOR");
        assertThat(session.json().path("csrf").asText()).hasSize(43);
        assertThat(anna.post("/things", thing("a")).status()).isEqualTo(201);
        Answer out = anna.delete("/session");
        assertThat(out.status()).isEqualTo(204);
        assertThat(out.header("set-cookie"))
                .hasValueSatisfying(it -> assertThat(it).contains("Max-Age=0"));
        assertThat(anna.get("/session").status()).isEqualTo(401);
        assertThat(anna.get("/things").status()).isEqualTo(401);
    }

    @Test
    void itsCookieIsNotForScriptsNorForOtherPages() {
        server.user("anna", Role.SUPERVISOR);
        Answer answer = server.client().logIn("anna", PASSWORD);
        assertThat(answer.header("set-cookie"))
                .hasValueSatisfying(it ->
                        assertThat(it)
                                .matches("ringvakt=[\\w-]{43}; Path=/; HttpOnly; SameSite=Strict"));
        assertThat(new Cookies(true).set("x"))
                .isEqualTo("__Host-ringvakt=x; Path=/; HttpOnly; SameSite=Strict; Secure");
    }

    @Test
    void everyLoginIsANewSessionAndEndsTheOldOne() {
        ApiClient anna = server.browser("anna", Role.SUPERVISOR);
        String old = anna.cookie();
        anna.logIn("anna", PASSWORD);
        assertThat(anna.cookie()).isNotEqualTo(old);
        assertThat(anna.get("/things").status()).isEqualTo(200);
        anna.cookie(old);
        assertThat(anna.get("/things").status()).isEqualTo(401);
    }

    @Test
    void nothingChangesWithoutTheSessionsWord() {
        ApiClient anna = server.browser("anna", Role.SUPERVISOR);
        String word = anna.get("/session").json().path("csrf").asText();
        for (String wrong : new String[] {"", "x", word.substring(1), Cookies.csrf("another")}) {
            anna.csrf(wrong);
            Answer answer = anna.post("/things", thing("a"));
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.json().path("type").asText()).isEqualTo("/problems/csrf");
        }
        anna.csrf(word);
        assertThat(anna.post("/things", thing("a")).status()).isEqualTo(201);
        assertThat(server.added).hasValue(1);
    }

    @Test
    void otherPagesMayNotAskInHerName() {
        ApiClient anna = server.browser("anna", Role.SUPERVISOR);
        assertThat(anna.post("/things", thing("a"), "Origin", "https://evil.example").status())
                .isEqualTo(403);
        assertThat(anna.post("/things", thing("a"), "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        assertThat(
                        anna.post(
                                        "/things",
                                        thing("a"),
                                        "Origin",
                                        server.uri().toString(),
                                        "Sec-Fetch-Site",
                                        "same-origin")
                                .status())
                .isEqualTo(201);
        assertThat(server.added).hasValue(1);
        ObjectNode credentials = credentials("anna", PASSWORD);
        assertThat(
                        server.client()
                                .post("/session", credentials, "Origin", "https://evil.example")
                                .status())
                .isEqualTo(403);
    }

    @Test
    void aTokenNeedsNoWordAndIsNoSession() {
        ApiClient program = server.client().token(server.token("robot", Right.LISTS));
        assertThat(program.post("/things", thing("a")).status()).isEqualTo(201);
        Answer session = program.get("/session");
        assertThat(session.json().path("user").asText()).isEqualTo("token:robot");
        assertThat(session.json().has("csrf")).isFalse();
    }

    @Test
    void whyNobodyIsLetInIsNotTold() {
        server.user("anna", Role.SUPERVISOR);
        String wrong = server.client().logIn("anna", "not this one").text();
        assertThat(server.client().logIn("nobody", PASSWORD).text()).isEqualTo(wrong);
        assertThat(server.client().logIn("' OR 1=1 --", PASSWORD).text()).isEqualTo(wrong);
        assertThat(server.client().logIn("anna", "not this one").status()).isEqualTo(401);
    }

    @Test
    void whoFailsTooOftenWaits() {
        server.user("anna", Role.SUPERVISOR);
        Answer answer = server.client().logIn("anna", "wrong");
        for (int i = 0; i < 20 && answer.status() == 401; i++) {
            answer = server.client().logIn("anna", "wrong");
        }
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.header("retry-after")).isPresent();
    }

    @Test
    void aGivenPasswordMustBeChangedBeforeAnythingElse() {
        String given = "given by an administrator";
        server.access
                .users()
                .add(Caller.system("test"), UserName.of("bo"), "Bo", Role.SUPERVISOR, given);
        ApiClient bo = server.client();
        assertThat(bo.logIn("bo", given).json().path("mustChangePassword").asBoolean()).isTrue();
        Answer refused = bo.get("/things");
        assertThat(refused.status()).isEqualTo(403);
        assertThat(refused.json().path("type").asText())
                .isEqualTo("/problems/password-change-required");
        ObjectNode change = Json.MAPPER.createObjectNode().put("old", "wrong").put("new", PASSWORD);
        assertThat(bo.put("/session/password", change).status()).isEqualTo(422);
        assertThat(
                        bo.put("/session/password", change.put("old", given).put("new", "short"))
                                .status())
                .isEqualTo(422);
        String before = bo.cookie();
        Answer changed = bo.put("/session/password", change.put("new", PASSWORD));
        assertThat(changed.status()).isEqualTo(200);
        bo.keep(changed);
        assertThat(bo.cookie()).isNotEqualTo(before);
        assertThat(bo.get("/things").status()).isEqualTo(200);
    }

    @Test
    void aRevokedTokenIsNobodys() {
        String token = server.token("robot", Right.SEE);
        ApiClient program = server.client().token(token);
        assertThat(program.get("/things").status()).isEqualTo(200);
        server.access
                .tokens()
                .revoke(Caller.system("test"), server.access.tokens().all().getFirst().id());
        assertThat(program.get("/things").status()).isEqualTo(401);
    }

    @Test
    void anEndedSessionIsNobodys() {
        ApiClient anna = server.browser("anna", Role.SUPERVISOR);
        server.access.sessions().endAll(Caller.system("test"), UserName.of("anna"));
        assertThat(anna.get("/things").status()).isEqualTo(401);
        assertThat(anna.post("/things", thing("a")).status()).isEqualTo(401);
    }

    @Test
    void herOwnSessionsAreSeenAndEnded() {
        ApiClient desk = server.browser("anna", Role.SUPERVISOR);
        ApiClient phone = server.client();
        phone.logIn("anna", PASSWORD);
        ApiClient bo = server.browser("bo", Role.SUPERVISOR);
        JsonNode seen = desk.get("/session/all").json().path("items");
        // Newest first; the third is the one in which she chose her password.
        assertThat(seen.findValuesAsText("current")).containsExactly("false", "true", "false");
        String own = id(seen, true);
        String other = id(seen, false);
        String bos = id(bo.get("/session/all").json().path("items"), true);

        assertThat(desk.delete("/session/all/" + bos).status()).isEqualTo(404);
        assertThat(desk.delete("/session/all/" + own).status()).isEqualTo(409);
        assertThat(desk.delete("/session/all/" + "0".repeat(16)).status()).isEqualTo(404);
        assertThat(desk.delete("/session/all/x").status()).isEqualTo(422);
        assertThat(desk.delete("/session/all/" + other).status()).isEqualTo(204);
        assertThat(phone.get("/things").status()).isEqualTo(401);
        assertThat(desk.get("/things").status()).isEqualTo(200);
        assertThat(bo.get("/things").status()).isEqualTo(200);
        assertThat(server.access.audit().page(AuditSearch.ALL, OptionalLong.empty(), 1))
                .singleElement()
                .satisfies(noted -> {
                    assertThat(noted.entry().action()).isEqualTo("session.end");
                    assertThat(noted.entry().who()).isEqualTo("anna");
                });
    }

    private static String id(JsonNode sessions, boolean current) {
        for (JsonNode each : sessions) {
            if (each.path("current").asBoolean() == current) {
                return each.path("id").asText();
            }
        }
        throw new AssertionError(sessions);
    }

    @Test
    void sheIsLoggedOutEverywhereElse() {
        ApiClient desk = server.browser("anna", Role.SUPERVISOR);
        ApiClient phone = server.client();
        phone.logIn("anna", PASSWORD);
        assertThat(desk.delete("/session/others").json().path("ended").asInt()).isEqualTo(2);
        assertThat(desk.delete("/session/others").json().path("ended").asInt()).isZero();
        assertThat(phone.get("/things").status()).isEqualTo(401);
        assertThat(desk.get("/things").status()).isEqualTo(200);
    }

    @Test
    void aTokenHasNoSessions() {
        ApiClient program = server.client().token(server.token("robot", Right.LISTS));
        assertThat(program.get("/session/all").status()).isEqualTo(403);
        assertThat(program.delete("/session/others").status()).isEqualTo(403);
    }

    @Test
    void loginsAreLimitedByAddress(@TempDir Path other) {
        try (TestServer strict =
                TestServer.start(
                        other,
                        usual ->
                                TestServer.with(
                                        usual,
                                        usual.limits(),
                                        usual.times(),
                                        new Rates(1000, 1000, 3)))) {
            ApiClient client = strict.client();
            for (int i = 0; i < 3; i++) {
                assertThat(client.logIn("nobody", "x").status()).isEqualTo(401);
            }
            Answer fourth = client.logIn("nobody", "x");
            assertThat(fourth.status()).isEqualTo(429);
            assertThat(fourth.header("retry-after")).isPresent();
        }
    }

    @Test
    void tellsHowOneMayLogIn() {
        Answer answer = server.client().get("/login-options");
        assertThat(answer.json().toString()).isEqualTo("{\"oidc\":false,\"language\":\"sv\"}");
    }

    private static ObjectNode credentials(String user, String password) {
        return Json.MAPPER.createObjectNode().put("user", user).put("password", password);
    }
}
