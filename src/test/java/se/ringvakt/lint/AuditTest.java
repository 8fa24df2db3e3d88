package se.ringvakt.lint;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AuditTest {
    private static final Path PLANTED = Path.of("src/test/resources/lint");
    private static final String MARK = "; FAULT ";
    private static final String MINIMAL =
            """
            #include extensions-ringvakt.conf
            [globals]
            RINGVAKT_TRUNK_1 = PJSIP/NUMBER@carrier-a
            RINGVAKT_TRUNK_2 = PJSIP/NUMBER@carrier-b
            RINGVAKT_EMERGENCY_TRUNK_1 = PJSIP/NUMBER@carrier-a
            [agents]
            include => ringvakt-outbound
            """;

    private static final String WITH_CALL_BACKS =
            """
            #include extensions-ringvakt-incall.conf
            #include extensions-ringvakt-callback.conf
            [globals]
            RINGVAKT_CENTRE = centre,s,1
            [from-outside]
            exten => 0701740699,1,Goto(ringvakt-callback,${EXTEN},1)
            [centre]
            exten => s,1,Queue(centre)
            """;

    @TempDir private Path folder;
    private Plans plans;

    @BeforeEach
    void kit() {
        plans = new Plans(folder);
        plans.write(Plans.KIT, Plans.kit());
    }

    @Test
    void everyPlantedFaultIsFoundAndNothingElse() {
        Set<String> planted = new TreeSet<>();
        for (String name : List.of("faults.conf", "more-faults.conf")) {
            String text = Plans.text(PLANTED.resolve(name));
            plans.write(name, text);
            int line = 0;
            for (String words : text.lines().toList()) {
                line++;
                int mark = words.indexOf(MARK);
                if (mark >= 0) {
                    for (String code : words.substring(mark + MARK.length()).split(" ", -1)) {
                        planted.add(name + ":" + line + " " + code);
                    }
                }
            }
        }
        Dialplan plan = DialplanReader.read(List.of(folder.resolve("faults.conf")));
        assertThat(plans.codes(Audit.of(plan, List.of()), "")).isEqualTo(planted);
        assertThat(planted).hasSizeGreaterThan(50);
    }

    @Test
    void everyFaultIsPlanted() {
        String all =
                Plans.text(PLANTED.resolve("faults.conf"))
                        + Plans.text(PLANTED.resolve("more-faults.conf"));
        for (Fault fault : Fault.values()) {
            assertThat(all).containsPattern("; FAULT .*\\b" + fault.code() + "\\b");
        }
    }

    @Test
    void nothingIsFoundInTheKit() {
        plans.writeKit("");
        assertThat(plans.findings(MINIMAL)).isEmpty();
        assertThat(plans.findings("#include " + Plans.KIT)).isEmpty();
        assertThat(plans.findings(MINIMAL + WITH_CALL_BACKS)).isEmpty();
    }

    /// But the way past the gate that was made to be found.
    @Test
    void nothingIsFoundInTheLab() {
        plans.writeKit("kit/");
        String lab = Plans.text(Path.of("deploy/lab/asterisk/extensions.conf"));
        int bypass = lab.lines().toList().indexOf("[lab-bypass]") + 2;
        assertThat(plans.findings(lab))
                .containsExactlyInAnyOrder(bypass + " ungated-trunk", bypass + " untrusted-text");
    }

    /// The kit without a line of it, or with another instead, and what must be noticed.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "same => n,Set(ARRAY(RINGVAKT_VERDICT,||verdict-not-cleared",
                "same => n,GotoIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:||verdict-inexact",
                "!= \"ALLOW:${UNIQUEID}\"|!= \"ALLOW\"|verdict-inexact",
                "!= \"ALLOW:${UNIQUEID}\"|!= \"ALLOW:${CHANNEL}\"|verdict-inexact",
                "same => n,GotoIf($[${RV_ALLOWED} = 0]||verdict-inexact",
                "same => n,Gosub(ringvakt-ask,s,1)||ungated-trunk",
                "n(ask),Set(RV_ALLOWED=0)|n(ask),Set(RV_ALLOWED=1)|verdict-inexact",
                "same => n,Set(AGIEXITONHANGUP=yes)||agi-unbounded",
                "same => n,Set(TIMEOUT(absolute)=${GLOBAL(RINGVAKT_PATIENCE)})||agi-unbounded",
                "Set(TIMEOUT(absolute)=${RV_LIMIT})|NoOp()|cut-off",
                "same => n,Set(CHANNEL(hangup_handler_push)||no-outcome",
                "hangup_handler_push)=ringvakt-outcome,s,1|hangup_handler_push)=ringvakt-answered,s,1"
                        + "|no-outcome",
                "same => n,Originate(||no-outcome",
                "/outcome?|/other?|no-outcome",
                "same => n,Set(CALLERID(num)=${RINGVAKT_CLI})||caller-id",
                "same => n,Set(CALLERID(pres)=allowed)|same => n,Set(CALLERID(pres)=prohib)|withheld",
                "same => n,Set(RV_SECONDS=${RINGVAKT_TIMEOUT})|same => n,Set(RV_SECONDS=20)|ring-time",
                "${RINGVAKT_NUMBER})},${RV_SECONDS},U|${RINGVAKT_NUMBER})},,U|ring-time",
                "NUMBER,${RINGVAKT_NUMBER})}|NUMBER,${RV_NUMBER})}|other-number",
                "NUMBER,${RINGVAKT_NUMBER})}|NUMBER,${RV_NUMBER})}|untrusted-text",
                "same => n,GotoIf($[\"${DIALSTATUS}\" != \"CHANUNAVAIL\"||redial",
                "same => n,GotoIf($[\"${RINGTIME_MS}${PROGRESSTIME_MS}\"||redial",
                "exten => s,1,Gosub(ringvakt-emergency-test,s,1)"
                        + "|exten => s,1,NoOp()|emergency-gated",
                "same => n,GotoIf($[\"${RV_SHORT}\" != \"\"]||emergency-gated",
                "same => n,ExecIf($[\"${RV_SHORT}\" != \"112\" & ${DIALPLAN_EXISTS(||ungated-trunk",
                "same => n,Dial(${STRREPLACE(RV_TRUNK,NUMBER,${RV_SHORT}||emergency-missing",
                "same => n,Set(RV_SHORT=${FILTER(||untrusted-text",
                "number=${URIENCODE(${RV_NUMBER})}|number=${RV_NUMBER}|untrusted-text",
                "U(ringvakt-answered)|A(hello)U(ringvakt-answered)|prerecorded",
                "exten => s,1,Set(SHARED(RV_UP,${RV_CALLER})|exten => s,1,AMD() ;|machine-detection",
                "exten => s,1,Set(SHARED(RV_UP,${RV_CALLER})|exten => s,1,Wait(1) ;|consumer-waits",
                "exten => 112,1,Return()|exten => 0701740605,1,Return()|ungated-trunk",
            })
    void theKitWithoutOneOfItsSafeguardsIsNoticed(String words, String instead, String code) {
        plans.write(Plans.KIT, changed(words, instead));
        assertThat(plans.findings(MINIMAL)).anyMatch(found -> found.endsWith(" " + code));
    }

    /// Words replaced, or the whole line when nothing stands instead.
    private static String changed(String words, String instead) {
        String kit = Plans.kit();
        assertThat(kit).contains(words);
        if (instead != null) {
            return kit.replace(words, instead);
        }
        StringBuilder left = new StringBuilder();
        kit.lines().filter(line -> !line.contains(words)).forEach(line -> left.append(line + "\n"));
        return left.toString();
    }

    /// Ways to write it that are right.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GotoIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:${UNIQUEID}\"]?no)",
                "GotoIf($[ \"ALLOW:${UNIQUEID}\"=\"${RINGVAKT_VERDICT}\" ]?:no)",
                "GotoIf($[!(\"${RINGVAKT_VERDICT}\" = \"ALLOW:${UNIQUEID}\")]?no)",
                "ExecIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:${UNIQUEID}\" | \"${A}\" = \"b\"]?Hangup())",
                "Set(OK=${IF($[\"${RINGVAKT_VERDICT}\" = \"ALLOW:${UNIQUEID}\"]?1:0)})\n"
                        + " same => n,GotoIf($[${OK} = 0]?no)",
                "Set(OK=$[\"${RINGVAKT_VERDICT}\" = \"ALLOW:${UNIQUEID}\"])\n"
                        + " same => n,GotoIf(${OK}?:no)",
            })
    void theVerdictMayBeTestedInAnyExactWay(String test) {
        assertThat(plans.findings(gated(test, "PJSIP/${RINGVAKT_NUMBER}@t,${RINGVAKT_TIMEOUT}")))
                .isEmpty();
    }

    /// Ways to write it that let something through.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GotoIf($[${RINGVAKT_VERDICT} != ALLOW:${UNIQUEID}]?no)",
                "GotoIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:${UNIQUEID}\" & \"${A}\" = \"b\"]?no)",
                "GotoIf($[\"${RINGVAKT_VERDICT}\" < \"ALLOW:${UNIQUEID}\"]?no)",
                "GotoIf($[\"${CUT(RINGVAKT_VERDICT,:,1)}\" != \"ALLOW\"]?no)",
                "GotoIf($[${REGEX(\"^ALLOW:.*$\" ${RINGVAKT_VERDICT})} = 0]?no)",
                "GotoIf($[\"${RINGVAKT_REASON}\" != \"none\"]?no)",
            })
    void aTestThatIsNotExactIsFound(String test) {
        assertThat(plans.findings(gated(test, "PJSIP/${RINGVAKT_NUMBER}@t,${RINGVAKT_TIMEOUT}")))
                .anyMatch(found -> found.matches("\\d+ verdict-(inexact|untested)"));
    }

    private static String gated(String test, String dial) {
        return """
        #include extensions-ringvakt.conf
        [agents]
        exten => 112,1,Dial(PJSIP/112@t)
        exten => _0X.,1,Set(RV_NUMBER=${EXTEN})
         same => n,Set(RINGVAKT_VERDICT=)
         same => n,Set(AGIEXITONHANGUP=yes)
         same => n,Set(TIMEOUT(absolute)=2)
         same => n,AGI(agi://${GLOBAL(RINGVAKT_GATE)}/dial?number=${URIENCODE(${RV_NUMBER})})
         same => n,Set(TIMEOUT(absolute)=0)
         same => n,%s
         same => n,Set(CALLERID(num)=${RINGVAKT_CLI})
         same => n,Set(CHANNEL(hangup_handler_push)=ringvakt-outcome,s,1)
         same => n,Dial(%s)
         same => n(no),Hangup()
        """
                .formatted(test, dial);
    }

    /// What is a trunk, and what is a phone.
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "100|PJSIP/agent101|false",
                "_1XX|PJSIP/${EXTEN}|false",
                "_1XX|PJSIP/${EXTEN}@other-house|false",
                "_X.|PJSIP/${EXTEN}|false",
                "_X.|${PJSIP_DIAL_CONTACTS(${EXTEN})}|false",
                "_X.|PJSIP/${EXTEN}@t|true",
                "_X.|IAX2/t/${EXTEN:1}|true",
                "_X.|DAHDI/g1/${EXTEN}|true",
                "_X.|PJSIP/t/sip:${EXTEN}@example.com|true",
                "100|PJSIP/0701740605@t|true",
                "100|SIP/0701740605|true",
                "100|PJSIP/named|true",
                "100|PJSIP/12@named|true",
                "100|${GLOBAL(RINGVAKT_TRUNK_${A})}|true",
            })
    void trunksAreTold(String extension, String destination, boolean trunk) {
        Dialplan plan =
                plans.read("[a]\nexten => " + extension + ",1,Dial(" + destination + ",46)\n");
        List<String> named = List.of("PJSIP/named");
        assertThat(Audit.of(plan, named).trunkDials()).isEqualTo(trunk ? 1 : 0);
    }

    @Test
    void loopsAndEndlessCallsEnd() {
        assertThat(
                        plans.findings(
                                """
                                [a]
                                exten => _X.,1,Set(A=${A}x${EXTEN})
                                 same => n,Gosub(a,${EXTEN}1,1)
                                 same => n,Goto(a,${EXTEN},1)
                                exten => s,1,Set(I=0)
                                 same => n,While($[${I} < 1000])
                                 same => n,Set(I=$[${I} + 1])
                                 same => n,EndWhile()
                                 same => n,Goto(1)
                                """))
                .allMatch(found -> found.matches("\\d+ (not-judged|untrusted-argument)"));
    }

    /// A target that is known in part leads only to what begins so.
    @Test
    void ordinaryDialplansBesideTheKitAreLeftAlone() {
        assertThat(
                        plans.findings(
                                MINIMAL
                                        + """
                                        [phones]
                                        exten => _[2-9]XX,1,Dial(PJSIP/${EXTEN},20)
                                         same => n,Goto(s-${DIALSTATUS},1)
                                        exten => s-NOANSWER,1,VoiceMail(100@default,u)
                                        exten => _s-.,1,Goto(s-NOANSWER,1)
                                        include => ringvakt-outbound
                                        [own]
                                        exten => _[+0-9].,1,Set(RV_NUMBER=${EXTEN})
                                         same => n,Set(RV_AGENT=anna)
                                         same => n,Gosub(ringvakt-dial,s,1)
                                        [asked]
                                        exten => 112,1,Goto(ringvakt-outbound,112,1)
                                        exten => _0X.,1,Set(RV_NUMBER=${EXTEN})
                                         same => n,Gosub(ringvakt-ask,s,1)
                                         same => n,GotoIf(${RV_ALLOWED}?:no)
                                         same => n,Set(CHANNEL(hangup_handler_push)=ringvakt-outcome,s,1)
                                         same => n,Set(CALLERID(num)=${RINGVAKT_CLI})
                                         same => n,Dial(PJSIP/${RINGVAKT_NUMBER}@carrier-a,${RINGVAKT_TIMEOUT},gr)
                                         same => n,NoOp(${DIALSTATUS})
                                         same => n(no),Hangup(21)
                                        [menu]
                                        exten => s,1,Answer()
                                         same => n,Background(menu)
                                         same => n,WaitExten(5)
                                        exten => 1,1,Queue(sales,tT,,,60)
                                         same => n,VoiceMail(100@default,u)
                                        exten => 2,1,Dial(PJSIP/agent101&PJSIP/agent102,20,tTm)
                                        exten => i,1,Goto(s,1)
                                        exten => h,1,NoOp(done)
                                        """))
                .isEmpty();
    }

    /// An extension for phones within the house can stand in the way of 112. Without an end of its
    /// own it goes on at the next step of whatever else matches, where the number is not set.
    @Test
    void anExtensionThatCatchesTheEmergencyNumberIsFound() {
        String house = MINIMAL + "exten => _1XX,1,Dial(PJSIP/${EXTEN},20)\n";
        assertThat(plans.findings(house + " same => n,Hangup()\n"))
                .containsExactly("8 emergency-missing");
        assertThat(plans.findings(house))
                .singleElement()
                .asString()
                .startsWith(Plans.KIT)
                .endsWith(" emergency-gated");
    }

    @Test
    void aPermitOfTheOuterDialHoldsWithinALocalChannel() {
        String plan =
                gated(
                                "GotoIf($[\"${RINGVAKT_VERDICT}\" != \"ALLOW:${UNIQUEID}\"]?no)",
                                "Local/${RINGVAKT_NUMBER}@carriers/n,${RINGVAKT_TIMEOUT}")
                        + "[carriers]\nexten => _X.,1,Dial(PJSIP/${EXTEN}@t)\n";
        assertThat(plans.findings(plan)).isEmpty();
    }

    @Test
    void theEmergencyTestMayBeWrittenInSeveralWays() {
        for (String way :
                List.of(
                        "exten => _0X.,1,Hangup()\nexten => 112,1,Dial(PJSIP/${EXTEN}@t)",
                        "exten => _X.,1,GotoIf($[\"${FILTER(0-9,${EXTEN})}\" = \"112\"]?:no)\n"
                                + " same => n,Dial(PJSIP/112@t)\n same => n(no),Hangup()",
                        "exten => _X.,1,ExecIf($[${REGEX(\"^(112|11414)$\" ${EXTEN})}]?"
                                + "Dial(PJSIP/${FILTER(0-9,${EXTEN})}@t))\n same => n,Hangup()",
                        "exten => _11[2]!,1,Hangup()\nexten => _114XX,1,Dial(PJSIP/${EXTEN}@t)")) {
            assertThat(plans.findings("[a]\n" + way)).as(way).isEmpty();
        }
        assertThat(plans.findings("[a]\nexten => _11X.,1,Dial(PJSIP/${FILTER(0-9,${EXTEN})}@t)"))
                .contains("2 ungated-trunk");
    }
}
