package se.ringvakt.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import se.ringvakt.metrics.Measure.Kind;

/// Measures by [Meter]. Thread-safe.
///
/// Whoever counts or measures many times a second asks once for a [Count], [Times] or [Sizes] and
/// keeps it: recording is then an addition or a few, without look-up and without garbage.
///
/// Every method throws [IllegalArgumentException] when the meter is of another kind, or has not as
/// many tags as values are given.
public final class Meters {
    private static final double NANOS_PER_SECOND = TimeUnit.SECONDS.toNanos(1);

    private final MeterRegistry registry;
    private final Map<Key, Count> counts = new ConcurrentHashMap<>();
    private final Map<Key, Times> times = new ConcurrentHashMap<>();
    private final Map<Key, Sizes> sizes = new ConcurrentHashMap<>();

    private final Map<Meter, Told> told = new ConcurrentHashMap<>();

    private record Told(List<String> tagValues, Gauge gauge) {}

    private record Key(Meter meter, List<String> tagValues) {}

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Meters that nobody looks at.
    public static Meters unseen() {
        return new Meters(new SimpleMeterRegistry());
    }

    /// Counts one.
    ///
    /// @param tagValues one for each of the meter's tags
    public void count(Meter meter, String... tagValues) {
        counter(meter, tagValues).one();
    }

    /// The count so far.
    public long counted(Meter meter, String... tagValues) {
        Count count = counts.get(new Key(meter, List.of(tagValues)));
        return count == null ? 0 : count.sum();
    }

    /// A counter to keep; it shows 0 from now on.
    ///
    /// @param tagValues one for each of the meter's tags
    public Count counter(Meter meter, String... tagValues) {
        return counts.computeIfAbsent(new Key(meter, List.of(tagValues)), this::counter);
    }

    /// A histogram of times to keep.
    ///
    /// @param tagValues one for each of the meter's tags
    public Times timer(Meter meter, String... tagValues) {
        return times.computeIfAbsent(new Key(meter, List.of(tagValues)), this::timer);
    }

    /// A histogram of sizes to keep.
    ///
    /// @param tagValues one for each of the meter's tags
    public Sizes sizes(Meter meter, String... tagValues) {
        return sizes.computeIfAbsent(new Key(meter, List.of(tagValues)), this::sizes);
    }

    /// Shows whether something is so, 1 or 0, from now on. It is asked whenever somebody looks.
    ///
    /// @param tagValues one for each of the meter's tags
    public void watch(Meter meter, BooleanSupplier isSo, String... tagValues) {
        show(meter, () -> isSo.getAsBoolean() ? 1 : 0, tagValues);
    }

    /// Shows a value from now on. It is asked for whenever somebody looks; the first that is to be
    /// shown of a meter and its tag values stays.
    ///
    /// @param value not a number: there is none
    /// @param tagValues one for each of the meter's tags
    public void show(Meter meter, DoubleSupplier value, String... tagValues) {
        var _ = gauge(meter, value, List.of(tagValues));
    }

    private Gauge gauge(Meter meter, DoubleSupplier value, List<String> tagValues) {
        expect(meter, Kind.GAUGE);
        return Gauge.builder(meter.id(), value::getAsDouble)
                .description(meter.description())
                .baseUnit(unit(meter))
                .tags(tags(new Key(meter, tagValues)))
                .register(registry);
    }

    /// Shows 1 with these tag values, and no longer with those that were told before.
    ///
    /// @param tagValues one for each of the meter's tags
    public void tell(Meter meter, String... tagValues) {
        told.compute(
                meter,
                (_, before) -> {
                    List<String> now = List.of(tagValues);
                    if (before != null && before.tagValues().equals(now)) {
                        return before;
                    }
                    if (before != null) {
                        registry.remove(before.gauge());
                    }
                    return new Told(now, gauge(meter, () -> 1, now));
                });
    }

    private Count counter(Key key) {
        expect(key.meter, Kind.COUNTER);
        return new Count(
                Counter.builder(key.meter.id())
                        .description(key.meter.description())
                        .tags(tags(key))
                        .register(registry));
    }

    private Times timer(Key key) {
        expect(key.meter, Kind.TIMER);
        Duration[] borders =
                Arrays.stream(Borders.of(key.meter.measure()))
                        .mapToObj(Meters::duration)
                        .toArray(Duration[]::new);
        return new Times(
                Timer.builder(key.meter.id())
                        .description(key.meter.description())
                        .serviceLevelObjectives(borders)
                        .tags(tags(key))
                        .register(registry));
    }

    private Sizes sizes(Key key) {
        expect(key.meter, Kind.SUMMARY);
        return new Sizes(
                DistributionSummary.builder(key.meter.id())
                        .description(key.meter.description())
                        .serviceLevelObjectives(Borders.of(key.meter.measure()))
                        .tags(tags(key))
                        .register(registry));
    }

    private static Duration duration(double seconds) {
        return Duration.ofNanos(Math.round(seconds * NANOS_PER_SECOND));
    }

    private static @Nullable String unit(Meter meter) {
        String unit = meter.measure().unit();
        return unit.isEmpty() ? null : unit;
    }

    private static void expect(Meter meter, Kind expected) {
        Kind kind = meter.measure().kind();
        if (kind != expected) {
            throw new IllegalArgumentException(
                    "meter: " + meter + ", a " + kind + " (expected: a " + expected + ")");
        }
    }

    private static List<Tag> tags(Key key) {
        List<String> names = key.meter.tags();
        if (names.size() != key.tagValues.size()) {
            throw new IllegalArgumentException(
                    "tags: " + key.tagValues + " (expected: values of " + names + ")");
        }
        List<Tag> tags = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            tags.add(Tag.of(names.get(i), key.tagValues.get(i)));
        }
        return tags;
    }
}
