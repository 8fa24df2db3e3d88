package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.register.NumberLists.Entry;

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
        assertThat(shell.ok("block", "add", NUMBER, "--expires", "2026-11-25").out())
                .contains("stands there already");

        assertThat(shell.ok("block", "list").out())
                .containsPattern("\\+4670174xxxx +- +centre +- +2026-11-25 00:00:00");
        assertThat(shell.ok("block", "list", NUMBER).out()).contains("+46701740605");
        assertThat(shell.ok("block", "list", "--full-numbers").out()).contains("+46701740605");

        assertThat(shell.ok("block", "remove", NUMBER, "--who", "eva", "--reason", "typo").out())
                .isEqualTo("lifted\n");
        assertThat(
                        shell.run("block", "remove", NUMBER, "--reason", "typo")
                                .expect(ExitCode.NO)
                                .out())
                .contains("no such block");
    }

    @Test
    void aPrefixIsBlockedAndLifted() {
        shell.ok("block", "add", "070-174*", "--list", "principal", "--principal", "elbolaget");
        assertThat(shell.ok("block", "list", NUMBER).out()).contains("+4670174*");
        assertThat(shell.ok("block", "list", "08-123 45 67").out()).doesNotContain("+4670174*");
        String[] remove = {
            "block",
            "remove",
            "+4670174*",
            "--list=principal",
            "--principal=elbolaget",
            "--reason=x"
        };

        assertThat(
                        shell.run("block", "remove", "070-174*", "--reason=x")
                                .expect(ExitCode.NO)
                                .code())
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
                "block remove 12* --reason x | prefix: '12*' (expected: such as 070-174*",
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
        assertThat(shell.site.entries()).isEmpty();
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
        assertThat(shell.site.entries()).hasSize(2);

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

    @Test
    void aBlockIsNeverShortenedByAddingIt() {
        shell.ok("block", "add", NUMBER);
        assertThat(shell.ok("block", "add", NUMBER, "--expires", "2026-11-25").out())
                .contains("stands there already, for as long or longer; nothing was changed");
        shell.run("check", NUMBER).expect(ExitCode.NO);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "block remove 0701740605 | Missing required option: '--reason=TEXT'",
                "block remove 0701740605 --reason= | --reason: '' (expected: 1 to 200 characters",
                "block remove 0701740605 --reason=a\u0007b | --reason: 'a?b' (expected: 1 to 200",
                "block add 0701740605 --who=a\u001b[2J | --who: who: 'a?[2J (kim)' (expected: 1 to",
                "block add 0701740605 --expires=2026-11-23 | expires: '2026-11-23' (expected: later",
                "block list --only=some | --only: some (expected: active, ended or all)",
                "block list --limit=0 | --offset, --limit: 0, 0 (expected: 0 or more, 1 or more)",
                "block list --since=soon | --since: soon (expected:",
                "block list 7* | prefix: '7*' (expected: such as 070-174*",
                "consent list --list=centre | --list: centre (expected: none; blocks alone have it)",
                "customer history --principal=x | principal: x (expected: one of elbolaget)",
            })
    void whatIsLookedForWronglyIsSaidInOneLine(String command, String message) {
        String[] words = command.translateEscapes().split(" ");
        assertThat(shell.refused(ExitCode.USAGE, words)).contains(message);
    }

    @Test
    void theHistoryTellsWhoDidWhatAndWhy() {
        String script = "<script>alert('x')</script>";
        shell.ok("block", "add", NUMBER, "--expires", "2026-11-25", "--who", "Åsa");
        shell.ok("block", "add", NUMBER);
        shell.ok("block", "remove", NUMBER, "--reason", script);
        shell.ok("consent", "add", NUMBER, "--principal", "elbolaget", "--proof", "form 7");

        assertThat(shell.ok("block", "history", NUMBER).out().lines())
                .containsExactly(
                        "2026-11-23 12:00:00  +46701740605  remove block centre by kim: " + script,
                        "2026-11-23 12:00:00  +46701740605  add block centre (before: block centre"
                                + " to 2026-11-25 00:00:00) by kim",
                        "2026-11-23 12:00:00  +46701740605  add block centre to 2026-11-25"
                                + " 00:00:00 by Åsa (kim)");
        assertThat(shell.ok("history", NUMBER).out().lines()).hasSize(4);
        assertThat(shell.ok("history", "--by", "åsa").out()).isEmpty();
        assertThat(shell.ok("history", "--by", "Åsa").out())
                .contains("+4670174xxxx")
                .doesNotContain("+46701740605");
        assertThat(shell.ok("history", "--limit", "1", "--offset", "1").out()).contains("remove");

        JsonNode events = shell.ok("block", "history", "070-174*", "--json").json();
        assertThat(events).hasSize(3);
        assertThat(events.at("/0/reason").asText()).isEqualTo(script);
        assertThat(events.at("/0/after").isNull()).isTrue();
        assertThat(events.at("/1/before").asText())
                .isEqualTo("block centre to 2026-11-25 00:00:00");
        assertThat(events.at("/0/who").asText()).isEqualTo("kim");

        assertThat(shell.ok("check", NUMBER).out())
                .containsPattern(
                        "changed +Mon 2026-11-23 12:00:00 .*: remove block centre by kim:");
        assertThat(shell.ok("check", NUMBER, "--json").json().at("/facts/changes")).hasSize(4);
    }

    @Test
    void withASecondPersonABlockStandsUntilAnotherApproves() {
        shell.site.secondPerson = true;
        shell.ok("block", "add", NUMBER);
        String[] remove = {"block", "remove", NUMBER, "--reason", "typo"};

        assertThat(shell.ok(remove).out())
                .isEqualTo(
                        "asked for: request 1; the block stands until another person approves"
                                + " it\n");
        shell.run("check", NUMBER).expect(ExitCode.NO);
        assertThat(shell.refused(ExitCode.REFUSED, remove)).contains("request 1 of kim is pending");
        assertThat(shell.ok("block", "pending").out())
                .isEqualTo(
                        "request 1: +4670174xxxx, block centre, pending; asked by kim,"
                                + " 2026-11-23 12:00:00: typo\n");

        assertThat(shell.refused(ExitCode.REFUSED, "block", "approve", "1"))
                .contains("asked by kim (expected: another who approves)");
        assertThat(shell.refused(ExitCode.USAGE, "block", "approve", "1", "--who", "eva"))
                .contains("--who: eva (expected: none; lists.second-person goes by the system's");
        assertThat(shell.runAs("eva", "block", "approve", "1").expect(ExitCode.OK).out())
                .contains("approved by eva");

        shell.ok("check", NUMBER);
        assertThat(shell.ok("block", "history", NUMBER).out())
                .contains("remove block centre by eva, request 1 of kim: typo");
        assertThat(shell.ok("block", "pending").out()).contains("no request is pending");
        assertThat(shell.ok("block", "pending", "--all", "--json").json().at("/0/state").asText())
                .isEqualTo("approved");
    }

    @Test
    void aRequestIsRejectedWithAReasonOrDroppedWithItsBlock() {
        shell.site.secondPerson = true;
        shell.ok("block", "add", "070-174*");
        shell.ok("block", "remove", "070-174*", "--reason", "too wide");
        assertThat(
                        shell.runAs("eva", "block", "reject", "1", "--reason", "it is right")
                                .expect(ExitCode.OK)
                                .out())
                .contains("+4670174*, block centre, rejected by eva (it is right)");
        shell.run("check", NUMBER).expect(ExitCode.NO);

        shell.ok("block", "add", NUMBER, "--expires", "2026-11-25");
        shell.ok("block", "remove", NUMBER, "--reason", "typo");
        shell.ok("block", "add", NUMBER);
        assertThat(shell.runAs("eva", "block", "approve", "2").expect(ExitCode.NO).out())
                .contains("dropped by eva (the block was changed or is gone)");
        assertThat(shell.ok("block", "list", NUMBER).out()).contains("+46701740605");
        assertThat(shell.refused(ExitCode.REFUSED, "block", "approve", "3")).contains("unknown");
    }

    @Test
    void listsAreNarrowedDownAndPaged() {
        String file =
                shell.write(
                                "b.csv",
                                """
                                number,list,principal,expires
                                0701740605,centre,,2026-11-24
                                0701740606,deceased,,
                                0701740607,principal,elbolaget,
                                081234567,centre,,
                                """)
                        .toString();
        shell.ok("block", "import", file, "--who", "Bo");

        assertThat(blocks()).hasSize(4);
        assertThat(blocks("08*")).hasSize(1);
        assertThat(blocks("--list=deceased")).hasSize(1);
        assertThat(blocks("--principal=elbolaget")).hasSize(1);
        assertThat(blocks("--by=bo")).hasSize(4);
        assertThat(blocks("--by=eva")).isEmpty();
        assertThat(blocks("--since=2026-11-24")).isEmpty();
        assertThat(blocks("--until=2026-11-24")).hasSize(4);
        assertThat(blocks("--limit=2", "--offset=1", "--full-numbers"))
                .extracting(row -> row.path("number").asText())
                .containsExactly("+46701740605", "+46701740606");
        assertThat(blocks().at("/0/by").asText()).isEqualTo("Bo (kim)");
        shell.site.now = shell.site.now.plusSeconds(86_400);
        assertThat(blocks("--only=ended")).hasSize(1);
        assertThat(blocks("--only=active")).hasSize(3);
    }

    private JsonNode blocks(String... options) {
        List<String> words = new ArrayList<>(List.of("block", "list", "--json"));
        words.addAll(List.of(options));
        return shell.ok(words.toArray(String[]::new)).json();
    }

    @Test
    void exemptionsAreActiveForTheirMonths() {
        shell.ok(
                "consent",
                "add",
                NUMBER,
                "--principal=elbolaget",
                "--proof=7",
                "--given=2026-08-24");
        shell.ok("customer", "add", NUMBER, "--principal=elbolaget", "--since=2020-01-01");
        shell.ok("customer", "end", NUMBER, "--principal=elbolaget", "--on=2025-11-24");
        for (String kind : List.of("consent", "customer")) {
            assertThat(shell.ok(kind, "list", "--only=active", "--json").json()).hasSize(1);
        }
        shell.site.now = shell.site.now.plusSeconds(86_400);
        for (String kind : List.of("consent", "customer")) {
            assertThat(shell.ok(kind, "list", "--only=active", "--json").json()).isEmpty();
            assertThat(shell.ok(kind, "list", "--only=ended", "--json").json()).hasSize(1);
        }
    }

    @Test
    void whatIsExportedCanBeImportedAgain() {
        shell.ok("block", "add", NUMBER, "--expires", "2026-11-25");
        shell.ok("block", "add", "070-174*", "--list=principal", "--principal=elbolaget");
        shell.ok(
                "consent",
                "add",
                NUMBER,
                "--principal=elbolaget",
                "--proof==cmd|'/c calc'!A0; \"x\"");
        shell.ok("consent", "withdraw", NUMBER, "--principal=elbolaget");
        shell.ok("customer", "add", NUMBER, "--principal=elbolaget", "--since=2020-01-01");
        shell.ok("subscription", "add", NUMBER, "--kind=company");
        List<Entry> before = shell.site.entries();
        List<String> kinds = List.of("block", "consent", "customer", "subscription");
        for (String kind : kinds) {
            assertThat(shell.ok(kind, "export", path(kind + ".csv")).out()).contains(" entr");
        }

        Shell other = new Shell(folder.resolve("other"));
        other.furnish();
        for (String kind : kinds) {
            other.ok(kind, "import", path(kind + ".csv"));
        }

        assertThat(other.site.entries()).containsExactlyElementsOf(before);
        assertThat(shell.refused(ExitCode.REFUSED, "block", "export", path("block.csv")))
                .contains("is there already (expected: a new name)");
        assertThat(shell.ok("block", "export", "-").out())
                .startsWith("number;prefix;list;principal;expires")
                .contains("+46701740605;;centre;;2026-11-25T00:00+01:00");
        shell.site.now = shell.site.now.plusSeconds(3 * 86_400);
        assertThat(shell.ok("block", "export", "-").out()).doesNotContain("+46701740605");
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    @Test
    void aFileThatVanishesOrIsTruncatedIsRefusedWhole() {
        assertThat(shell.refused(ExitCode.REFUSED, "block", "import", path("none.csv")))
                .contains("no such file");
        String cut = shell.write("cut.csv", "number,list\n0701740605,centre\n07017").toString();
        assertThat(shell.refused(ExitCode.REFUSED, "block", "import", cut)).contains("cut.csv:3");
        assertThat(shell.site.entries()).isEmpty();
    }
}
