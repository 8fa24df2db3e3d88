package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.validation.ResponseValidator;
import io.vertx.openapi.validation.ValidatableResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Json;

/// Asks a server's API over HTTP, as a browser with a session or as a program with a token, and
/// holds every answer to the contract.
public final class ApiClient implements AutoCloseable {
    private final URI root;
    private final Contract contract;
    private final Vertx vertx = Vertx.vertx();
    private final OpenAPIContract validated;
    private final ResponseValidator validator;
    private final HttpClient http;
    private String cookie = "";
    private String csrf = "";
    private String token = "";

    /// @param server such as `http://127.0.0.1:8080`
    public ApiClient(URI server, Contract contract) {
        this(server, contract, HttpClient.newHttpClient());
    }

    ApiClient(URI server, Contract contract, HttpClient http) {
        this.root = server;
        this.contract = contract;
        this.http = http;
        this.validated = Checked.read(vertx, contract);
        this.validator = ResponseValidator.create(vertx, validated);
    }

    /// Shows this token from now on; "": none.
    public ApiClient token(String text) {
        token = text;
        return this;
    }

    /// Logs in; later requests show the session's cookie and its CSRF word.
    public Answer logIn(String user, String password) {
        Answer answer =
                send(
                        "POST",
                        "/session",
                        Json.MAPPER.createObjectNode().put("user", user).put("password", password));
        keep(answer);
        return answer;
    }

    /// Keeps the cookie and the CSRF word of an answer.
    public void keep(Answer answer) {
        answer.header("set-cookie").ifPresent(set -> cookie = set.substring(0, set.indexOf(';')));
        csrf = answer.json().path("csrf").asText(csrf);
    }

    /// The cookie that is shown, `name=value`.
    public String cookie() {
        return cookie;
    }

    /// Shows another cookie from now on.
    public void cookie(String pair) {
        cookie = pair;
    }

    /// Sends another CSRF word from now on; "": none.
    public void csrf(String word) {
        csrf = word;
    }

    public Answer get(String path) {
        return send("GET", path, null);
    }

    public Answer post(String path, JsonNode body, String... headers) {
        return send("POST", path, body, headers);
    }

    public Answer put(String path, JsonNode body, String... headers) {
        return send("PUT", path, body, headers);
    }

    public Answer delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    /// Sends a request; the answer must be as the contract says.
    ///
    /// @param path from the API's root on, with the query
    /// @param headers names and values in turn
    public Answer send(
            String method,
            String path,
            @org.jspecify.annotations.Nullable JsonNode body,
            String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (body != null) {
            all.addAll(List.of("Content-Type", "application/json"));
        }
        return send(
                method,
                path,
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()),
                all);
    }

    Answer send(String method, String path, HttpRequest.BodyPublisher body, List<String> headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(root.resolve("/api/v1" + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(method, body);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (!cookie.isEmpty()) {
            request.header("Cookie", cookie);
        }
        if (!csrf.isEmpty() && !method.equals("GET")) {
            request.header("X-CSRF-Token", csrf);
        }
        for (int i = 0; i < headers.size(); i += 2) {
            request.header(headers.get(i), headers.get(i + 1));
        }
        try {
            Answer answer = new Answer(http.send(request.build(), BodyHandlers.ofByteArray()));
            validate(method, path, answer);
            return answer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private void validate(String method, String path, Answer answer) throws IOException {
        String bare = path.replaceFirst("\\?.*", "");
        Optional<Contract.Promise> promise =
                contract.promises().values().stream()
                        .filter(each ->
                                each.method().equals(method)
                                        && bare.matches(
                                                each.path()
                                                        .replace(".", "\\.")
                                                        .replaceAll("\\{[^}]+\\}", "[^/]+")))
                        .findFirst();
        if (bare.equals("/openapi.json")) {
            return;
        }
        if (promise.isEmpty()) {
            assertThat(answer.status()).as(path).isIn(400, 404, 405);
            return;
        }
        String type = answer.header("content-type").orElse("");
        if (!type.contains("json")) {
            return;
        }
        Exchange.waited(
                validator.validate(
                        ValidatableResponse.create(
                                answer.status(), Buffer.buffer(answer.bytes()), "application/json"),
                        promise.get().name()),
                Duration.ofSeconds(30));
    }

    @Override
    public void close() {
        http.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /// An answer.
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public byte[] bytes() {
            return response.body();
        }

        public String text() {
            return new String(response.body(), java.nio.charset.StandardCharsets.UTF_8);
        }

        public Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        /// The body; null node when it is none.
        public JsonNode json() {
            try {
                return header("content-type").orElse("").contains("json")
                        ? Json.MAPPER.readTree(response.body())
                        : Json.MAPPER.nullNode();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
