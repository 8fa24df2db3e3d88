package se.ringvakt.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Both sides of every construct of the grammar.
final class DialplanReaderTest {
    @TempDir private Path folder;
    private Plans plans;

    @BeforeEach
    void folder() {
        plans = new Plans(folder);
    }

    private static Dialplan.Context context(Dialplan plan, String name) {
        return Objects.requireNonNull(plan.contexts().get(name));
    }

    /// The steps of a context, each as `extension,priority(label) application(arguments)`.
    private static List<String> steps(Dialplan plan, String context) {
        return context(plan, context).extensions().values().stream()
                .flatMap(extension ->
                        extension.steps().values().stream()
                                .map(step ->
                                        extension.name()
                                                + ","
                                                + step.priority()
                                                + (step.label().isEmpty()
                                                        ? ""
                                                        : "(" + step.label() + ")")
                                                + " "
                                                + step))
                .toList();
    }

    private List<String> steps(String text) {
        return steps(plans.read("[a]\n" + text), "a");
    }

    private List<String> leftOut(String text) {
        return plans.read("[a]\n" + text).remarks().stream()
                .map(remark -> remark.place().line() + " " + remark.detail())
                .toList();
    }

    @Test
    void extensionsAndPriorities() {
        assertThat(
                        steps(
                                """
                                exten => 100,1,Answer()
                                exten=>100,n(ring),Dial(PJSIP/a,20)
                                 same => n+2,Hangup
                                exten = 101 , 1 ( x ) , NoOp ( two words )
                                same = n,Set(A=b,c)
                                exten => 100,ring+1,NoOp(by label)
                                exten => 102,hint,PJSIP/a
                                exten => _[0-9,]X,1,NoOp(comma in brackets)
                                """))
                .containsExactly(
                        "100,1 Answer()",
                        "100,2(ring) Dial(PJSIP/a,20)",
                        "100,3 NoOp(by label)",
                        "100,5 Hangup()",
                        "101,1(x) NoOp( two words )",
                        "101,2 Set(A=b,c)",
                        "_[0-9,]X,1 NoOp(comma in brackets)");
    }

    @Test
    void whatHasNoPlaceIsLeftOutWithItsLine() {
        assertThat(
                        leftOut(
                                """
                                same => n,Answer()
                                exten => 1,n,Answer()
                                exten => 2,0,Answer()
                                exten => 3,nowhere,Answer()
                                exten => 4,1,Answer()
                                exten => 4,1,Hangup()
                                extn => 5,1,Answer()
                                no equals sign
                                = no name
                                #nonsense
                                #include
                                """))
                .containsExactlyInAnyOrder(
                        "2 no extension stands before it",
                        "3 'n' is no priority here",
                        "4 '0' is no priority here",
                        "5 'nowhere' is no priority here",
                        "7 priority 1 of 4 stands already",
                        "8 no such keyword in a context",
                        "9 there is no =",
                        "10 there is no name",
                        "11 no such directive",
                        "12 no file is named");
    }

    @Test
    void commentsEndWhereTheyEnd() {
        assertThat(
                        steps(
                                """
                                exten => 1,1,NoOp(a\\;b) ; comment
                                ;-- exten => 2,1,NoOp()
                                  ;-- nested --;
                                exten => 3,1,NoOp() --; exten => 4,1,NoOp(after)
                                exten => 5,1,NoOp(;-- within --;x)
                                ;--- not a block
                                exten => 6,1,NoOp(--) ; --;
                                """))
                .containsExactly("1,1 NoOp(a;b)", "4,1 NoOp(after)", "5,1 NoOp(x)", "6,1 NoOp(--)");
        assertThat(leftOut(";-- never closed\nexten => 1,1,NoOp()"))
                .containsExactly("3 the comment is never closed");
    }

