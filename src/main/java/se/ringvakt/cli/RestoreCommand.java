package se.ringvakt.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.backup.BackupRefused;
import se.ringvakt.backup.Manifest;
import se.ringvakt.backup.Restoration;
import se.ringvakt.backup.Restoration.Extent;
import se.ringvakt.config.Settings;
import se.ringvakt.config.SettingsReader;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.ledger.sqlite.SqliteRestored;
import se.ringvakt.view.Times;

/// `restore`: brings an installation back from a backup.
@Command(
        name = "restore",
        description = {
            "Bring an installation back from a backup.",
            "",
            "Everything in it is stopped until somebody resumes it: whom was called and who"
                    + " objected since the backup is not known (docs/backup.md)."
        })
final class RestoreCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The backup.")
    private Path file = Path.of("");

    @Option(
            names = "--into",
            paramLabel = "FOLDER",
            description =
                    "Restore settings and state into this folder (default: only the state, into"
                            + " the state folder of the settings).")
    private Optional<Path> into = Optional.empty();

    @Option(names = "--force", description = "Move aside what is there; nothing is ever deleted.")
    private boolean force;

    RestoreCommand(Host host) {
        common = new Common(host);
    }

    /// What was restored.
    ///
    /// @param asOf what was acknowledged before is in it
    /// @param former where what was there before lies now
    /// @param toDo what is to be done before calls go on, in words
    private record Result(
            String folder,
            OffsetDateTime asOf,
            String program,
            Map<String, Long> rows,
            Optional<String> former,
            List<String> toDo) {}

    @Override
    public Integer call() {
        Optional<Settings> standing =
                into.isPresent()
                        ? Optional.empty()
                        : Optional.of(SettingsReader.read(common.settings(Optional.empty())));
        Path target = into.or(() -> standing.map(Settings::state)).orElseThrow().toAbsolutePath();
        Path state = standing.isPresent() ? target : target.resolve("state");
        refuseRunning(state);
        Extent extent = standing.isPresent() ? Extent.STATE : Extent.ALL;
        try (Restoration restoration = Restoration.unpack(file, target, extent, force)) {
            RestoredSettings settings = RestoredSettings.of(restoration, standing);
            Instant now = InstantSource.system().instant().truncatedTo(ChronoUnit.MILLIS);
            Optional<String> reason = secure(restoration, settings.zone(), now);
            EvidenceFolder.open(restoration.evidence())
                    .noteRestored(restoration.manifest().at(), now);
            Optional<Path> former = place(restoration, state, now);
            Manifest manifest = restoration.manifest();
            output.print(
                    new Result(
                            target.normalize().toString(),
                            Times.offset(manifest.at(), settings.zone()),
                            manifest.program(),
                            manifest.rows(),
                            former.map(Path::toString),
                            reason.map(settings::toDo).orElseGet(settings::toDoBesideLedger)),
                    RestoreCommand::text);
        }
        return ExitCode.OK.code();
    }

    /// Returns why everything is stopped now; empty: the ledger is elsewhere.
    private Optional<String> secure(Restoration restoration, ZoneId zone, Instant now) {
        if (!restoration.manifest().hasLedger()) {
            return Optional.empty();
        }
        String asOf = Times.shown(restoration.manifest().at(), zone);
        String reason =
                "restored as of " + asOf + "; calls, blocks and withdrawals since are not known";
        SqliteRestored.secure(
                restoration.ledger(),
                () -> now,
                reason,
                common.host().user(),
                AuditEntry.of(common.caller(), now, "restore", file.toString())
                        .after(Map.of("asOf", asOf)));
        return Optional.of(reason);
    }

    /// Holds the lock of the folder that goes and of the one that comes: no gate can begin between.
    private static Optional<Path> place(Restoration restoration, Path state, Instant now) {
        try (StateLock _ = lock(restoration.state())) {
            if (!Files.isDirectory(state)) {
                return restoration.place(now);
            }
            try (StateLock _ = lock(state)) {
                return restoration.place(now);
            }
        }
    }

    private static void refuseRunning(Path state) {
        if (Files.isDirectory(state)) {
            lock(state).close();
        }
    }

    private static StateLock lock(Path state) {
        try {
            return StateLock.take(state);
        } catch (UncheckedIOException e) {
            throw new BackupRefused(e.getMessage() + "; stop it first", e);
        }
    }

    private static void text(Result result, PrintWriter out) {
        out.println("restored " + result.folder());
        out.println("as of    " + Times.shown(result.asOf().toZonedDateTime()));
        out.println("attempts " + result.rows().getOrDefault("attempt", 0L));
        result.former().ifPresent(place -> out.println("what was there before lies in " + place));
        result.toDo().forEach(each -> out.println("TO DO    " + each));
    }
}
