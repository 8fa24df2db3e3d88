package se.ringvakt.metrics;

import java.time.InstantSource;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/// What a scrape shows once every meter was touched: the names, and each one's labels.
final class Touched {
    private static final Pattern SAMPLE =
            Pattern.compile("^([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)})? \\S+.*$");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_]\\w*)=\"");

    private Touched() {}

    /// Of everything in a scrape; that of the collector's pauses is there only after a collection.
    @SuppressWarnings("SystemGc") // nothing else brings one
    static Map<String, Set<String>> labelsByName() {
        try (PrometheusMeters all = new PrometheusMeters("1.2.3", InstantSource.system())) {
            for (Meter meter : Meter.values()) {
                touch(all.meters(), meter);
            }
            System.gc();
            Awaitility.await().until(() -> all.scrape().contains("jvm_gc_pause_seconds"));
            return read(all.scrape());
        }
    }

    static Map<String, Set<String>> read(String scrape) {
        Map<String, Set<String>> labels = new HashMap<>();
        for (String line : scrape.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Set<String> of = labels.computeIfAbsent(sample.group(1), name -> new HashSet<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2))
                            .results()
                            .forEach(label -> of.add(label.group(1)));
                }
            }
        }
        return labels;
    }

    /// As Prometheus calls it; of a histogram without `_bucket`, `_count`, `_sum` and `_max`.
    static String name(Meter meter) {
        Measure measure = meter.measure();
        String unit = measure.unit().isEmpty() ? "" : "_" + measure.unit();
        String total = measure.kind() == Measure.Kind.COUNTER ? "_total" : "";
        return meter.id().replace('.', '_') + unit + total;
    }

    private static void touch(Meters meters, Meter meter) {
        String[] values = Collections.nCopies(meter.tags().size(), "x").toArray(String[]::new);
        switch (meter.measure().kind()) {
            case COUNTER -> meters.count(meter, values);
            case GAUGE -> meters.show(meter, () -> 1, values);
            case TIMER -> meters.timer(meter, values).since(System.nanoTime());
            case SUMMARY -> meters.sizes(meter, values).of(1);
        }
    }

    static List<String> suffixes(Meter meter) {
        return switch (meter.measure().kind()) {
            case COUNTER, GAUGE -> List.of("");
            case TIMER, SUMMARY -> List.of("_bucket", "_count", "_sum", "_max");
        };
    }
}
