package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.AuditLog;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Role;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users;
import se.ringvakt.web.WebSettings;
import se.ringvakt.web.WebSettings.Oidc;
import se.ringvakt.web.WebSettings.Rates;

final class SingleSignOnTest {
    private static final UserName ANNA = new UserName("anna");
    private static final URI PUBLIC = URI.create("http://localhost:8080");

    @TempDir Path folder;
    private final HttpClient browser = HttpClient.newHttpClient();
    private FakeProvider provider;
    private TestServer server;

    @BeforeEach
    void start() throws IOException {
        Files.writeString(folder.resolve("secret"), FakeProvider.SECRET + "\n");
        provider = new FakeProvider();
        server = TestServer.start(folder, usual -> TestServer.with(usual, settings()));
    }

    @AfterEach
    void stop() {
        server.close();
        provider.close();
        browser.close();
    }

    private Oidc settings() {
        Map<String, Role> roles = new LinkedHashMap<>();
        roles.put("chiefs", Role.ADMINISTRATOR);
        roles.put("staff", Role.SUPERVISOR);
        return oidc(provider.issuer(), PUBLIC, roles);
    }

    private Oidc oidc(URI issuer, URI publicUrl, Map<String, Role> roles) {
        return new Oidc(
                issuer,
                FakeProvider.CLIENT,
                folder.resolve("secret"),
                "Kontot",
                publicUrl,
                List.of("openid", "profile"),
                "groups",
                roles);
    }

    /// A browser on its way to the provider.
    private record Away(URI door, String cookie) {
        String state() {
            return FakeProvider.form(door.getRawQuery()).getOrDefault("state", "");
        }
    }

