package se.ringvakt.web.server;

import com.nimbusds.jose.util.Resource;
import com.nimbusds.jose.util.ResourceRetriever;
import com.nimbusds.oauth2.sdk.http.HTTPRequestSender;
import com.nimbusds.oauth2.sdk.http.HTTPResponse;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPRequest;
import com.nimbusds.oauth2.sdk.http.ReadOnlyHTTPResponse;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import se.ringvakt.web.WebSettings.Oidc;

/// Asks the provider, and waits no longer and reads no more than is decent. Follows no redirect.
final class OidcHttp implements HTTPRequestSender, ResourceRetriever, AutoCloseable {
    private static final Duration CONNECT_MOST = Duration.ofSeconds(3);
    private static final Duration ANSWER_MOST = Duration.ofSeconds(5);
    private static final long BYTES_MOST = 1 << 18;

    private final HttpClient http =
            HttpClient.newBuilder()
                    .connectTimeout(CONNECT_MOST)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .build();

    @Override
    public Resource retrieveResource(URL url) throws IOException {
        HttpResponse<String> answer = sent(HttpRequest.newBuilder(uri(url)).GET());
        if (answer.statusCode() != 200) {
            throw new IOException(url + ": status " + answer.statusCode() + " (expected: 200)");
        }
        return new Resource(answer.body(), type(answer).orElse("application/json"));
    }

    @Override
    public ReadOnlyHTTPResponse send(ReadOnlyHTTPRequest asked) throws IOException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(asked.getURI())
                        .method(
                                asked.getMethod().name(),
                                BodyPublishers.ofString(
                                        Optional.ofNullable(asked.getBody()).orElse("")));
        asked.getHeaderMap()
                .forEach((name, values) -> values.forEach(each -> request.header(name, each)));
        HttpResponse<String> answer = sent(request);
        HTTPResponse response = new HTTPResponse(answer.statusCode());
        type(answer).ifPresent(type -> response.setHeader("Content-Type", type));
        response.setBody(answer.body());
        return response;
    }

    private static Optional<String> type(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Type");
    }

    private static URI uri(URL url) throws IOException {
        try {
            return url.toURI();
        } catch (URISyntaxException e) {
            throw new IOException(url + ": no address", e);
        }
    }

    /// The client's own timeout ends with the header; ours with the last byte.
    private HttpResponse<String> sent(HttpRequest.Builder request) throws IOException {
        HttpRequest asked = request.timeout(ANSWER_MOST).build();
        if (!Oidc.isSafe(asked.uri())) {
            throw new IOException(asked.uri() + " (expected: https, or http on this machine)");
        }
        CompletableFuture<HttpResponse<String>> answer =
                http.sendAsync(asked, BodyHandlers.limiting(BodyHandlers.ofString(), BYTES_MOST));
        try {
            return answer.get(ANSWER_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new IOException(asked.uri() + ": " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException(asked.uri() + ": no answer within " + ANSWER_MOST, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        } finally {
            answer.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }
}
