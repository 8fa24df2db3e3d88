package se.ringvakt.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PrometheusMetersTest {
    private static final Path DOCUMENT = Path.of("docs/metrics.md");

    private Instant now = Instant.parse("2026-11-22T12:00:00Z");
    private final PrometheusMeters prometheus =
            new PrometheusMeters("1.2.3", InstantSource.fixed(now));
    private final Meters meters = prometheus.meters();

    @AfterEach
    void close() {
        prometheus.close();
    }

    @Test
    void showsACounterFromItsFirstMention() {
        Count denied = meters.counter(Meter.DECISIONS, "deny", "LISTED");
        assertThat(prometheus.scrape())
                .contains("ringvakt_decisions_total{reason=\"LISTED\",verdict=\"deny\"} 0.0");

        denied.one();
        denied.add(2);
        meters.count(Meter.DECISIONS, "deny", "LISTED");

        assertThat(prometheus.scrape())
                .contains("ringvakt_decisions_total{reason=\"LISTED\",verdict=\"deny\"} 4.0");
        assertThat(meters.counted(Meter.DECISIONS, "deny", "LISTED")).isEqualTo(4);
    }

    @Test
    void countsEachTimeInItsBucket() {
        Times allowing = meters.timer(Meter.DECISION_TIME, "allow");
        allowing.since(System.nanoTime() - 30_000_000);
        allowing.since(System.nanoTime() - 70_000_000);

        assertThat(prometheus.scrape())
                .contains(bucket("0.02") + " 0")
                .contains(bucket("0.05") + " 1")
                .contains(bucket("0.1") + " 2")
                .contains(bucket("+Inf") + " 2")
                .contains("ringvakt_decision_time_seconds_count{verdict=\"allow\"} 2");
        assertThat(allowing.count()).isEqualTo(2);
    }

    private static String bucket(String border) {
        return "ringvakt_decision_time_seconds_bucket{verdict=\"allow\",le=\"" + border + "\"}";
    }

    @Test
    void countsEachSizeInItsBucket() {
        meters.sizes(Meter.COMMIT_SIZE).of(3);

        assertThat(prometheus.scrape())
                .contains("ringvakt_ledger_commit_size_bucket{le=\"2.0\"} 0")
                .contains("ringvakt_ledger_commit_size_bucket{le=\"4.0\"} 1");
    }

    @Test
    void asksAGaugeWheneverSomebodyLooks() {
        List<String> held = new ArrayList<>();
        meters.show(Meter.LEASES_HELD, held::size);
        meters.watch(Meter.LEDGER_UP, held::isEmpty);
        assertThat(prometheus.scrape())
                .contains("ringvakt_leases_held 0.0")
                .contains("ringvakt_ledger_up 1.0");

        held.add("agent");
        assertThat(prometheus.scrape())
                .contains("ringvakt_leases_held 1.0")
                .contains("ringvakt_ledger_up 0.0");
    }

    @Test
    void whatIsToldTakesThePlaceOfWhatWasToldBefore() {
        for (int i = 0; i < 3; i++) {
            meters.tell(Meter.GATE, "1.2.3", "sweden-a", "nix@" + i);
            meters.tell(Meter.GATE, "1.2.3", "sweden-a", "nix@" + i);

            assertThat(prometheus.scrape().lines().filter(line -> line.startsWith("ringvakt_gate")))
                    .singleElement()
                    .asString()
                    .startsWith("ringvakt_gate_info{")
                    .contains("policy=\"sweden-a\"", "program=\"1.2.3\"")
                    .contains("registers=\"nix@" + i + "\"")
                    .endsWith("} 1");
        }
    }

    @Test
    void tellsVersionAndProcess() {
        assertThat(prometheus.scrape())
                .contains("ringvakt_build_info{version=\"1.2.3\"} 1")
                .contains("jvm_memory_used_bytes{")
                .contains("jvm_threads_live_threads")
                .contains("process_cpu_usage")
                .contains("process_uptime_seconds")
                .contains("process_files_open_files");
    }

    @Test
    void tellsHowFarTheClockWasSet() {
        try (PrometheusMeters set = new PrometheusMeters("1.2.3", () -> now)) {
            now = now.plusSeconds(3_600);

            double drift =
                    set.scrape()
                            .lines()
                            .filter(line -> line.startsWith("ringvakt_clock_drift_seconds "))
                            .mapToDouble(line -> Double.parseDouble(line.split(" ", 2)[1]))
                            .sum();
            assertThat(drift).isBetween(3_590.0, 3_600.0);
        }
    }

    @Test
    void refusesAMeterOfAnotherKindAndOtherTags() {
        assertThatThrownBy(() -> meters.timer(Meter.DECISIONS, "deny", "LISTED"))
                .hasMessage("meter: DECISIONS, a COUNTER (expected: a TIMER)");
        assertThatThrownBy(() -> meters.count(Meter.DECISIONS, "deny"))
                .hasMessage("tags: [deny] (expected: values of [verdict, reason])");
    }

    @Test
    void everyMeterIsScrapedUnderItsName() {
        Map<String, Set<String>> shown = Touched.labelsByName();
        for (Meter meter : Meter.values()) {
            for (String suffix : Touched.suffixes(meter)) {
                assertThat(shown).containsKey(Touched.name(meter) + suffix);
                assertThat(shown.get(Touched.name(meter) + suffix)).containsAll(meter.tags());
            }
        }
    }

    /// The table stands in the document line by line, in the enum's order; what this prints on a
    /// failure is the table to put there.
    @Test
    void theDocumentListsEveryMeter() throws IOException {
        List<String> rows =
                Files.readAllLines(DOCUMENT).stream()
                        .filter(line -> line.startsWith("| `ringvakt_"))
                        .toList();
        List<String> expected = new ArrayList<>();
        for (Meter meter : Meter.values()) {
            expected.add(row(meter));
        }

        assertThat(rows).as("%s", String.join("\n", expected)).isEqualTo(expected);
    }

    private static String row(Meter meter) {
        Measure measure = meter.measure();
        return String.format(
                Locale.ROOT,
                "| `%s` | %s | %s | %s | %s |",
                Touched.name(meter),
                kind(measure),
                unit(measure),
                String.join(", ", meter.tags()),
                meter.description());
    }

    private static String kind(Measure measure) {
        return switch (measure.kind()) {
            case COUNTER -> "counter";
            case GAUGE -> "gauge";
            case TIMER, SUMMARY -> "histogram";
        };
    }

    private static String unit(Measure measure) {
        if (measure == Measure.YES_NO) {
            return "1 or 0";
        }
        return measure.unit().isEmpty() ? "count" : measure.unit();
    }
}
