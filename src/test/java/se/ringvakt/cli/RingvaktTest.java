package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

final class RingvaktTest {
    @TempDir private Path folder;

    @Test
    void helpTellsCommandsAndExitCodes() {
        String help = new Shell(folder).ok("--help").out();
        assertThat(help).contains("check", "register", "Exit codes:", "  70 ");
        for (ExitCode code : ExitCode.values()) {
            assertThat(help).containsPattern("\\n +" + code.code() + " ");
        }
    }

    @Test
    void everyCommandHasHelpAndTheSettingsFileAndAllThatPrintHaveJson() {
        Shell shell = new Shell(folder);
        for (CommandLine command : commands()) {
            List<String> words = List.of(command.getCommandSpec().qualifiedName().split(" "));
            List<String> line = new ArrayList<>(words.subList(1, words.size()));
            line.add("--help");
            String help = shell.ok(line.toArray(String[]::new)).out();
            assertThat(help).as(line.toString()).contains("--help", "--debug");
            if (command.getSubcommands().isEmpty()) {
                assertThat(help).as(line.toString()).contains("--config", "--json");
            }
        }
    }

    private List<CommandLine> commands() {
        Host host = new Host(_ -> new TestSite(folder), Map.of(), "kim", false);
        Deque<CommandLine> todo = new ArrayDeque<>(List.of(Ringvakt.commands(host)));
        List<CommandLine> all = new ArrayList<>();
        while (!todo.isEmpty()) {
            CommandLine next = todo.pop();
            all.add(next);
            todo.addAll(next.getSubcommands().values());
        }
        return all;
    }

    @Test
    void aCommandThatIsNotThereIsMisuse() {
        Shell shell = new Shell(folder);
        assertThat(shell.refused(ExitCode.USAGE)).contains("Missing required subcommand");
        assertThat(shell.refused(ExitCode.USAGE, "register")).contains("Missing required");
        assertThat(shell.refused(ExitCode.USAGE, "chek", "1")).contains("did you mean: ", "check");
        assertThat(shell.refused(ExitCode.USAGE, "check")).contains("Missing", "NUMBER");
    }

    @Test
    void theSettingsFileMustBeThere() {
        assertThat(new Shell(folder).refused(ExitCode.REFUSED, "config", "check", "nowhere.yaml"))
                .contains("ringvakt config check: nowhere.yaml: no such file");
    }

    @Test
    void withoutAnySettingsFileItSaysWhereItLooked() {
        StringWriter err = new StringWriter();
        Host host = new Host(_ -> new TestSite(folder), Map.of(), "kim", false);
        int code = Ringvakt.commands(host).setErr(new PrintWriter(err)).execute("config", "check");
        assertThat(code).isEqualTo(ExitCode.REFUSED.code());
        assertThat(err.toString()).contains("settings: none found (expected: --config FILE,");
    }

    @Test
    void aFaultIsOneLineAndDebugShowsWhere() {
        StringWriter err = new StringWriter();
        Host host =
                new Host(
                        _ -> {
                            throw new IllegalStateException("two\nlines");
                        },
                        Map.of(Host.CONFIG_VARIABLE, "x"),
                        "kim",
                        false);
        CommandLine commands = Ringvakt.commands(host).setErr(new PrintWriter(err));

        assertThat(commands.execute("campaign", "list")).isEqualTo(ExitCode.FAULT.code());
        assertThat(err.toString().lines()).hasSize(1);
        assertThat(err.toString()).contains("two; lines");
        assertThat(commands.execute("campaign", "list", "--debug")).isEqualTo(70);
        assertThat(err.toString()).contains("\tat se.ringvakt.cli.");
    }

    @Test
    void settingsAreCheckedAndShown() {
        Shell shell = new Shell(folder);
        assertThat(shell.ok("config", "check").out())
                .containsPattern("ringvakt.yaml: ok, policy today sweden-");
        assertThat(shell.ok("config", "show").out())
                .isEqualTo("state: state\nnumbers:\n  outside-line: \"0\"\n");
        assertThat(shell.ok("config", "show", "--json").json().at("/numbers/outside-line").asText())
                .isEqualTo("0");
    }

    @Test
    void aCampaignFileIsCheckedOnItsOwn() {
        Shell shell = new Shell(folder);
        String good = shell.write("c.yaml", Shell.CAMPAIGNS).toString();
        assertThat(shell.ok("config", "check", "--campaigns", good).out())
                .contains("campaign file: ok, principals 1, campaigns 1");
        String bad = shell.write("d.yaml", Shell.CAMPAIGNS.replace("offer:", "ofer:")).toString();
        assertThat(shell.refused(ExitCode.REFUSED, "config", "check", "--campaigns", bad))
                .contains(bad + ":8: ofer: unknown key (did you mean: offer)");
    }
}
