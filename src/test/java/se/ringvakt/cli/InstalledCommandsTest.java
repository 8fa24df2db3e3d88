package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import se.ringvakt.site.InstalledSite;

/// The commands on an installation with every part real and on disk, each command opening it anew.
final class InstalledCommandsTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void install() throws IOException {
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n");
        Files.writeString(folder.resolve("campaigns.yaml"), Shell.CAMPAIGNS);
        Files.writeString(folder.resolve("nix.txt"), "070-174 06 50\n");
        run(ExitCode.OK, "campaign", "apply", path("campaigns.yaml"));
        run(ExitCode.OK, "register", "import", path("nix.txt"), "--updated", "2026-11-20");
    }

    @Test
    void whatOneCommandRecordsTheNextOneKnows() {
        assertThat(run(ExitCode.OK, "check", NUMBER)).startsWith("ALLOWED");
        assertThat(run(ExitCode.NO, "check", "070-174 06 50")).contains("LISTED");

        run(ExitCode.OK, "block", "add", NUMBER);
        assertThat(run(ExitCode.NO, "check", NUMBER)).contains("BLOCKED");
        run(ExitCode.OK, "block", "remove", NUMBER, "--reason=x");
        assertThat(run(ExitCode.NO, "block", "remove", NUMBER, "--reason=x"))
                .contains("no such block");

        run(ExitCode.OK, "block", "add", "070-174*");
        assertThat(run(ExitCode.NO, "check", NUMBER)).contains("BLOCKED");
        run(ExitCode.OK, "block", "remove", "070-174*", "--reason=x");
        assertThat(run(ExitCode.OK, "check", NUMBER)).startsWith("ALLOWED");

        run(ExitCode.OK, "consent", "add", "070-174 06 50", "--principal=elbolaget", "--proof=7");
        assertThat(run(ExitCode.OK, "check", "070-174 06 50")).startsWith("ALLOWED");
        run(ExitCode.OK, "consent", "withdraw", "070-174 06 50", "--principal=elbolaget");
        run(ExitCode.NO, "check", "070-174 06 50");

        run(ExitCode.OK, "stop", "--reason", "audit");
        assertThat(run(ExitCode.NO, "check", NUMBER)).contains("everything is stopped: audit");
        run(ExitCode.OK, "resume");
        run(ExitCode.NO, "resume");
    }

    @Test
    void applyingAgainChangesNothing() {
        assertThat(run(ExitCode.OK, "campaign", "apply", path("campaigns.yaml")))
                .contains("unchanged campaign el-2026", "nothing to change");
    }

    @Test
    void aMisspeltSettingIsRefusedWithTheNearestKey() throws IOException {
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\nagi:\n  lissen: x\n");
        run(ExitCode.REFUSED, "config", "check");
        assertThat(err.toString())
                .contains("ringvakt.yaml:3: lissen: unknown key (did you mean: listen)");
    }

    @Test
    void aDamagedLedgerIsNotAvailable() throws IOException {
        Files.writeString(folder.resolve("state/ledger.db"), "no database at all, this");
        Files.deleteIfExists(folder.resolve("state/ledger.db-wal"));
        run(ExitCode.UNAVAILABLE, "check", NUMBER);
        assertThat(err.toString()).contains("ringvakt check: ledger ").hasLineCount(1);
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private String run(ExitCode expected, String... args) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Host host =
                new Host(
                        file -> InstalledSite.open(file, () -> TestSite.NOON),
                        Map.of(Host.CONFIG_VARIABLE, path("ringvakt.yaml")),
                        "kim",
                        false);
        CommandLine commands =
                Ringvakt.commands(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(commands.execute(args)).as(out + "" + err).isEqualTo(expected.code());
        return out.toString();
    }
}
