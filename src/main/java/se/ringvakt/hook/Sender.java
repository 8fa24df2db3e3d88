package se.ringvakt.hook;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Sends one request and says what came of it. Follows no redirect, uses no proxy, reads no answer
/// but its status. Thread-safe.
final class Sender implements AutoCloseable {
    /// A failed try: a word for the meter, and a line for whoever looks.
    record Problem(String word, String text) {}

    private final Targets targets;
    private final Duration timeout;
    private final InstantSource clock;
    private final HttpClient client;

    /// @param timeout from the connection to the end of the answer
    Sender(Targets targets, Duration timeout, InstantSource clock) {
        this.targets = targets;
        this.timeout = timeout;
        this.clock = clock;
        this.client =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .proxy(HttpClient.Builder.NO_PROXY)
                        .connectTimeout(timeout)
                        .executor(Executors.newVirtualThreadPerTaskExecutor())
                        .build();
    }

    /// Sends; empty: it was delivered.
    Optional<Problem> send(Hook.WithSecret hook, Delivery delivery) throws InterruptedException {
        HookSettings settings = hook.hook().settings();
        URI url = settings.url();
        Optional<String> refused =
                targets.problem(url)
                        .or(() ->
                                settings.fullNumbers()
                                        ? targets.problemOfWholeNumbers(url)
                                        : Optional.empty());
        if (refused.isPresent()) {
            return Optional.of(new Problem("refused target", refused.get()));
        }
        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(
                        request(url, hook.secret(), delivery),
                        HttpResponse.BodyHandlers.discarding());
        try {
            return judge(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS).statusCode());
        } catch (TimeoutException e) {
            return Optional.of(
                    new Problem("timeout", "no answer within " + timeout.toMillis() + " ms"));
        } catch (ExecutionException e) {
            return Optional.of(new Problem("no connection", String.valueOf(e.getCause())));
        } finally {
            // Ends the connection of one that has not answered.
            answer.cancel(true);
        }
    }

    private HttpRequest request(URI url, String secret, Delivery delivery) {
        byte[] body = delivery.body().getBytes(StandardCharsets.UTF_8);
        return HttpRequest.newBuilder(url)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Ringvakt")
                .header("Ringvakt-Event-Id", delivery.key())
                .header(Signature.HEADER, Signature.of(secret, clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
    }

    private static Optional<Problem> judge(int status) {
        if (status >= 200 && status < 300) {
            return Optional.empty();
        }
        return Optional.of(
                new Problem(
                        "status " + status / 100 + "xx", "status " + status + " (expected: 2xx)"));
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