    @Test
    void templatesAndAdditions() {
        Dialplan plan =
                plans.read(
                        """
                        [base](!)
                        exten => 1,1,NoOp(base)
                        [more](!,base)
                        exten => 2,1,NoOp(more)
                        [a](more)
                        exten => 3,1,NoOp(a)
                        [b]
                        exten => 4,1,NoOp(b)
                        [a](+)
                        exten => 5,1,NoOp(again)
                        [a]
                        exten => 6,1,NoOp(twice)
                        """);
        assertThat(plan.contexts()).containsOnlyKeys("a", "b");
        assertThat(steps(plan, "a"))
                .containsExactly(
                        "1,1 NoOp(base)",
                        "2,1 NoOp(more)",
                        "3,1 NoOp(a)",
                        "5,1 NoOp(again)",
                        "6,1 NoOp(twice)");
    }

    @Test
    void globalsOfSeveralSectionsAndTheirUse() {
        Dialplan plan =
                plans.read(
                        """
                        [general]
                        static = yes
                        [globals]
                        A = 10
                        B = ${A}1
                        [a]
                        exten => ${B},1,NoOp(${B})
                        include => ${A}|8:00-17:00|mon-fri|*|*
                        include => other,8:00-17:00,mon-fri,*,*
                        switch => IAX2/x
                        ignorepat => 9
                        [Globals]
                        A = 20
                        """);
        assertThat(plan.globals()).containsEntry("A", "20").containsEntry("B", "101");
        assertThat(plan.contexts()).containsOnlyKeys("a");
        assertThat(context(plan, "a").includes())
                .extracting(Dialplan.Mention::name)
                .containsExactly("20", "other");
        assertThat(context(plan, "a").switches())
                .extracting(Dialplan.Mention::name)
                .containsExactly("IAX2/x");
        assertThat(context(plan, "a").extensions()).containsKey("101");
    }

    @Test
    void includedFilesAreMeantFromTheConfigurationFolder() {
        plans.write("kit/one.conf", "exten => 1,1,NoOp()\n#include \"kit/two.conf\"\n[c]\n");
        plans.write("kit/two.conf", "exten => 2,1,NoOp()\n");
        plans.write("d/10.conf", "[d]\nexten => 10,1,NoOp()\n");
        plans.write("d/20.conf", "[d]\nexten => 20,1,NoOp()\n");
        plans.write("d/.hidden.conf", "[hidden]\n");
        Dialplan plan =
                plans.read(
                        """
                        [a]
                        #include <kit/one.conf>
                        exten => 3,1,NoOp()
                        #tryinclude kit/gone.conf
                        #tryinclude gone/*.conf
                        #include d/*.conf
                        exten => 4,1,NoOp()
                        """);
        assertThat(steps(plan, "a"))
                .extracting(step -> step.charAt(0))
                .contains('1', '2', '3', '4');
        assertThat(plan.contexts()).containsOnlyKeys("a", "c", "d");
        assertThat(context(plan, "d").extensions()).containsOnlyKeys("10", "20");
        assertThat(
                        Objects.requireNonNull(context(plan, "a").extensions().get("2"))
                                .steps()
                                .firstEntry()
                                .getValue()
                                .place())
                .isEqualTo(new Place.InFile(folder.resolve("kit/two.conf").toString(), 1));
        assertThat(plan.remarks()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[a]\\n#include gone.conf|extensions.conf:2: #include gone.conf (expected: a file",
                "[a]\\n#include gone/*.conf|extensions.conf:2: #include gone/*.conf (expected:",
                "[a]\\n\\n#include extensions.conf|extensions.conf:3: #include extensions.conf "
                        + "(expected: files within files at most 10 deep; a loop?)",
                "exten => 1,1,NoOp()|extensions.conf:1: exten => 1,1,NoOp() (expected: a section",
                "[a](gone)|extensions.conf:1: gone (expected: a section that stands above)",
                "[a](+)|extensions.conf:1: a (expected: a section that stands above)",
                "[a|extensions.conf:1: [a (expected: a closing ])",
                "[a]\\nexten => 1,1,NoOp(\\0)|extensions.conf:2: a NUL byte (expected: text)",
            })
    void whatAsteriskRefusesIsRefusedWithItsLine(String text, String message) {
        String file = text.replace("\\n", "\n").replace("\\0", "\0");
        assertThatThrownBy(() -> plans.read(file))
                .isInstanceOf(DialplanException.class)
                .hasMessageContaining(message);
    }

