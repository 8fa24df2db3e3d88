package se.ringvakt.web.server;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWT;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import se.ringvakt.web.Json;

/// A provider of single sign-on over HTTP, which lets everybody in and says of them what a test
/// wants. It is strict about what it is asked.
final class FakeProvider implements AutoCloseable {
    static final String CLIENT = "ringvakt";
    static final String SECRET = "a secret of 32 or more characters";

    final RSAKey rsa = rsa("first");
    final ECKey ec = ec();

    private final HttpServer server;
    private final Map<String, Map<String, String>> asked = new ConcurrentHashMap<>();
    volatile UnaryOperator<JWTClaimsSet.Builder> claims = it -> it;
    volatile Function<JWTClaimsSet, JWT> token = it -> signed(it, rsa);
    volatile UnaryOperator<Map<String, Object>> metadata = it -> it;
    volatile Duration pause = Duration.ZERO;

    FakeProvider() {
        try {
            server =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        server.setExecutor(Thread::startVirtualThread);
        server.createContext("/.well-known/openid-configuration", it -> send(it, 200, about()));
        server.createContext(
                "/keys",
                it -> send(it, 200, new JWKSet(List.of((JWK) rsa, ec)).toJSONObject(true)));
        server.createContext("/token", this::exchange);
        server.start();
    }

    URI issuer() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /// What the provider would do with a browser that comes to this address: it lets somebody in.
    /// Returns the code.
    String letIn(URI door) {
        Map<String, String> query = form(door.getRawQuery());
        require(query.getOrDefault("client_id", ""), CLIENT);
        require(query.getOrDefault("response_type", ""), "code");
        require(query.getOrDefault("code_challenge_method", ""), "S256");
        String code = "code-" + asked.size();
        asked.put(code, query);
        return code;
    }

    private Map<String, Object> about() {
        return metadata.apply(
                new java.util.LinkedHashMap<>(
                        Map.of(
                                "issuer", issuer().toString(),
                                "authorization_endpoint", issuer() + "/door?tenant=1",
                                "token_endpoint", issuer() + "/token",
                                "jwks_uri", issuer() + "/keys",
                                "response_types_supported", List.of("code"),
                                "subject_types_supported", List.of("public"),
                                "id_token_signing_alg_values_supported", List.of("RS256"))));
    }

    private void exchange(HttpExchange exchange) throws IOException {
        Map<String, String> form =
                form(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        Map<String, String> begun = asked.remove(form.getOrDefault("code", ""));
        if (begun == null) {
            send(exchange, 400, Map.of("error", "invalid_grant"));
            return;
        }
        String proof = "Basic " + base64(CLIENT + ":" + SECRET.replace(' ', '+'));
        require(exchange.getRequestHeaders().getFirst("Authorization"), proof);
        require(form.getOrDefault("redirect_uri", ""), begun.getOrDefault("redirect_uri", ""));
        require(
                challenge(form.getOrDefault("code_verifier", "")),
                begun.getOrDefault("code_challenge", ""));
        send(
                exchange,
                200,
                Map.of(
                        "access_token",
                        "unused",
                        "token_type",
                        "Bearer",
                        "id_token",
                        token.apply(claims(begun.getOrDefault("nonce", ""))).serialize()));
    }

    private JWTClaimsSet claims(String nonce) {
        Instant now = Instant.now();
        return claims.apply(
                        new JWTClaimsSet.Builder()
                                .issuer(issuer().toString())
                                .subject("17")
                                .audience(CLIENT)
                                .issueTime(Date.from(now))
                                .expirationTime(Date.from(now.plusSeconds(300)))
                                .claim("nonce", nonce)
                                .claim("preferred_username", "Anna")
                                .claim("name", "Anna i Luleå")
                                .claim("groups", List.of("others", "staff")))
                .build();
    }

    static RSAKey rsa(String id) {
        try {
            return new RSAKeyGenerator(2048).keyID(id).generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    private static ECKey ec() {
        try {
            return new ECKeyGenerator(Curve.P_256).keyID("second").generate();
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
    }

    static JWT signed(JWTClaimsSet claims, RSAKey key) {
        return signed(claims, JWSAlgorithm.RS256, key.getKeyID(), () -> new RSASSASigner(key));
    }

    JWT signedByEc(JWTClaimsSet claims) {
        return signed(claims, JWSAlgorithm.ES256, ec.getKeyID(), () -> new ECDSASigner(ec));
    }

    static JWT signedBySecret(JWTClaimsSet claims, byte[] secret) {
        return signed(claims, JWSAlgorithm.HS256, "first", () -> new MACSigner(secret));
    }

    static JWT unsigned(JWTClaimsSet claims) {
        return new PlainJWT(claims);
    }

    private interface Signing {
        JWSSigner signer() throws JOSEException;
    }

    private static JWT signed(
            JWTClaimsSet claims, JWSAlgorithm algorithm, String keyId, Signing signing) {
        SignedJWT jwt =
                new SignedJWT(new JWSHeader.Builder(algorithm).keyID(keyId).build(), claims);
        try {
            jwt.sign(signing.signer());
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt;
    }

    private static String challenge(String verifier) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        Cookies.sha256().digest(verifier.getBytes(StandardCharsets.US_ASCII)));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    static Map<String, String> form(String text) {
        return Arrays.stream(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .collect(
                        Collectors.toMap(
                                pair -> pair[0],
                                pair -> URLDecoder.decode(pair[1], StandardCharsets.UTF_8)));
    }

    private static void require(String given, String expected) {
        if (!expected.equals(given)) {
            throw new IllegalStateException(given + " (expected: " + expected + ")");
        }
    }

    private void send(HttpExchange exchange, int status, Map<String, ?> json) throws IOException {
        try {
            Thread.sleep(pause);
        } catch (InterruptedException e) {
            throw new IOException(e);
        }
        byte[] body = Json.MAPPER.writeValueAsBytes(json);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
