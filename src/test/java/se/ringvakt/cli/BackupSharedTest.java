package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import se.ringvakt.call.Attempt;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.site.InstalledSite;

/// A gate of a shared ledger is backed up in two parts: what lies beside the ledger by `backup`,
/// the database by PostgreSQL's own tools.
class BackupSharedTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private PostgresSettings shared;
    private Path here;

    @BeforeEach
    void install() throws IOException {
        shared = PostgresServer.shared().ledger(folder.resolve("mark"));
        here = Files.createDirectory(folder.resolve("here"));
        settings(here, shared);
        Files.writeString(folder.resolve("campaigns.yaml"), Shell.CAMPAIGNS);
        Files.writeString(folder.resolve("nix.txt"), "070-174 06 50\n");
        run(here, ExitCode.OK, "campaign", "apply", folder.resolve("campaigns.yaml").toString());
        run(
                here,
                ExitCode.OK,
                "register",
                "import",
                folder.resolve("nix.txt").toString(),
                "--updated",
                "2026-11-20");
    }

    private static void settings(Path folder, PostgresSettings ledger) throws IOException {
        Files.writeString(
                folder.resolve("ringvakt.yaml"),
                """
                state: state
                ledger:
                  url: postgresql://%s/%s
                  user: %s
                  password-file: %s
                  append-time: 3s
                agi:
                  decision-time: 3s
                """
                        .formatted(
                                ledger.servers().getFirst(),
                                ledger.database(),
                                ledger.user(),
                                ledger.passwordFile().orElseThrow()));
    }

    @Test
    void whatLiesBesideTheLedgerIsBackedUpAndComesBack() throws IOException {
        run(here, ExitCode.OK, "retention", "rotate-key");
        String key = Files.readString(here.resolve("state/retention.key"));
        Path file = folder.resolve("gate.zip");

        assertThat(run(here, ExitCode.OK, "backup", file.toString()))
                .contains("ledger  NOT in it, gates share it: back its database up with pg_dump");

        try (ZipFile zip = new ZipFile(file.toFile())) {
            assertThat(zip.stream().map(Object::toString))
                    .contains(
                            "state/retention.key",
                            "state/ledger.installation",
                            "state/registers/nix/current",
                            "settings/ringvakt.yaml")
                    .doesNotContain("state/ledger.db");
        }
        Path there = folder.resolve("there");
        assertThat(run(here, ExitCode.OK, "restore", file.toString(), "--into", there.toString()))
                .contains("the ledger is not in it", "ringvakt stop")
                .doesNotContain("everything is STOPPED");
        assertThat(there.resolve("state/ledger.db")).doesNotExist();
        assertThat(Files.readString(there.resolve("state/retention.key"))).isEqualTo(key);
        assertThat(run(there, ExitCode.OK, "check", NUMBER)).startsWith("ALLOWED");
    }

    /// As docs/backup.md says: dumped, restored into an empty database, everything stopped, and
    /// after that the limits count what was there.
    @Test
    void theDatabaseComesBackFromADump() throws IOException {
        try (PostgresDatabase database = PostgresDatabase.open(shared);
                PostgresLedger ledger = PostgresLedger.start(database, () -> Samples.NOW)) {
            for (int id = 1; id <= 2; id++) {
                Attempt attempt =
                        Samples.attempt(
                                id, Samples.number(0), Samples.NOW.minusSeconds(9_000L / id));
                assertThat(ledger.append(ledger.history(Samples.number(0)), attempt)).isTrue();
                assertThat(ledger.settle(attempt.id(), Samples.answered(attempt))).isTrue();
            }
        }
        String before = run(here, ExitCode.NO, "check", Samples.number(0).international());

        PostgresSettings restored =
                PostgresServer.shared().restored(shared, folder.resolve("mark-2"));
        settings(here, restored);

        run(here, ExitCode.OK, "stop", "--reason", "restored");
        assertThat(run(here, ExitCode.NO, "check", Samples.number(0).international()))
                .contains("everything is stopped: restored");
        run(here, ExitCode.OK, "resume");
        assertThat(run(here, ExitCode.NO, "check", Samples.number(0).international()))
                .isEqualTo(before);
        assertThat(run(here, ExitCode.OK, "retention", "run")).contains("erased");
    }

    private String run(Path at, ExitCode expected, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Host host =
                new Host(
                        file -> InstalledSite.open(file, () -> TestSite.NOON),
                        Map.of(Host.CONFIG_VARIABLE, at.resolve("ringvakt.yaml").toString()),
                        "kim",
                        false);
        CommandLine commands =
                Ringvakt.commands(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(commands.execute(args)).as(out + "" + err).isEqualTo(expected.code());
        return out.toString();
    }
}
