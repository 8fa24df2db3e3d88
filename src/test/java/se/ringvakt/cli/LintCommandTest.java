package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.config.ConfigException;

final class LintCommandTest {
    private static final String CLEAN = "[a]\nexten => 100,1,Dial(PJSIP/agent100,20)\n";
    private static final String WARNED = CLEAN + " same => n,Goto(nowhere,s,1)\n";
    private static final String FAULTY =
            CLEAN + "exten => 101,1,Dial(PJSIP/0701740605@carrier-a)\n";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void shell() {
        shell = new Shell(folder);
    }

    private String file(String text) {
        return shell.write("extensions.conf", text).toString();
    }

    @Test
    void aFaultIsShownWithPlaceWhyAndMend() {
        String file = file(FAULTY);
        assertThat(shell.run("lint", file).expect(ExitCode.NO).out())
                .isEqualTo(
                        """
                        %s
                          3: error ungated-trunk: Dial(PJSIP/0701740605@carrier-a)
                              a call can leave here without the gate having been asked
                              mend: ask first: Set(RV_NUMBER=...), Gosub(ringvakt-dial,s,1)
                        errors 1, warnings 0; read: contexts 1, steps 2, dials on a trunk 1
                        """
                                .formatted(file));
    }

    @Test
    void jsonHoldsTheSame() {
        JsonNode json = shell.run("lint", file(FAULTY), "--json").expect(ExitCode.NO).json();
        assertThat(json.path("errors").asInt()).isEqualTo(1);
        assertThat(json.at("/findings/0/code").asText()).isEqualTo("ungated-trunk");
        assertThat(json.at("/findings/0/severity").asText()).isEqualTo("error");
        assertThat(json.at("/findings/0/line").asInt()).isEqualTo(3);
        assertThat(json.at("/findings/0/file").asText()).endsWith("extensions.conf");
        assertThat(json.at("/findings/0/why").asText()).isNotEmpty();
        assertThat(json.at("/findings/0/mend").asText()).isNotEmpty();
    }

    @Test
    void warningsAloneEndWithOneOnlyIfStrict() {
        String file = file(WARNED);
        assertThat(shell.ok("lint", file).out()).contains("3: warning no-target");
        shell.run("lint", file, "--strict").expect(ExitCode.NO);
        assertThat(shell.ok("lint", file(CLEAN), "--strict").out())
                .contains("errors 0, warnings 0", "no trunk was seen to be dialled");
    }

    @Test
    void aTrunkCanBeNamed() {
        assertThat(
                        shell.run("lint", file(CLEAN), "--trunk", "PJSIP/agent100")
                                .expect(ExitCode.NO)
                                .out())
                .contains("ungated-trunk");
    }

    @Test
    void aFileThatCannotBeReadIsRefused() {
        assertThat(shell.refused(ExitCode.REFUSED, "lint", folder + "/gone.conf"))
                .contains("ringvakt lint: ", "gone.conf: no such file");
        assertThat(shell.refused(ExitCode.REFUSED, "lint", file("[a]\n#include gone.conf\n")))
                .contains("extensions.conf:2: #include gone.conf (expected: a file that is there");
        assertThat(shell.refused(ExitCode.USAGE, "lint", "--live", "s", file(CLEAN)))
                .contains("--live: beside ");
    }

    @Test
    void noSettingsAreNeededButForALiveSwitch() {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Host host =
                new Host(
                        _ -> {
                            throw new ConfigException("no settings here");
                        },
                        Map.of(Host.CONFIG_VARIABLE, "ringvakt.yaml"),
                        "kim",
                        false);
        String file = file(CLEAN);
        var commands =
                Ringvakt.commands(host).setOut(new PrintWriter(out)).setErr(new PrintWriter(err));
        assertThat(commands.execute("lint", file)).isZero();
        assertThat(commands.execute("lint", "--live", "switch-1"))
                .isEqualTo(ExitCode.REFUSED.code());
        assertThat(shell.refused(ExitCode.REFUSED, "lint", "--live", "switch-1"))
                .contains("--live: switch-1 (expected: a switch of the settings; there is none)");
    }
}
