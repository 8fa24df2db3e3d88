package se.ringvakt.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.DoubleSupplier;

/// Counts by [Meter]. Thread-safe; a count is one look-up and one addition.
public final class Meters {
    private final MeterRegistry registry;
    private final Map<Key, Counter> counters = new ConcurrentHashMap<>();

    private record Key(Meter meter, List<String> tagValues) {}

    public Meters(MeterRegistry registry) {
        this.registry = registry;
    }

    /// Counts one.
    ///
    /// @param tagValues one for each of the meter's tags
    public void count(Meter meter, String... tagValues) {
        counters.computeIfAbsent(new Key(meter, List.of(tagValues)), this::register).increment();
    }

    /// The count so far.
    public long counted(Meter meter, String... tagValues) {
        Counter counter = counters.get(new Key(meter, List.of(tagValues)));
        return counter == null ? 0 : (long) counter.count();
    }

    /// Shows whether something is so, 1 or 0, from now on. It is asked whenever somebody looks.
    ///
    /// @param tagValues one for each of the meter's tags
    public void watch(Meter meter, BooleanSupplier isSo, String... tagValues) {
        show(meter, () -> isSo.getAsBoolean() ? 1 : 0, tagValues);
    }

    /// Shows a value from now on. It is asked for whenever somebody looks.
    ///
    /// @param value not a number: there is none
    /// @param tagValues one for each of the meter's tags
    public void show(Meter meter, DoubleSupplier value, String... tagValues) {
        Gauge.builder(meter.id(), value::getAsDouble)
                .description(meter.description())
                .tags(tags(new Key(meter, List.of(tagValues))))
                .register(registry);
    }

    private Counter register(Key key) {
        return Counter.builder(key.meter.id())
                .description(key.meter.description())
                .tags(tags(key))
                .register(registry);
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
