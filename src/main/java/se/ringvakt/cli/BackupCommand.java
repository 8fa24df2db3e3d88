package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.backup.Backup;
import se.ringvakt.backup.Backup.Made;
import se.ringvakt.config.NamedFiles;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.view.Times;

/// `backup`: writes everything an installation needs to go on into one file.
@Command(
        name = "backup",
        description = {
            "Write everything the installation needs to go on into one file, while the gate runs.",
            "",
            "The file holds telephone numbers, keys and secrets: only its owner may read it, and"
                    + " it should be kept encrypted where it leaves the house."
        })
final class BackupCommand implements Callable<Integer> {
    private static final double BYTES_PER_MB = 1e6;

    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The file to make, a zip.")
    private Path file = Path.of("");

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    BackupCommand(Host host) {
        common = new Common(host);
    }

    /// What was made.
    ///
    /// @param asOf what was acknowledged before is in it
    /// @param schema 0: the ledger is not in it, gates share one
    /// @param rows of each of the ledger's tables
    private record Result(
            String file,
            long bytes,
            String sha256,
            OffsetDateTime asOf,
            String program,
            int schema,
            int files,
            Map<String, Long> rows,
            List<String> leftOut,
            List<String> warnings) {}

    @Override
    public Integer call() {
        Path settings = common.settings(Optional.empty());
        try (InstalledSite site = InstalledSite.open(settings, InstantSource.system())) {
            Made made =
                    new Backup(
                                    file,
                                    force,
                                    site.all().state(),
                                    settings,
                                    NamedFiles.of(settings, site.all()),
                                    Version.text(),
                                    site.isShared()
                                            ? Optional.empty()
                                            : Optional.of(site::copyLedger))
                            .make(site.now());
            Result result = result(made, site);
            site.note(
                    common.caller(),
                    "backup",
                    result.file(),
                    entry -> entry.after(Map.of("sha256", made.sha256(), "bytes", made.bytes())));
            output.print(result, BackupCommand::text);
        }
        return ExitCode.OK.code();
    }

    private Result result(Made made, InstalledSite site) {
        return new Result(
                file.toAbsolutePath().normalize().toString(),
                made.bytes(),
                made.sha256(),
                Times.offset(made.manifest().at(), site.zone()),
                made.manifest().program(),
                made.manifest().schema(),
                made.manifest().files().size(),
                made.manifest().rows(),
                made.manifest().leftOut(),
                made.warnings());
    }

    private static void text(Result result, PrintWriter out) {
        out.printf(
                "%s: %d files, %.1f MB, read back and found right%n",
                result.file(), result.files(), result.bytes() / BYTES_PER_MB);
        out.println("as of   " + Times.shown(result.asOf().toZonedDateTime()));
        out.println("sha256  " + result.sha256());
        out.println(
                result.schema() == 0
                        ? "ledger  NOT in it, gates share it: back its database up with pg_dump or"
                                + " pg_basebackup"
                        : "ledger  schema "
                                + result.schema()
                                + ", attempts "
                                + result.rows().getOrDefault("attempt", 0L));
        result.leftOut().forEach(each -> out.println("LEFT OUT  " + each));
        result.warnings().forEach(each -> out.println("WARNING  " + each));
    }
}
