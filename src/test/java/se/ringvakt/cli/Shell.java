package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;
import se.ringvakt.config.ConfigException;
import se.ringvakt.site.Site;

/// Runs commands in this process, against one site.
final class Shell {
    static final String CAMPAIGNS =
            """
            principals:
              - id: elbolaget
                name: Elbolaget AB
            campaigns:
              - id: el-2026
                principal: elbolaget
                purpose: sales
                offer: fast-pris
                first-day: 2026-01-01
                last-day: 2026-12-31
                caller-ids:
                  - number: 070-174 06 99
                    call-back: true
            """;

    final Path folder;
    final TestSite site;
    private final Host host;

    /// @param folder holds the settings file and whatever commands read
    Shell(Path folder) {
        this.folder = folder;
        this.site = new TestSite(folder);
        Path settings = write("ringvakt.yaml", "state: state\n");
        host =
                new Host(
                        this::open,
                        Map.of(Host.CONFIG_VARIABLE, settings.toString()),
                        "kim",
                        false);
    }

    private Site open(Path settings) {
        if (!Files.exists(settings)) {
            throw new ConfigException(settings + ": no such file");
        }
        return site;
    }

    /// What a command printed and returned.
    record Result(int code, String out, String err) {
        JsonNode json() {
            try {
                return new ObjectMapper().readTree(out);
            } catch (IOException e) {
                throw new UncheckedIOException(out, e);
            }
        }

        Result expect(ExitCode expected) {
            assertThat(code).as(out + err).isEqualTo(expected.code());
            if (expected == ExitCode.OK || expected == ExitCode.NO) {
                assertThat(err).isEmpty();
            } else {
                assertThat(out).isEmpty();
                assertThat(err.strip()).doesNotContain("\n").isNotEmpty();
            }
            return this;
        }
    }

    Result run(String... args) {
        return runOn(host, args);
    }

    /// The same, as another user of the system.
    Result runAs(String user, String... args) {
        return runOn(new Host(host.sites(), host.environment(), user, false), args);
    }

    static Result runOn(Host host, String... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine commands =
                Ringvakt.commands(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        int code = commands.execute(args);
        return new Result(code, out.toString(), err.toString());
    }

    Result ok(String... args) {
        return run(args).expect(ExitCode.OK);
    }

    /// What the one line of a refused command says.
    String refused(ExitCode code, String... args) {
        return run(args).expect(code).err();
    }

    Path write(String name, String text) {
        try {
            Files.createDirectories(folder);
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The sample campaign, and a register of today with 070-174 06 50 in it.
    void furnish() {
        ok("campaign", "apply", write("campaigns.yaml", CAMPAIGNS).toString());
        ok(
                "register",
                "import",
                write("nix.txt", "070-174 06 50\n070-174 06 51\n").toString(),
                "--updated",
                "2026-11-20");
    }
}