    private HttpResponse<String> get(String path, String... cookies) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(server.uri() + path))
                        .timeout(Duration.ofSeconds(30));
        for (String cookie : cookies) {
            request.header("Cookie", cookie);
        }
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String cookie(HttpResponse<?> answer) {
        return answer.headers().firstValue("Set-Cookie").orElseThrow().split(";", 2)[0];
    }

    private Away begin() {
        HttpResponse<String> answer = get("/api/v1/oidc/login");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(302);
        return new Away(
                URI.create(answer.headers().firstValue("Location").orElseThrow()), cookie(answer));
    }

    private HttpResponse<String> end(Away away, String code, String state) {
        return get("/api/v1/oidc/callback?code=" + code + "&state=" + state, away.cookie());
    }

    private HttpResponse<String> login() {
        Away away = begin();
        return end(away, provider.letIn(away.door()), away.state());
    }

    private Path another() {
        try {
            return Files.createDirectory(folder.resolve("other"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<AuditEntry> audited(String action) {
        return server.access.audit().page(AuditSearch.ALL, OptionalLong.empty(), 100).stream()
                .map(AuditLog.Noted::entry)
                .filter(entry -> entry.action().equals(action))
                .toList();
    }

    private void refused(HttpResponse<String> answer, int status) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        assertThat(answer.headers().firstValue("Content-Type"))
                .hasValue("text/html; charset=utf-8");
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(answer.body()).doesNotContain(FakeProvider.SECRET, "Exception", "groups");
        assertThat(audited("login")).isEmpty();
    }

    @Test
    void whomTheProviderKnowsIsLetIn() {
        HttpResponse<String> answer = login();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("http-equiv=\"refresh\" content=\"0; url=../../../\"");
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(it -> assertThat(it).contains("HttpOnly; SameSite=Strict"));
        assertThat(answer.headers().firstValue("Cache-Control")).hasValue("no-store");

        HttpResponse<String> session = get("/api/v1/session", cookie(answer));
        assertThat(session.body())
                .contains("\"user\":\"anna\"", "Anna i Luleå", "SUPERVISOR")
                .contains("\"mustChangePassword\":false");
        assertThat(audited("user.add"))
                .first()
                .extracting(AuditEntry::who)
                .isEqualTo("system:oidc");
        assertThat(audited("login")).first().extracting(AuditEntry::who).isEqualTo("anna");
    }

    @Test
    void theBrowserIsSentWithStateNonceAndChallenge() {
        HttpResponse<String> answer = get("/api/v1/oidc/login");
        assertThat(answer.headers().firstValue("Set-Cookie"))
                .hasValueSatisfying(it ->
                        assertThat(it)
                                .matches(
                                        "ringvakt-oidc=[\\w-]{43}; Max-Age=600; Path=/; HttpOnly;"
                                                + " SameSite=Lax"));
        assertThat(new Cookies(true).setFlow("x", Duration.ofMinutes(10)))
                .startsWith("__Host-ringvakt-oidc=x;")
                .endsWith("; Secure");
        Map<String, String> query =
                FakeProvider.form(
                        URI.create(answer.headers().firstValue("Location").orElseThrow())
                                .getRawQuery());
        assertThat(query)
                .containsEntry("tenant", "1")
                .containsEntry("code_challenge_method", "S256")
                .containsEntry("scope", "openid profile")
                .containsEntry("redirect_uri", "http://localhost:8080/api/v1/oidc/callback");
        assertThat(query.get("nonce")).hasSize(43).isNotEqualTo(query.get("state"));
        assertThat(begin().state()).isNotEqualTo(query.get("state"));
    }

    @Test
    void anEllipticSignatureIsAsGood() {
        provider.token = claims -> provider.signedByEc(claims);
        assertThat(login().statusCode()).isEqualTo(200);
    }

    @Test
    void theRoleFollowsTheProvider() {
        login();
        provider.claims = it -> it.claim("groups", "chiefs").claim("name", "Anna, chef");
        assertThat(login().statusCode()).isEqualTo(200);
        User anna = server.access.users().find(ANNA).orElseThrow();
        assertThat(anna.role()).isEqualTo(Role.ADMINISTRATOR);
        assertThat(anna.displayName()).isEqualTo("Anna, chef");
    }

    @Test
    void aStateOfAnotherLoginIsRefused() {
        Away one = begin();
        Away two = begin();
        refused(end(one, provider.letIn(one.door()), two.state()), 400);
        refused(end(one, provider.letIn(one.door()), "x"), 400);
        refused(end(new Away(one.door(), "a=b"), provider.letIn(one.door()), one.state()), 400);
        refused(get("/api/v1/oidc/callback", one.cookie()), 400);
        refused(get("/api/v1/oidc/callback?code=a", one.cookie()), 400);
    }

    @Test
    void aStateServesOnce() {
        Away away = begin();
        String code = provider.letIn(away.door());
        assertThat(end(away, code, away.state()).statusCode()).isEqualTo(200);
        HttpResponse<String> again = end(away, provider.letIn(away.door()), away.state());
        assertThat(again.statusCode()).isEqualTo(400);
        assertThat(again.headers().firstValue("Set-Cookie")).isEmpty();
    }

    @Test
    void aCodeThatTheProviderDoesNotTakeIsRefused() {
        Away away = begin();
        refused(end(away, "made-up", away.state()), 503);
        Away other = begin();
        refused(get("/api/v1/oidc/callback?state=" + other.state(), other.cookie()), 400);
    }

    @Test
    void whomTheProviderRefusesIsToldSo() {
        Away away = begin();
        refused(
                get(
                        "/api/v1/oidc/callback?error=access_denied&error_description=%3Cscript%3E"
                                + "&state="
                                + away.state(),
                        away.cookie()),
                403);
    }

    static Stream<Arguments> badClaims() {
        Instant longAgo = Instant.now().minusSeconds(3600);
        return Stream.of(
                bad("nonce of another login", it -> it.claim("nonce", "another")),
                bad("no nonce", it -> it.claim("nonce", null)),
                bad("for another client", it -> it.audience("another")),
                bad(
                        "for another client too",
                        it -> it.audience(List.of("ringvakt", "another")).claim("azp", "another")),
                bad("another issuer", it -> it.issuer("http://127.0.0.1:1")),
                bad("expired", it -> it.expirationTime(Date.from(longAgo))),
                bad("never expires", it -> it.expirationTime(null)),
                bad(
                        "of the future",
                        it -> it.issueTime(Date.from(Instant.now().plusSeconds(3600)))),
                bad("of nobody", it -> it.subject(null)));
    }

    private static Arguments bad(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
        return Arguments.of(what, claims);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badClaims")
    void aTokenThatIsNotForUsNowIsRefused(String what, UnaryOperator<JWTClaimsSet.Builder> claims) {
        provider.claims = claims;
        refused(login(), 403);
        assertThat(server.access.users().find(ANNA)).as(what).isEmpty();
    }

    static Stream<Arguments> badSignatures() {
        return Stream.of(
                Arguments.of("none", signing((_, claims) -> FakeProvider.unsigned(claims))),
                Arguments.of(
                        "another key of the same name",
                        signing((_, claims) ->
                                FakeProvider.signed(claims, FakeProvider.rsa("first")))),
                Arguments.of(
                        "the client's secret",
                        signing((_, claims) ->
                                FakeProvider.signedBySecret(
                                        claims,
                                        FakeProvider.SECRET.getBytes(StandardCharsets.UTF_8)))),
                Arguments.of(
                        "the public key taken for a secret",
                        signing((provider, claims) ->
                                FakeProvider.signedBySecret(
                                        claims,
                                        provider.rsa
                                                .toPublicJWK()
                                                .toString()
                                                .getBytes(StandardCharsets.UTF_8)))));
    }

    /// Makes a token of claims.
    interface Signing {
        JWT signed(FakeProvider provider, JWTClaimsSet claims);
    }

    private static Signing signing(Signing signing) {
        return signing;
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSignatures")
    void aTokenThatTheProviderDidNotSignIsRefused(String what, Signing signing) {
        provider.token = claims -> signing.signed(provider, claims);
        refused(login(), 403);
        assertThat(server.access.users().find(ANNA)).as(what).isEmpty();
    }

    @Test
    void whoHasNoRoleIsRefusedAndThatIsOnRecord() {
        provider.claims = it -> it.claim("groups", List.of("others"));
        refused(login(), 403);
        provider.claims = it -> it.claim("groups", null);
        refused(login(), 403);
        assertThat(server.access.users().find(ANNA)).isEmpty();
        assertThat(audited("login.failed"))
                .hasSize(2)
                .allSatisfy(entry -> assertThat(entry.reason()).contains("groups"));
    }

    @Test
    void aUserOfOursIsNeverTakenOver() {
        server.user("anna", Role.AUDITOR);
        Away away = begin();
        HttpResponse<String> answer = end(away, provider.letIn(away.door()), away.state());
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        User anna = server.access.users().find(ANNA).orElseThrow();
        assertThat(anna.role()).isEqualTo(Role.AUDITOR);
        assertThat(anna.oidcSubject()).isEmpty();
    }

    @Test
    void whoIsDisabledIsRefused() {
        login();
        server.access
                .users()
                .change(
                        Caller.system("test"),
                        ANNA,
                        OptionalLong.empty(),
                        Users.Change.to(User.State.DISABLED));
        HttpResponse<String> answer = login();
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(answer.headers().firstValue("Set-Cookie")).isEmpty();
        assertThat(audited("login.disabled")).hasSize(1);
    }

    @Test
    void aNameThatCannotBeAUsersIsRefusedUnlessTheAddressCan() {
        provider.claims = it -> it.claim("preferred_username", "Anna i Luleå");
        refused(login(), 403);
        provider.claims =
                it ->
                        it.claim("preferred_username", "Anna i Luleå")
                                .claim("email", "anna@example.com");
        assertThat(login().statusCode()).isEqualTo(200);
        assertThat(server.access.users().find(new UserName("anna@example.com"))).isPresent();
    }

    @Test
    void aProviderThatIsDownHindersNobodyElse() {
        Away away = begin();
        String code = provider.letIn(away.door());
        provider.close();
        refused(end(away, code, away.state()), 503);
        server.user("bo", Role.SUPERVISOR);
        assertThat(server.client().logIn("bo", TestServer.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aProviderThatIsDownAtTheStartIsFoundWhenItIsUp() {
        provider.metadata = it -> Map.of();
        refused(get("/api/v1/oidc/login"), 503);
        provider.metadata = it -> it;
        assertThat(login().statusCode()).isEqualTo(200);
    }

    @Test
    void aProviderThatIsSlowIsNotWaitedForLong() {
        provider.pause = Duration.ofSeconds(20);
        long began = System.nanoTime();
        refused(get("/api/v1/oidc/login"), 503);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(Duration.ofSeconds(12));
    }

    @Test
    void aProviderThatSaysItIsAnotherOrIsNotSafeIsNotUsed() {
        for (String key :
                List.of("issuer", "token_endpoint", "authorization_endpoint", "jwks_uri")) {
            provider.metadata =
                    it -> {
                        it.put(key, "http://provider.example");
                        return it;
                    };
            refused(get("/api/v1/oidc/login"), 503);
        }
    }

    @Test
    void aSecretThatCannotBeReadIsNotTold() throws IOException {
        Files.delete(folder.resolve("secret"));
        HttpResponse<String> answer = login();
        refused(answer, 503);
        assertThat(answer.body()).doesNotContain(folder.toString());
    }

    @Test
    void theLoginPageIsToldOfIt() {
        assertThat(server.client().get("/login-options").json().toString())
                .isEqualTo("{\"oidc\":true,\"oidcName\":\"Kontot\",\"language\":\"sv\"}");
    }

    @Test
    void withoutItThereIsNoSuchPage() {
        server.close();
        server = TestServer.start(another());
        assertThat(get("/api/v1/oidc/login").statusCode()).isEqualTo(404);
        assertThat(get("/api/v1/oidc/callback").statusCode()).isEqualTo(404);
    }

    @Test
    void oneWhoBeginsTooOftenWaits() {
        server.close();
        server =
                TestServer.start(
                        another(),
                        usual ->
                                TestServer.with(
                                        TestServer.with(usual, settings()),
                                        usual.limits(),
                                        usual.times(),
                                        new Rates(1000, 1000, 2)));
        begin();
        begin();
        assertThat(get("/api/v1/oidc/login").statusCode()).isEqualTo(429);
    }

    @Test
    void settingsThatCannotBeAreRefused() {
        Map<String, Role> roles = Map.of("staff", Role.SUPERVISOR);
        URI https = URI.create("https://provider.example/realms/a");
        assertThat(oidc(https, PUBLIC, roles).issuer()).isEqualTo(https);
        for (String issuer :
                List.of(
                        "http://provider.example",
                        "ftp://provider.example",
                        "provider",
                        "https://provider.example?a=b",
                        "https://provider.example#a",
                        "https://anna@provider.example",
                        "http://127.0.0.1.provider.example")) {
            assertThatThrownBy(() -> oidc(URI.create(issuer), PUBLIC, roles))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("oidc.issuer: " + issuer + " (expected: ");
        }
        assertThatThrownBy(() -> oidc(https, URI.create("http://10.1.2.3"), roles))
                .hasMessageStartingWith("oidc.public-url: ");
        assertThatThrownBy(() -> oidc(https, PUBLIC, Map.of()))
                .hasMessageStartingWith("oidc.roles: ");
    }

    @Test
    void thePublicAddressIsAsSafeAsTheCookies() {
        Map<String, Role> roles = Map.of("staff", Role.SUPERVISOR);
        Oidc open = oidc(provider.issuer(), URI.create("https://gate.example"), roles);
        WebSettings usual = TestServer.usual();
        assertThatThrownBy(() -> TestServer.with(usual, open))
                .hasMessageStartingWith("oidc.public-url: https://gate.example (expected: http ");
    }
}
