package se.ringvakt.gate;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.ledger.Recordings.Erasure;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Erases recordings whose time is up, and leaves a record of each.
///
/// A file that is already gone is recorded as that. One that cannot be erased is told once and
/// tried again at the next run; so is everything while the folder is not there, since a disk that
/// is not mounted is no erasure. For one thread.
public final class Eraser {
    private static final Logger LOG = LoggerFactory.getLogger(Eraser.class);

    /// Read from the ledger at one time.
    private static final int STEP = 50;

    /// Before the first there is none.
    private static final AttemptId NONE = new AttemptId(0);

    private final Recordings recordings;
    private final Path folder;
    private final Period keep;
    private final ZoneId zone;
    private final InstantSource clock;
    private final Meters meters;
    private final boolean alone;
    private final Set<String> told = new HashSet<>();

    /// What a run did, in files.
    ///
    /// @param gone were not there any more
    /// @param failed could not be erased; they are due still
    public record Run(long erased, long gone, long failed) {
        private Run plus(Result result) {
            return switch (result) {
                case ERASED -> new Run(erased + 1, gone, failed);
                case GONE -> new Run(erased, gone + 1, failed);
                case FAILED -> new Run(erased, gone, failed + 1);
            };
        }
    }

    private enum Result {
        ERASED,
        GONE,
        FAILED
    }

    /// @param folder where the recordings lie
    /// @param keep from the consent, in the calendar of `zone`
    public Eraser(
            Recordings recordings,
            Path folder,
            Period keep,
            ZoneId zone,
            InstantSource clock,
            Meters meters) {
        this(recordings, folder, keep, zone, clock, meters, true);
    }

    private Eraser(
            Recordings recordings,
            Path folder,
            Period keep,
            ZoneId zone,
            InstantSource clock,
            Meters meters,
            boolean alone) {
        this.alone = alone;
        this.recordings = recordings;
        this.folder = folder;
        this.keep = keep;
        this.zone = zone;
        this.clock = clock;
        this.meters = meters;
    }

    /// The same where other gates' recordings are on record, too: one that does not lie here is
    /// left to them.
    public Eraser amongOthers() {
        return new Eraser(recordings, folder, keep, zone, clock, meters, false);
    }

    /// When a recording is due to be erased.
    public static Instant due(Consented consented, Period keep, ZoneId zone) {
        return consented.at().atZone(zone).plus(keep).toInstant();
    }

    /// Erases all that are due, in small steps: the gate writes to the same ledger.
    ///
    /// @param by in whose name
    public Run run(String by) {
        Run run = new Run(0, 0, 0);
        Instant now = clock.instant();
        AttemptId last = NONE;
        List<Consented> step;
        do {
            step = recordings.standing(now, last, STEP);
            for (Consented each : step) {
                last = each.attempt();
                if (!due(each, keep, zone).isAfter(now) && isMine(each)) {
                    run = run.plus(counted(erase(each, by)));
                }
            }
        } while (step.size() == STEP);
        return run;
    }

    private boolean isMine(Consented due) {
        return alone || Files.exists(folder.resolve(due.file()), LinkOption.NOFOLLOW_LINKS);
    }

    private Result erase(Consented due, String by) {
        if (!Files.isDirectory(folder)) {
            return failed("folder " + folder, "is not there");
        }
        Path file = folder.resolve(due.file()).normalize();
        if (!folder.equals(file.getParent())) {
            return failed(due.file(), "lies elsewhere");
        }
        OptionalLong bytes;
        try {
            bytes = delete(file);
        } catch (IOException e) {
            return failed(due.file(), e.getMessage());
        }
        Instant at = Instant.ofEpochMilli(clock.millis());
        recordings.erased(new Erasure(due.attempt(), at, by, due.file(), bytes));
        told.remove(due.file());
        return bytes.isPresent() ? Result.ERASED : Result.GONE;
    }

    /// Returns the size the file had; empty: there was none.
    private static OptionalLong delete(Path file) throws IOException {
        try {
            BasicFileAttributes attributes =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            if (attributes.isDirectory()) {
                throw new DirectoryNotEmptyException(file + " (expected: a file)");
            }
            Files.delete(file);
            return OptionalLong.of(attributes.size());
        } catch (NoSuchFileException _) {
            return OptionalLong.empty();
        }
    }

    private Result failed(String what, @Nullable String why) {
        if (told.add(what)) {
            LOG.warn("recording cannot be erased, it is tried again: {}: {}", what, why);
        }
        return Result.FAILED;
    }

    private Result counted(Result result) {
        meters.count(Meter.ERASURES, Words.of(result));
        return result;
    }
}
