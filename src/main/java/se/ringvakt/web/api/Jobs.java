package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Role;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.thread.Background;
import se.ringvakt.view.Words;
import se.ringvakt.wash.RowProgress;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Upload;

/// Files that were uploaded and are read one at a time, in the background, so that the gate does
/// not feel it; and what came of them, until it is erased. What was under way when the program
/// ended has failed when it begins again. Thread-safe.
public final class Jobs implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

    /// How many threads an engine may use: the gate has calls to judge.
    static final int THREADS = 1;

    static final String UPLOADED = "in";

    private static final Job.Failure RESTARTED =
            new Job.Failure(
                    Kind.UNAVAILABLE,
                    "interrupted by a restart of the gate (expected: uploaded again)");
    private static final long ERASE_SECONDS = 60;
    private static final long END_SECONDS = 10;
    private static final long LOOK_NANOS = TimeUnit.SECONDS.toNanos(1);
    private static final int ID_BYTES = 16;

    private final JobFolder folder;
    private final JobLimits limits;
    private final JobRoom room;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Map<String, Job> jobs = new ConcurrentHashMap<>();
    private final Object adding = new Object();
    private volatile Meters meters = Meters.unseen();
    private final ExecutorService worker;
    private final ScheduledExecutorService eraser;

    /// The work of a job. Interrupted, it ends soon and leaves nothing; it throws what a command
    /// would.
    @FunctionalInterface
    interface Work {
        /// Does it.
        ///
        /// @return what it found out
        JsonNode run(Running job) throws IOException;
    }

    /// What work knows of its job.
    final class Running implements RowProgress {
        private final Job job;
        private long looked = System.nanoTime();

        private Running(Job job) {
            this.job = job;
        }

        /// The uploaded file.
        Path in() {
            return job.file(UPLOADED);
        }

        /// Where a file of this role goes.
        Path file(String role) {
            return job.file(role);
        }

        Path folder() {
            return job.folder();
        }

        /// What was said when it was uploaded.
        Job.Facts facts() {
            return job.facts();
        }

        /// To be called before anything is put on record; from then on it cannot be cancelled.
        ///
        /// @throws WashRefused when it was cancelled
        void settle() {
            if (!job.settle()) {
                throw new WashRefused("cancelled");
            }
        }

        @Override
        public void reached(long readBytes, long totalBytes, long rows) {
            job.reach(new Job.Reached(readBytes, totalBytes, rows));
            if (System.nanoTime() - looked > LOOK_NANOS) {
                looked = System.nanoTime();
                room.requireStill(job);
            }
        }
    }

    private Jobs(JobFolder folder, JobLimits limits, InstantSource clock) {
        this.folder = folder;
        this.limits = limits;
        this.room = new JobRoom(folder, limits, jobs.values());
        this.clock = clock;
        worker = Executors.newSingleThreadExecutor(new Background("jobs-"));
        eraser =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("jobs-eraser").daemon().factory());
    }

    /// Takes over the jobs in a folder, and begins to erase what is too old.
    ///
    /// @param folder of its own; what is no job in it is erased
    /// @throws UncheckedIOException when the folder cannot be used
    public static Jobs open(Path folder, JobLimits limits, InstantSource clock) {
        Jobs jobs = new Jobs(new JobFolder(folder), limits, clock);
        try {
            jobs.takeOver();
        } catch (IOException e) {
            throw new UncheckedIOException(folder + ": " + e.getMessage(), e);
        }
        ScheduledFuture<?> _ =
                jobs.eraser.scheduleWithFixedDelay(
                        jobs::eraseOld, ERASE_SECONDS, ERASE_SECONDS, TimeUnit.SECONDS);
        return jobs;
    }

    private void takeOver() throws IOException {
        for (Job.Facts facts : folder.read()) {
            Job job = new Job(folder.of(facts.id()), facts);
            jobs.put(facts.id(), job);
            if (!facts.over()) {
                end(job, RESTARTED);
            }
        }
        eraseOld();
    }

    /// Takes a file in, to be worked on when its turn has come.
    ///
    /// @param name the file's, as people know it
    /// @param note puts on record that it was ordered; what it throws calls the job off
    /// @throws Problem when there are too many, or no room
    Job.Facts add(
            Job.Kind kind,
            Caller by,
            FileName name,
            Upload upload,
            Consumer<Job.Facts> note,
            Work work)
            throws IOException {
        Job.Facts facts;
        Job job;
        synchronized (adding) {
            room.require(by.name(), upload.bytes());
            byte[] id = new byte[ID_BYTES];
            random.nextBytes(id);
            facts =
                    Job.Facts.waiting(
                            HexFormat.of().formatHex(id),
                            kind,
                            by.name(),
                            name.value(),
                            upload.bytes(),
                            now());
            job = new Job(folder.of(facts.id()), facts);
            folder.write(facts);
            jobs.put(facts.id(), job);
        }
        try {
            Files.move(upload.file(), job.file(UPLOADED));
            note.accept(facts);
        } catch (IOException | RuntimeException e) {
            erase(job);
            throw e;
        }
        Future<?> _ = worker.submit(() -> run(job, work));
        return facts;
    }

    private void run(Job job, Work work) {
        if (!job.begin()) {
            erase(job);
            return;
        }
        try {
            folder.write(job.facts());
            JsonNode found = work.run(new Running(job));
            job.settle();
            Files.deleteIfExists(job.file(UPLOADED));
            put(job, job.facts().done(found, now()));
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            job.settle();
            end(job, JobFaults.told(job, e));
        } finally {
            count(job);
            if (job.isCancelled()) {
                erase(job);
            }
        }
    }

    private void count(Job job) {
        if (isWash(job)) {
            String result = job.isCancelled() ? "cancelled" : Words.of(job.facts().state());
            meters.count(Meter.WASHES, result);
            meters.counter(Meter.WASHED_ROWS).add(job.reached().rows());
        }
    }

    private static boolean isWash(Job job) {
        return job.facts().kind() == Job.Kind.WASH || job.facts().kind() == Job.Kind.REWASH;
    }

    /// Counts washes from now on.
    public void show(Meters seen) {
        meters = seen;
        seen.show(
                Meter.WASHES_RUNNING,
                () ->
                        jobs.values().stream()
                                .filter(Jobs::isWash)
                                .filter(job -> job.facts().state() == Job.State.RUNNING)
                                .count());
    }

    private void end(Job job, Job.Failure why) {
        try {
            folder.erase(job.facts().id());
            put(job, job.facts().failed(why, now()));
        } catch (IOException e) {
            LOG.error("job {}: cannot be put on record: {}", job.facts().id(), e.getMessage());
        }
    }

    /// On disk first: whoever sees that it is over finds it so after a restart, too.
    private void put(Job job, Job.Facts facts) throws IOException {
        folder.write(facts);
        job.change(facts);
    }

    /// A job that this caller may know of.
    ///
    /// @throws Problem when there is none of this id and kind
    Job find(String id, Caller by, Job.Kind... kinds) {
        return Optional.ofNullable(jobs.get(id))
                .filter(job -> List.of(kinds).contains(job.facts().kind()))
                .filter(job -> mayKnow(job, by) && !job.isCancelled())
                .orElseThrow(() -> Problem.notFound("job: none of this id"));
    }

    /// The jobs that this caller may know of, newest first.
    List<Job> list(Caller by, Job.Kind... kinds) {
        return jobs.values().stream()
                .filter(job -> List.of(kinds).contains(job.facts().kind()))
                .filter(job -> mayKnow(job, by) && !job.isCancelled())
                .sorted(
                        Comparator.comparing((Job job) -> job.facts().made())
                                .reversed()
                                .thenComparing(job -> job.facts().id()))
                .toList();
    }

    private static boolean mayKnow(Job job, Caller by) {
        return job.facts().owner().equals(by.name())
                || by.role().filter(Role.ADMINISTRATOR::equals).isPresent();
    }

    /// A job as the API shows it.
    JobView view(Job job, ZoneId zone) {
        return JobView.of(job, limits.kept(), zone);
    }

    /// The jobs that the caller may know of, all on one page: there are never many.
    Map<String, List<JobView>> page(Ask ask, ZoneId zone, Job.Kind... kinds) {
        return Map.of(
                "items", list(ask.caller(), kinds).stream().map(job -> view(job, zone)).toList());
    }

    /// A file that came of a job.
    ///
    /// @throws Problem when there is none, or not yet
    Path result(Job job, String role) {
        Job.Facts facts = job.facts();
        if (!facts.over()) {
            throw Problem.conflict("job: " + Words.of(facts.state()) + " (expected: done)");
        }
        Path file = job.file(role);
        if (!Files.isRegularFile(file)) {
            throw Problem.notFound("file: none such came of it");
        }
        return file;
    }

    /// Cancels a job, and erases whatever came of it.
    void remove(Job job) {
        boolean atIt = job.cancel();
        if (!atIt) {
            erase(job);
        }
    }

    private void erase(Job job) {
        String id = job.facts().id();
        try {
            folder.erase(id);
            jobs.remove(id);
        } catch (IOException e) {
            // It stays cancelled, so that nobody sees it; tried again with those too old.
            LOG.error("job {}: cannot be erased: {}", id, e.getMessage());
        }
    }

    /// Erases what was over long enough ago. Never throws, so that it is called again.
    void eraseOld() {
        try {
            Instant since = now().minus(limits.kept());
            for (Job job : jobs.values()) {
                Job.Facts facts = job.facts();
                boolean old = facts.ended().filter(ended -> !ended.isAfter(since)).isPresent();
                if (old || (facts.over() && job.isCancelled())) {
                    job.cancel();
                    erase(job);
                }
            }
        } catch (RuntimeException e) {
            LOG.error("jobs: those too old cannot be erased", e);
        }
    }

    /// How many wait, or are worked on.
    public int queued() {
        return (int) jobs.values().stream().filter(job -> !job.facts().over()).count();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /// Interrupts what is under way, which then has failed, and waits a moment for it.
    @Override
    public void close() {
        eraser.shutdownNow();
        worker.shutdownNow();
        try {
            if (!worker.awaitTermination(END_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("jobs: still at it after {} s", END_SECONDS);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
