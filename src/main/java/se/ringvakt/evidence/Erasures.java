package se.ringvakt.evidence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.thread.Background;

/// Does what [EvidenceErasing] asks for, on a thread of its own that gives way; only the record of
/// it is written by the writer's. A request stays until it is done, so one that a crash interrupted
/// is done again, which erases what is left.
final class Erasures implements AutoCloseable {
    static final String SUFFIX = ".json";
    static final String FIELDS = "fields";
    static final String RECORDS = "records";

    private static final Logger LOG = LoggerFactory.getLogger(Erasures.class);
    private static final long LOOK_MILLIS = 1_000;
    private static final long AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long ORDER_SECONDS = 60;

    /// Of one record; more take several, so that no line is too long to read.
    private static final int RANGES_MOST = 1_000;

    private final Path folder;
    private final Function<EvidenceWriter.Act, CompletableFuture<Boolean>> writer;
    private final InstantSource clock;
    private final Set<Path> told = new HashSet<>();
    private long lookAgainNanos = System.nanoTime();
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(new Background("evidence-erasing-"));

    /// @param writer has something done by the thread that writes
    Erasures(
            Path folder,
            Function<EvidenceWriter.Act, CompletableFuture<Boolean>> writer,
            InstantSource clock) {
        this.folder = folder;
        this.writer = writer;
        this.clock = clock;
    }

    void start() {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    static ArrayNode written(Ranges records) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        records.all().forEach(run -> array.addArray().add(run.first()).add(run.last()));
        return array;
    }

    private void look() {
        if (System.nanoTime() - lookAgainNanos < 0) {
            return;
        }
        for (Path request : requests()) {
            try {
                erase(ErasureRequest.read(Files.readString(request)));
                Files.delete(request);
                told.remove(request);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                return;
            } catch (IOException | ExecutionException | TimeoutException | RuntimeException e) {
                fail(request, e);
            }
        }
    }

    /// Told once; tried again after a pause, since looking for what to erase reads much.
    private void fail(Path request, Exception e) {
        lookAgainNanos = System.nanoTime() + AGAIN_NANOS;
        if (told.add(request)) {
            LOG.warn("evidence is not erased, it is tried again: {}", request, e);
        }
    }

    private List<Path> requests() {
        Path requests = folder.resolve(EvidenceErasing.REQUESTS);
        if (!Files.isDirectory(requests)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(requests)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX)).sorted().toList();
        } catch (IOException e) {
            LOG.warn("requests to erase evidence cannot be read", e);
            return List.of();
        }
    }

    /// The open segment is ended first if it is concerned: only one that nobody writes to can be
    /// rewritten.
    private void erase(ErasureRequest request)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        Map<Segment, Ranges> found = found(request);
        if (found.isEmpty()) {
            return;
        }
        have(appender -> {
            if (found.keySet().stream().anyMatch(each -> !each.head().closed())) {
                appender.roll();
            }
        });
        Ranges all = new Ranges();
        found.values().forEach(of -> of.all().forEach(run -> all.add(run.first(), run.last())));
        for (Ranges part : parts(all)) {
            have(appender ->
                    appender.append(
                            new Happening.Erased(clock.instant(), request, part), Duration.ZERO));
        }
        for (Map.Entry<Segment, Ranges> each : found.entrySet()) {
            rewrite(each.getKey(), each.getValue(), request);
        }
        LOG.info("{} records of evidence erased: {}", all.size(), request.why());
    }

    private void have(EvidenceWriter.Act act)
            throws InterruptedException, ExecutionException, TimeoutException {
        var _ = writer.apply(act).get(ORDER_SECONDS, TimeUnit.SECONDS);
    }

    /// What is to be erased, oldest first. Retention comes day by day: when only time counts, the
    /// search goes back until it meets a segment that has nothing left.
    private Map<Segment, Ranges> found(ErasureRequest request) {
        SequencedMap<Segment, Ranges> found = new LinkedHashMap<>();
        for (Segment segment : EvidenceFolder.open(folder).segments().reversed()) {
            if (isAfter(segment, request)) {
                continue;
            }
            Ranges of = found(segment, request);
            if (!of.isEmpty()) {
                found.putFirst(segment, of);
            } else if (request.number().isEmpty() && isWhollyBefore(segment, request)) {
                break;
            }
        }
        return found;
    }

    /// Records of a segment are of its day or the day before.
    private static boolean isAfter(Segment segment, ErasureRequest request) {
        return request.before()
                .map(end ->
                        segment.name()
                                .day()
                                .minusDays(1)
                                .isAfter(end.atZone(ZoneOffset.UTC).toLocalDate()))
                .orElse(false);
    }

    private static boolean isWhollyBefore(Segment segment, ErasureRequest request) {
        return request.before()
                .map(end -> segment.name().day().isBefore(end.atZone(ZoneOffset.UTC).toLocalDate()))
                .orElse(false);
    }

    private static Ranges found(Segment segment, ErasureRequest request) {
        Ranges of = new Ranges();
        Optional<String> sought = request.number().map(number -> ":" + number + "\"");
        try (Stream<String> lines = segment.lines()) {
            lines.filter(line -> sought.map(line::contains).orElse(true))
                    .flatMap(line -> EvidenceRecord.tryRead(line).stream())
                    .filter(request::concerns)
                    .forEach(each -> of.add(each.n()));
        }
        return of;
    }

    private static List<Ranges> parts(Ranges all) {
        List<Ranges> parts = new ArrayList<>();
        List<Ranges.Range> runs = all.all();
        for (int i = 0; i < runs.size(); i += RANGES_MOST) {
            Ranges part = new Ranges();
            runs.subList(i, Math.min(runs.size(), i + RANGES_MOST))
                    .forEach(run -> part.add(run.first(), run.last()));
            parts.add(part);
        }
        return parts;
    }

    private static void rewrite(Segment segment, Ranges records, ErasureRequest request)
            throws IOException {
        try (Stream<String> lines = segment.lines()) {
            Durable.writeLines(
                    segment.file(),
                    lines.map(line ->
                            // A line that somebody changed stays, for whoever verifies.
                            EvidenceRecord.tryRead(line)
                                    .filter(each -> records.contains(each.n()))
                                    .map(each -> each.without(request.fields()))
                                    .orElse(line)));
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
