package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.web.server.TestServer.thing;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.web.Health;
import se.ringvakt.web.Json;
import se.ringvakt.web.server.ApiClient.Answer;

final class WebServerTest {
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
    void answersWhoMayAsk() {
        ApiClient client = server.client().token(server.token("t", Right.SEE));
        Answer answer = client.get("/things?limit=5&verdict=allow&verdict=deny");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.json().at("/items/0/name").asText()).isEqualTo("a");
        assertThat(answer.header("cache-control")).hasValue("no-store");
    }

    @Test
    void takesANumberAsItWasTyped() {
        ApiClient client = server.client().token(server.token("t", Right.SEE));
        for (String typed : List.of("%2B46701740650", "070-174%2006%2050", "0701740650", "1.5")) {
            assertThat(client.get("/things?number=" + typed).status()).as(typed).isEqualTo(200);
        }
        assertThat(server.seenNumbers)
                .containsExactly("+46701740650", "070-174 06 50", "0701740650", "1.5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "rvk_wrong", "nonsense", "rvk_", "' OR 1=1 --"})
    void knowsNobodyByAWrongToken(String token) {
        Answer answer = server.client().token(token).get("/things");
        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.json().path("type").asText()).isEqualTo("/problems/login-required");
        assertThat(answer.header("content-type")).hasValue("application/problem+json");
    }

    @Test
    void refusesWhoMayNot() {
        Answer answer = server.client().token(server.token("t", Right.DIAL)).get("/things");
        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.json().path("detail").asText()).contains("SEE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"limit=0", "limit=501", "limit=x", "verdict=maybe", "after="})
    void refusesParametersThatTheContractDoesNotKnow(String query) {
        ApiClient client = server.client().token(server.token("t", Right.SEE));
        assertThat(client.get("/things?" + query).status()).isEqualTo(422);
    }

    @Test
    void saysWhichFieldIsWrong() {
        ApiClient client = server.client().token(server.token("t", Right.LISTS));
        Answer answer =
                client.post(
                        "/things", Json.MAPPER.createObjectNode().put("name", "").put("size", -1));
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().path("errors").toString()).contains("/name").contains("/size");
    }

    @Test
    void refusesWhatIsNoJson() {
        ApiClient client = server.client().token(server.token("t", Right.LISTS));
        List<String> json = List.of("Content-Type", "application/json");
        for (String body : List.of("{", "{\"name\":\"a\"} x", "\u0000", "[".repeat(5000))) {
            Answer answer =
                    client.send(
                            "POST",
                            "/things",
                            java.net.http.HttpRequest.BodyPublishers.ofString(body),
                            json);
            assertThat(answer.status()).as(body).isIn(400, 422);
        }
        Answer form =
                client.send(
                        "POST",
                        "/things",
                        java.net.http.HttpRequest.BodyPublishers.ofString("name=a"),
                        List.of("Content-Type", "application/x-www-form-urlencoded"));
        assertThat(form.status()).isEqualTo(415);
        assertThat(server.added).hasValue(0);
    }

    @Test
    void tellsFaultsByNumberOnly() {
        ApiClient client = server.client().token(server.token("t", Right.SEE));
        assertThat(client.get("/trouble/fault").text()).contains("fault ").doesNotContain("secret");
        assertThat(client.get("/trouble/fault").status()).isEqualTo(500);
        Answer ledger = client.get("/trouble/ledger");
        assertThat(ledger.status()).isEqualTo(503);
        assertThat(ledger.text()).doesNotContain("secret");
        Answer value = client.get("/trouble/value");
        assertThat(value.status()).isEqualTo(422);
        assertThat(value.json().path("detail").asText()).isEqualTo("limit: 0 (expected: 1 to 5)");
    }

    @Test
    void tellsWhatIsNotThere() throws Exception {
        ApiClient client = server.client();
        assertThat(client.get("/nothing").status()).isEqualTo(404);
        assertThat(client.delete("/things").status()).isEqualTo(405);
        assertThat(server.raw("GET /nothing HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 404")
                .contains("/problems/not-found");
    }

    @Test
    void holdsEditsToTheVersionThatWasRead() {
        ApiClient client = server.client().token(server.token("t", Right.SEE, Right.LISTS));
        assertThat(client.get("/things/a").header("etag")).hasValue("\"v1\"");
        assertThat(client.put("/things/a", thing("b")).status()).isEqualTo(428);
        assertThat(client.put("/things/a", thing("b"), "If-Match", "\"v0\"").status())
                .isEqualTo(412);
        assertThat(client.put("/things/a", thing("b"), "If-Match", "\"v1\"").header("etag"))
                .hasValue("\"v2\"");
    }

    @Test
    void writesLongAnswersAsTheyCome() {
        ApiClient client = server.client().token(server.token("t", Right.SEE));
        Answer answer = client.get("/things.csv");
        assertThat(answer.text().lines()).hasSize(100_000);
        assertThat(answer.header("content-disposition"))
                .hasValue("attachment; filename=\"things.csv\"");
    }

    @Test
    void notesWhoDidWhat() {
        server.client().token(server.token("robot", Right.LISTS)).post("/things", thing("a"));
        assertThat(server.access.audit().page(AuditSearch.ALL, java.util.OptionalLong.empty(), 1))
                .first()
                .satisfies(noted -> {
                    assertThat(noted.entry().who()).isEqualTo("token:robot");
                    assertThat(noted.entry().action()).isEqualTo("thing.add");
                    assertThat(noted.entry().address()).isEqualTo("127.0.0.1");
                });
    }

    @Test
    void servesItsContract() {
        Answer answer = server.client().get("/openapi.json");
        assertThat(answer.json().path("openapi").asText()).startsWith("3.1");
        assertThat(answer.json().at("/paths/~1things/get/x-right").asText()).isEqualTo("SEE");
    }

    @Test
    void tellsWhetherItIsReady() throws Exception {
        assertThat(server.raw("GET /health/live HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 200");
        assertThat(server.raw("GET /health/ready HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200")
                .contains("\"ready\":true");
        server.checks = List.of(new Health.Check("register", false, "nix: none"));
        assertThat(server.raw("GET /health/ready HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 503")
                .contains("nix: none");
        server.checks = List.of(new Health.Check("evidence", false, "disk full").notNeeded());
        assertThat(server.raw("GET /health/ready HTTP/1.0\r\n\r\n"))
                .startsWith("HTTP/1.0 200")
                .contains("\"ready\":true", "\"ok\":false", "\"needed\":false", "disk full");
    }

    @Test
    void tellsMetricsToWhoMayReadThem() throws Exception {
        assertThat(server.raw("GET /metrics HTTP/1.0\r\n\r\n")).startsWith("HTTP/1.0 401");
        String ask = "GET /metrics HTTP/1.0\r\nAuthorization: Bearer %s\r\n\r\n";
        assertThat(server.raw(ask.formatted(server.token("a", Right.SEE))))
                .startsWith("HTTP/1.0 403");
        assertThat(server.raw(ask.formatted(server.token("b", Right.METRICS))))
                .contains("ringvakt_things 1");
    }

    @Test
    void letsBrowsersDoNothingButOurs() throws Exception {
        String answer = server.raw("GET / HTTP/1.0\r\n\r\n");
        assertThat(answer)
                .contains("default-src 'none'; script-src 'self'")
                .contains("frame-ancestors 'none'")
                .contains("X-Content-Type-Options: nosniff")
                .contains("Referrer-Policy: no-referrer")
                .contains("Cross-Origin-Opener-Policy: same-origin")
                .doesNotContain("Strict-Transport-Security")
                .doesNotContain("Server:");
    }

    @Test
    void letsAdministratorsIn() {
        assertThat(server.browser("anna", Role.ADMINISTRATOR).get("/things").status())
                .isEqualTo(200);
    }
}
