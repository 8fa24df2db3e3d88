package se.ringvakt.web.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.web.Health;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// What machines that watch this one ask: whether it lives, whether it is ready, its metrics.
final class StatusPages {
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

    private final Health health;
    private final Supplier<String> metrics;
    private final Gatekeeper gatekeeper;
    private final boolean openMetrics;
    private final Work work;

    StatusPages(
            Health health,
            Supplier<String> metrics,
            Gatekeeper gatekeeper,
            boolean openMetrics,
            Work work) {
        this.health = health;
        this.metrics = metrics;
        this.gatekeeper = gatekeeper;
        this.openMetrics = openMetrics;
        this.work = work;
    }

    private record Told(boolean ready, List<Line> checks) {}

    private record Line(String name, boolean ok, boolean needed, Optional<String> detail) {}

    /// It lives if it answers.
    void live(Exchange exchange) throws IOException {
        exchange.send(
                200,
                Map.of("Content-Type", Problems.JSON),
                "{\"live\":true}".getBytes(StandardCharsets.UTF_8));
    }

    /// Ready, 200, also where something is not well that the work does not need; not, 503. Details
    /// are for this machine and for whoever may read the metrics.
    void ready(Exchange exchange) throws Exception {
        List<Health.Check> checks = work.call(health::checks);
        boolean open = exchange.isLocal() || mayMeter(exchange);
        List<Line> lines =
                checks.stream()
                        .map(check ->
                                new Line(
                                        check.name(),
                                        check.ok(),
                                        check.needed(),
                                        Optional.of(check.detail()).filter(_ -> open)))
                        .toList();
        boolean ready = checks.stream().allMatch(Health.Check::isReady);
        exchange.send(
                ready ? 200 : 503,
                Map.of("Content-Type", Problems.JSON),
                Problems.bytes(new Told(ready, lines)));
    }

    /// The metrics, as Prometheus reads them.
    void metrics(Exchange exchange) throws Exception {
        if (!(openMetrics && exchange.isLocal()) && !mayMeter(exchange)) {
            Optional<Caller> caller = work.call(() -> gatekeeper.caller(exchange));
            throw Problem.of(
                    caller.isPresent() ? Kind.FORBIDDEN : Kind.LOGIN_REQUIRED,
                    "metrics: (expected: the right METRICS)");
        }
        byte[] told = work.call(metrics::get).getBytes(StandardCharsets.UTF_8);
        exchange.send(200, Map.of("Content-Type", METRICS), told);
    }

    private boolean mayMeter(Exchange exchange) throws Exception {
        return work.call(() -> gatekeeper.caller(exchange))
                .filter(caller -> caller.may(Right.METRICS))
                .isPresent();
    }
}
