package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ListCommandsTest {
    private static final String NUMBER = "070-174 06 05";

    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void furnish() {
        shell = new Shell(folder);
        shell.furnish();
    }

    @Test
    void blocksAreAddedListedAndRemoved() {
        assertThat(shell.ok("block", "add", NUMBER, "--expires", "2026-11-25").out())
                .isEqualTo("recorded\n");
        assertThat(shell.site.lists.lastWho).isEqualTo("kim");
        assertThat(shell.ok("block", "add", NUMBER, "--expires", "2026-11-25").out())
                .contains("stands there already");

        assertThat(shell.ok("block", "list").out())
                .containsPattern("\\+4670174xxxx +- +centre +- +2026-11-25 00:00:00");
        assertThat(shell.ok("block", "list", NUMBER).out()).contains("+46701740605");
        assertThat(shell.ok("block", "list", "--full-numbers").out()).contains("+46701740605");

        assertThat(shell.ok("block", "remove", NUMBER, "--who", "eva").out()).isEqualTo("lifted\n");
        assertThat(shell.site.lists.lastWho).isEqualTo("eva");
        assertThat(shell.run("block", "remove", NUMBER).expect(ExitCode.NO).out())
                .contains("no such block");
    }

    @Test
    void aPrefixIsBlockedAndLifted() {
        shell.ok("block", "add", "070-174*", "--list", "principal", "--principal", "elbolaget");
        assertThat(shell.ok("block", "list", NUMBER).out()).contains("+4670174*");
        assertThat(shell.ok("block", "list", "08-123 45 67").out()).doesNotContain("+4670174*");
        String[] remove = {
            "block", "remove", "+4670174*", "--list", "principal", "--principal", "elbolaget"
        };

        assertThat(shell.run("block", "remove", "070-174*").expect(ExitCode.NO).code())
                .isEqualTo(1);
        shell.ok(remove);
        shell.run(remove).expect(ExitCode.NO);
        shell.ok("check", NUMBER, "--campaign", "el-2026");
    }

    @Test
    void listsAreJsonToo() {
        assertThat(shell.ok("block", "list", "--json").json()).isEmpty();
        shell.ok("block", "add", NUMBER);
        shell.ok("block", "add", "070-174*");

        JsonNode blocks = shell.ok("block", "list", "--json").json();
        assertThat(blocks).hasSize(2);
        assertThat(blocks.at("/0/number").asText()).isEqualTo("+4670174xxxx");
        assertThat(blocks.at("/0/expires").isNull()).isTrue();
        assertThat(blocks.at("/1/prefix").asText()).isEqualTo("+4670174*");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block add 174 | number: '174' (expected: a number with its leading 0 or +)",
                "block add 0701740605 --list wide | --list: wide (expected: centre, deceased or",
                "block add 0701740605 --list principal | --principal: missing (expected: one for",
                "block add 0701740605 --principal elbolaget | --principal: elbolaget (expected: one",
                "block add 0701740605 --expires soon | expires: 'soon' (expected: a date",
                "block add 0701740605 --list principal --principal nobody | principal: nobody"
                        + " (expected: one of elbolaget)",
                "block remove 12* | prefix: '12*' (expected: such as 070-174*",
                "consent add 0701740605 --principal elbolaget | Missing required option: '--proof",
                "consent add 0701740605 --principal elbolaget --proof p --given 2026-11-24 | given:"
                        + " '2026-11-24' (expected: not in the future)",
                "consent withdraw 0701740605 --principal x | principal: x (expected: one of",
                "customer add 0701740605 --principal elbolaget --since 2026-02-30 | since:"
                        + " '2026-02-30' (expected: a date",
                "customer end 0701740605 --principal elbolaget --on yesterday | --on: yesterday"
                        + " (expected: a date like 2026-11-23)",
                "subscription add 0701740605 --kind shop | kind: 'shop' (expected: company,",
            })
    void whatIsTypedWrongIsSaidInOneLine(String command, String message) {
        assertThat(shell.refused(ExitCode.USAGE, command.split(" "))).contains(message);
        assertThat(shell.site.lists.entries).isEmpty();
    }

    @Test
    void consentsAreGivenNowUnlessSaidOtherwiseAndWithdrawn() {
        shell.ok("consent", "add", NUMBER, "--principal", "elbolaget", "--proof", "form 7");
        assertThat(shell.ok("consent", "list").out())
                .containsPattern("elbolaget +2026-11-23 12:00:00 +- +form 7");

        String[] withdraw = {"consent", "withdraw", NUMBER, "--principal", "elbolaget"};
        assertThat(shell.ok(withdraw).out()).isEqualTo("withdrawn\n");
        assertThat(shell.run(withdraw).expect(ExitCode.NO).out()).contains("no consent stands");
        assertThat(shell.ok("consent", "list", "--json").json().at("/0/withdrawn").asText())
                .isEqualTo("2026-11-23T12:00+01:00");
    }

    @Test
    void customersAreAddedAndEnd() {
        shell.ok(
                "customer",
                "add",
                NUMBER,
                "--principal",
                "elbolaget",
                "--since",
                "2020-01-01",
                "--goods",
                "electricity");
        shell.ok("customer", "end", NUMBER, "--principal", "elbolaget");

        JsonNode customer = shell.ok("customer", "list", "--json").json().path(0);
        assertThat(customer.path("goods").asText()).isEqualTo("electricity");
        assertThat(customer.path("ended").asText()).isEqualTo("2026-11-23");
        shell.run("customer", "end", NUMBER, "--principal", "elbolaget").expect(ExitCode.NO);
    }

    @Test
    void aSubscriptionIsRecorded() {
        shell.ok("subscription", "add", NUMBER, "--kind", "sole-trader");
        assertThat(shell.ok("subscription", "list", NUMBER).out())
                .containsPattern("\\+46701740605 +sole-trader");
    }

    @Test
    void filesAreImportedWholeOrNotAtAll() {
        String good =
                shell.write("b.csv", "number,list\n0701740605,centre\n0701740606,deceased\n")
                        .toString();
        assertThat(shell.ok("block", "import", good).out())
                .isEqualTo("2 entries, 2 of them new or different\n");
        assertThat(shell.ok("block", "import", good, "--json").json().path("changed").asInt())
                .isZero();

        String bad = shell.write("c.csv", "number,list\n0701740607,centre\n12,centre\n").toString();
        assertThat(shell.refused(ExitCode.REFUSED, "block", "import", bad))
                .contains(bad + ":3: number: '12' (expected:");
        assertThat(shell.site.lists.entries).hasSize(2);

        assertThat(shell.ok("block", "import", bad, "--bad-lines-most", "1").out())
                .contains("1 entries, 1 of them new", "1 lines left out:", ":3: number");
    }

    @Test
    void anImportTakesOtherColumnsAndSeparators() {
        String file =
                shell.write("s.csv", "number\tkind\tnote\n0701740605\tcompany\thello\n").toString();
        assertThat(shell.refused(ExitCode.REFUSED, "subscription", "import", file))
                .contains(":1: unknown column 'note'");
        shell.ok("subscription", "import", file, "--ignore", "note", "--separator", "tab");
        assertThat(
                        shell.refused(
                                ExitCode.USAGE,
                                "subscription",
                                "import",
                                file,
                                "--separator",
                                "both"))
                .contains("--separator: 'both' (expected: one character, tab or auto)");
    }
}
