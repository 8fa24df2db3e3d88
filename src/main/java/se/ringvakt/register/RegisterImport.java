package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.register.ImportReport.Effect;
import se.ringvakt.register.RegisterFileReader.Content;

/// Makes a register file the version in force: reads it aside, checks it against its limits and the
/// version it would replace, and only then stores and publishes it. Whatever is refused leaves the
/// former version in force. Thread-safe.
public final class RegisterImport {
    private static final int THREADS_MOST = 4;

    private final RegisterStore store;
    private final Function<CharSequence, Dialled> plan;
    private final CountryCode country;
    private final int threads;

    /// Uses all processors, up to four.
    ///
    /// @param plan reads a number as dialled; it must not keep what it is given
    /// @param country whose numbers the registers list
    public RegisterImport(
            RegisterStore store, Function<CharSequence, Dialled> plan, CountryCode country) {
        this(
                store,
                plan,
                country,
                Math.clamp(Runtime.getRuntime().availableProcessors(), 1, THREADS_MOST));
    }

    /// @param plan reads a number as dialled; it must not keep what it is given
    /// @param country whose numbers the registers list
    /// @param threads how many parse; a gate that has calls to judge gives it one
    public RegisterImport(
            RegisterStore store,
            Function<CharSequence, Dialled> plan,
            CountryCode country,
            int threads) {
        this.store = store;
        this.plan = plan;
        this.country = country;
        this.threads = threads;
    }

    /// A file that has been read and found good.
    ///
    /// @param snapshot what is to be in force
    /// @param former what it would replace
    record Checked(RegisterSnapshot snapshot, Optional<RegisterVersion> former, Content content) {}

    /// Imports one file.
    ///
    /// @param today the local date; no version may be dated after it
    /// @param now recorded as the time of the import
    /// @throws RegisterRefused when anything about the file is not as it should be
    public ImportReport run(
            ImportRequest request, LocalDate today, Instant now, Progress progress) {
        return run(request, today, now, progress, () -> {});
    }

    /// The same.
    ///
    /// @param good called when the file was found good and nothing is changed yet; what it throws
    ///   leaves everything as it is
    public ImportReport run(
            ImportRequest request, LocalDate today, Instant now, Progress progress, Runnable good) {
        try (RegisterLock _ = store.lock(request.register())) {
            Checked checked =
                    check(request, store.inForce(request.register()), today, now, progress);
            good.run();
            return publish(checked);
        }
    }

    /// Reads a file and changes nothing. The caller holds the store's lock.
    ///
    /// @throws RegisterRefused when anything about the file is not as it should be
    Checked check(
            ImportRequest request,
            Optional<RegisterVersion> former,
            LocalDate today,
            Instant now,
            Progress progress) {
        checkDate(request, today, former);
        try (SourceFile source =
                SourceFile.open(request.file(), request.limits().bytesMost(), progress)) {
            Content content =
                    new RegisterFileReader(
                                    source,
                                    request.format(),
                                    request.coverage(),
                                    plan,
                                    country,
                                    threads)
                            .read();
            checkContent(source, request.limits(), content, former);
            return new Checked(snapshot(request, now, source, content), former, content);
        }
    }

    /// Puts it in force, unless it is already. The caller holds the store's lock since before the
    /// check.
    ///
    /// @throws RegisterRefused when the store cannot be written
    ImportReport publish(Checked checked) {
        Optional<RegisterVersion> former = checked.former();
        Content content = checked.content();
        Effect effect = effect(checked);
        if (effect != Effect.UNCHANGED) {
            store.publish(checked.snapshot());
        }
        return new ImportReport(
                effect,
                effect == Effect.UNCHANGED ? former.orElseThrow() : checked.snapshot().version(),
                former,
                content.lines(),
                content.unparsable(),
                content.firstUnparsable(),
                content.duplicates());
    }

    private Effect effect(Checked checked) {
        return checked.former()
                .map(former -> effect(checked.snapshot(), former))
                .orElse(Effect.FIRST);
    }

    private static void checkDate(
            ImportRequest request, LocalDate today, Optional<RegisterVersion> former) {
        LocalDate updated = request.updated();
        if (updated.isAfter(today)) {
            throw refused(request, "in the future", today + " or earlier");
        }
        if (former.isPresent() && updated.isBefore(former.get().updated())) {
            throw refused(
                    request,
                    "older than the version in force",
                    former.get().updated() + " or later, or a roll-back");
        }
    }

    private static RegisterRefused refused(ImportRequest request, String found, String expected) {
        return new RegisterRefused(
                request.file()
                        + ": update date "
                        + request.updated()
                        + " is "
                        + found
                        + " (expected: "
                        + expected
                        + ")");
    }

    private void checkContent(
            SourceFile source,
            ImportLimits limits,
            Content content,
            Optional<RegisterVersion> former) {
        long unparsableMost =
                Math.min(
                        limits.unparsableMost(),
                        (long) (content.lines() * limits.unparsablePercent() / 100));
        if (content.unparsable() > unparsableMost) {
            throw source.refused(
                    content.unparsable()
                            + " of "
                            + content.lines()
                            + " lines hold no number of +"
                            + country.digits()
                            + ", first "
                            + content.firstUnparsable(),
                    "at most " + unparsableMost);
        }
        long count = content.numbers().count();
        if (count == 0) {
            throw source.refused("empty", "at least one number");
        }
        if (former.isPresent()) {
            checkChange(source, limits, count, former.get().count());
        }
    }

    private static void checkChange(
            SourceFile source, ImportLimits limits, long count, long formerCount) {
        long change = count - formerCount;
        double percentMost = change > 0 ? limits.growthPercent() : limits.shrinkPercent();
        double percent = Math.abs(change) * 100.0 / formerCount;
        if (Math.abs(change) > limits.changeFree() && percent > percentMost) {
            throw source.refused(
                    String.format(
                            Locale.ROOT,
                            "%d numbers, %.1f percent %s than the %d in force",
                            count,
                            percent,
                            change > 0 ? "more" : "fewer",
                            formerCount),
                    String.format(Locale.ROOT, "at most %.1f percent", percentMost));
        }
    }

    private RegisterSnapshot snapshot(
            ImportRequest request, Instant now, SourceFile source, Content content) {
        RegisterVersion version =
                new RegisterVersion(
                        request.register(),
                        country,
                        request.updated(),
                        content.numbers().count(),
                        content.numbers().checksum(request.coverage()),
                        now,
                        String.valueOf(request.file().getFileName()),
                        source.checksum(),
                        request.coverage());
        return new RegisterSnapshot(version, content.numbers());
    }

    private Effect effect(RegisterSnapshot snapshot, RegisterVersion former) {
        if (!snapshot.version().updated().equals(former.updated())) {
            return Effect.NEWER;
        }
        if (!snapshot.version().sameContent(former)) {
            return Effect.CORRECTION;
        }
        try {
            store.read(former);
            return Effect.UNCHANGED;
        } catch (RegisterRefused _) {
            return Effect.REPAIRED;
        }
    }
}
