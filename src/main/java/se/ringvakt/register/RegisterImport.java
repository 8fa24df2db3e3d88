package se.ringvakt.register;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import se.ringvakt.call.Dialled;
import se.ringvakt.register.ImportReport.Effect;
import se.ringvakt.register.RegisterFileReader.Content;

/// Makes a register file the version in force: reads it aside, checks it against its limits and the
/// version it would replace, and only then stores and publishes it. Whatever is refused leaves the
/// former version in force. Thread-safe.
public final class RegisterImport {
    private final RegisterStore store;
    private final Function<CharSequence, Dialled> plan;

    /// @param plan reads a number as dialled; it must not keep what it is given
    public RegisterImport(RegisterStore store, Function<CharSequence, Dialled> plan) {
        this.store = store;
        this.plan = plan;
    }

    /// Imports one file.
    ///
    /// @param today the local date; no version may be dated after it
    /// @param now recorded as the time of the import
    /// @throws RegisterRefused when anything about the file is not as it should be
    public ImportReport run(
            ImportRequest request, LocalDate today, Instant now, Progress progress) {
        try (RegisterLock _ = store.lock(request.register())) {
            Optional<RegisterVersion> former = store.inForce(request.register());
            checkDate(request, today, former);
            try (SourceFile source =
                    SourceFile.open(request.file(), request.limits().bytesMost(), progress)) {
                Content content =
                        new RegisterFileReader(source, request.format(), request.coverage(), plan)
                                .read();
                checkContent(source, request.limits(), content, former);
                RegisterSnapshot snapshot = snapshot(request, now, source, content);
                Effect effect = publish(snapshot, former);
                return new ImportReport(
                        effect,
                        effect == Effect.UNCHANGED ? former.orElseThrow() : snapshot.version(),
                        former,
                        content.lines(),
                        content.unparsable(),
                        content.firstUnparsable(),
                        content.duplicates());
            }
        }
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

    private static void checkContent(
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
                            + " lines hold no Swedish number, first "
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

    private static RegisterSnapshot snapshot(
            ImportRequest request, Instant now, SourceFile source, Content content) {
        RegisterVersion version =
                new RegisterVersion(
                        request.register(),
                        request.updated(),
                        content.numbers().count(),
                        content.numbers().checksum(request.coverage()),
                        now,
                        String.valueOf(request.file().getFileName()),
                        source.checksum(),
                        request.coverage());
        return new RegisterSnapshot(version, content.numbers());
    }

    private Effect publish(RegisterSnapshot snapshot, Optional<RegisterVersion> former) {
        Effect effect = former.map(before -> effect(snapshot, before)).orElse(Effect.FIRST);
        if (effect != Effect.UNCHANGED) {
            store.publish(snapshot);
        }
        return effect;
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
