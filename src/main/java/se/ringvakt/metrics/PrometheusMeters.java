package se.ringvakt.metrics;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// The meters of a running gate, as Prometheus reads them: those of [Meter], and those of the Java
/// process. Thread-safe.
public final class PrometheusMeters implements AutoCloseable {
    /// What [#scrape()] returns, for the header `Content-Type`.
    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Meters meters = new Meters(registry);
    private final JvmGcMetrics collections = new JvmGcMetrics();

    /// Begins to measure the process.
    ///
    /// @param version the program's, for [Meter#BUILD]
    /// @param clock the one that decides dials, for [Meter#CLOCK_DRIFT]
    public PrometheusMeters(String version, InstantSource clock) {
        List.of(
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        collections)
                .forEach(binder -> binder.bindTo(registry));
        meters.watch(Meter.BUILD, () -> true, version);
        long startMillis = clock.millis();
        long startNanos = System.nanoTime();
        meters.show(
                Meter.CLOCK_DRIFT,
                () ->
                        (clock.millis() - startMillis) / 1_000.0
                                - (System.nanoTime() - startNanos) / NANOS_PER_SECOND);
    }

    /// Where everything is counted and measured.
    public Meters meters() {
        return meters;
    }

    /// Everything as text in Prometheus's exposition format 0.0.4. Asks every gauge.
    public String scrape() {
        return registry.scrape();
    }

    /// Stops listening to the garbage collector.
    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}