    @Test
    void filesThatAreNoneAreRefused() {
        assertThatThrownBy(() -> DialplanReader.read(List.of(folder.resolve("gone.conf"))))
                .hasMessageEndingWith("gone.conf: no such file");
        assertThatThrownBy(() -> DialplanReader.read(List.of(folder)))
                .hasMessageEndingWith(": no such file");
        assertThatThrownBy(() ->
                        DialplanReader.read(List.of(plans.write("extensions.ael", "context a {}"))))
                .hasMessageContaining("AEL is not read");
    }

    @Test
    void lineEndsAndEncodingsDoNotMatter() throws IOException {
        String text = "[a]\r\nexten => 1,1,NoOp(åäö)\r\n same => n,Hangup()";
        for (var charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
            Path file = Files.write(folder.resolve("x.conf"), text.getBytes(charset));
            assertThat(steps(DialplanReader.read(List.of(file)), "a"))
                    .containsExactly("1,1 NoOp(åäö)", "1,2 Hangup()");
        }
    }

    @Test
    void aByteOrderMarkIsPassedOver() {
        assertThat(plans.read("\uFEFF[a]\n").contexts()).containsOnlyKeys("a");
    }

    @Test
    void aLineThatAsteriskSkipsForItsLengthIsLeftOut() {
        String text = "exten => 1,1,NoOp(" + "x".repeat(1 << 20) + ")\nexten => 2,1,NoOp()\n";
        assertThat(steps(text)).containsExactly("2,1 NoOp()");
        assertThat(leftOut(text)).containsExactly("2 longer than 8190 bytes");
        assertThat(leftOut("exten => 1,1,NoOp(" + "x".repeat(8_000) + ")")).isEmpty();
    }

    @Test
    @Timeout(20)
    void aHundredThousandLinesAreReadWithinASecondOnAMachineOfItsOwn() {
        StringBuilder text = new StringBuilder("[a]\n");
        for (int i = 0; i < 50_000; i++) {
            text.append("exten => " + (100_000 + i) + ",1,Dial(PJSIP/${EXTEN},20)\n");
            text.append(" same => n,Hangup()\n");
        }
        Path file = plans.write("long.conf", text.toString());
        long begin = System.nanoTime();
        Dialplan plan = DialplanReader.read(List.of(file));
        Duration took = Duration.ofNanos(System.nanoTime() - begin);
        assertThat(context(plan, "a").extensions()).hasSize(50_000);
        assertThat(took).isLessThan(Duration.ofSeconds(10));
    }

    @Test
    void theBuilderTakesWhatASwitchTells() {
        Place.InSwitch first = new Place.InSwitch("a", "_X.", 1);
        Dialplan.Step dial = new Dialplan.Step(1, "", "Dial", "PJSIP/${EXTEN}@t", first);
        Dialplan.Builder builder =
                new Dialplan.Builder()
                        .global("T", "PJSIP")
                        .include("b", "a", new Place.InSwitch("b", "", 0));
        assertThat(builder.step("a", "_X.", dial)).isTrue();
        assertThat(builder.step("a", "_X.", dial)).isFalse();

        assertThat(plans.codes(Audit.of(builder.build(), List.of()), ""))
                .containsExactly("a,_X.,1 ungated-trunk", "a,_X.,1 untrusted-text");
    }

    @Test
    void patternsMeanWhatAsteriskSays() {
        List<String> dialled = List.of("112", "0701740605", "100", "*100", "5", "", "1x");
        assertThat(matched("_X.", dialled)).containsExactly("112", "0701740605", "100", "1x");
        assertThat(matched("_X!", dialled)).containsExactly("112", "0701740605", "100", "5", "1x");
        assertThat(matched("_NXX", dialled)).isEmpty();
        assertThat(matched("_ZXX", dialled)).containsExactly("112", "100");
        assertThat(matched("_[*]1[0-1]Z", List.of("*101", "*111", "*121", "*100")))
                .containsExactly("*101", "*111");
        assertThat(matched("1-12", dialled)).containsExactly("112");
        assertThat(matched("X12", dialled)).isEmpty();
    }

    private static List<String> matched(String extension, List<String> dialled) {
        Dialling dialling = Dialling.of(extension);
        return dialled.stream().filter(dialling::matches).collect(Collectors.toList());
    }
}
