package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.config.TestPolicies;
import se.ringvakt.gate.CallBacks;
import se.ringvakt.gate.Consents;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.InCall;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.gate.MemoryRecordings;
import se.ringvakt.gate.Objecting;
import se.ringvakt.gate.OptOuts;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sql.SqlObjections;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// What is asked in and around a call, over real sockets.
class InCallScriptsTest {
    private static final InstantSource NOON = () -> FixedKnowledge.NOON;
    private static final String DIAL = "dial?number=0701740605&campaign=el-2026&agent=101";
    private static final String ID = "1795400000.17";
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);

    @TempDir private Path folder;
    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final MemoryRecordings recordings = new MemoryRecordings();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private SqliteDatabase database;
    private SqlNumberLists lists;
    private AgiServer server;

    @BeforeEach
    void serve() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        lists = new SqlNumberLists(database, NOON);
        NumberPlan plan = TestPlans.sweden();
        var policies = PolicyReader.builtIn("sweden");
        OptOuts optOuts = new OptOuts(plan, knowledge, ledger, lists, _ -> {}, meters);
        InCall inCall =
                new InCall(
                        "Säljcentralen, Åmål",
                        knowledge,
                        new CallBacks(plan, knowledge, ledger, policies, NOON, meters),
                        optOuts,
                        new Consents(recordings, NOON, meters),
                        new Objecting(
                                optOuts,
                                ledger,
                                knowledge,
                                new SqlObjections(database),
                                policies,
                                NOON));
        server =
                AgiServer.start(
                        new AgiSettings(
                                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                                List.of("127.0.0.0/8"),
                                Duration.ofSeconds(1),
                                Duration.ofMillis(400),
                                Duration.ofSeconds(1),
                                100,
                                100,
                                Duration.ofSeconds(2),
                                128),
                        new Gate(
                                plan,
                                knowledge,
                                ledger,
                                Rulebook.of(policies),
                                NOON,
                                Sight.NONE,
                                meters),
                        Optional.of(inCall),
                        number -> DialFormat.NATIONAL.format(number, TestPlans.SWEDEN),
                        NOON,
                        meters);
    }

    @AfterEach
    void close() {
        server.close();
        database.close();
    }

    @Test
    void aPermitTellsWhatTheAgentMustBeAbleToSay() throws IOException {
        campaign("Elbolaget Östra, AB", "Köpta adresser \"våren\"", "Att erbjuda 100 % grön el");

        Map<String, String> answer = ask(DIAL);

        assertThat(answer).containsEntry("RINGVAKT_VERDICT", "ALLOW:" + ID);
        assertThat(decoded(answer, "RINGVAKT_PRINCIPAL_NAME")).isEqualTo("Elbolaget Östra, AB");
        assertThat(decoded(answer, "RINGVAKT_ADDRESS_SOURCE"))
                .isEqualTo("Köpta adresser \"våren\"");
        assertThat(decoded(answer, "RINGVAKT_PURPOSE")).isEqualTo("Att erbjuda 100 % grön el");
    }

    @Test
    void whatIsNotStatedIsEmptyOrTheKindOfPurpose() throws IOException {
        assertThat(ask(DIAL))
                .containsEntry("RINGVAKT_PRINCIPAL_NAME", "Elbolaget")
                .containsEntry("RINGVAKT_ADDRESS_SOURCE", "")
                .containsEntry("RINGVAKT_PURPOSE", "sales");
        assertThat(ask("dial?number=112"))
                .containsEntry("RINGVAKT_PRINCIPAL_NAME", "")
                .containsEntry("RINGVAKT_PURPOSE", "");
        assertThat(ask(DIAL))
                .containsEntry("RINGVAKT_REASON", "SPACING")
                .containsEntry("RINGVAKT_PRINCIPAL_NAME", "")
                .containsEntry("RINGVAKT_ADDRESS_SOURCE", "")
                .containsEntry("RINGVAKT_PURPOSE", "");
    }

    @Test
    void theLongestTextsStillMakeACommandAsteriskCanRead() throws IOException {
        campaign("Å".repeat(200), "Ö".repeat(200), "%".repeat(200));
        try (AgiClient line = new AgiClient(server.address())) {
            line.send(AgiClient.header(DIAL));
            String command = line.readToEnd();
            assertThat(command.length()).isLessThan(2_048);
            assertThat(command).contains("%C3%85,%C3%96").doesNotContain("%C3,");
        }
    }

    @Test
    void whoRingsBackIsToldForWhomItWas() throws IOException {
        campaign("Elbolaget Östra", "x", "y");
        String attempt = ask(DIAL).get("RINGVAKT_ATTEMPT");

        Map<String, String> answer = ask("callback?called=%2B46701740699&caller=0701740605");

        assertThat(answer)
                .containsEntry("RINGVAKT_CALLBACK", "known:" + ID)
                .containsEntry("RINGVAKT_CAMPAIGN", "el-2026")
                .containsEntry("RINGVAKT_PRINCIPAL", "elbolaget")
                .containsEntry("RINGVAKT_PLAY", "custom/el")
                .containsEntry("RINGVAKT_ROUTE", "vip")
                .containsEntry("RINGVAKT_ATTEMPT", attempt)
                .containsEntry("RINGVAKT_CALLER", "0701740605")
                .hasSize(9);
        assertThat(decoded(answer, "RINGVAKT_PRINCIPAL_NAME")).isEqualTo("Elbolaget Östra");
        assertThat(decoded(answer, "RINGVAKT_CENTRE_NAME")).isEqualTo("Säljcentralen, Åmål");
    }

    @Test
    void whoHidesTheNumberIsToldOfTheCampaign() throws IOException {
        ask(DIAL);
        try (AgiClient line = new AgiClient(server.address())) {
            line.send(
                    AgiClient.header("callback?called=0701740699&caller=0701740605")
                            .replace("agi_callingpres: 0", "agi_callingpres: 35"));
            assertThat(line.variables())
                    .containsEntry("RINGVAKT_CALLBACK", "known:" + ID)
                    .containsEntry("RINGVAKT_ATTEMPT", "")
                    .containsEntry("RINGVAKT_CALLER", "");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "callback",
                "callback?caller=0701740605",
                "callback?called=0701740690&caller=0701740605",
                "callback?called=0701740699%0d%0a&caller=0701740605",
                "callback?called=0701740699&called=0701740699",
                "callback?called=%ff",
                "callback?called=0701740699%2",
                "callback?called"
            })
    void nonsenseIsAnUnknownNumber(String script) throws IOException {
        assertThat(ask(script))
                .containsEntry("RINGVAKT_CALLBACK", "unknown:" + ID)
                .containsEntry("RINGVAKT_CAMPAIGN", "")
                .doesNotContainKey("RINGVAKT_VERDICT");
    }

    @Test
    void anOptOutIsRecordedBeforeItIsAnswered() throws IOException {
        String attempt = ask(DIAL).get("RINGVAKT_ATTEMPT");

        assertThat(ask("optout?attempt=" + attempt + "&way=agent"))
                .containsOnly(Map.entry("RINGVAKT_OPTOUT", "recorded:" + ID));
        assertThat(lists.of(NUMBER)).hasSize(1);
        assertThat(ask("optout?number=%2B46701740605&campaign=el-2026"))
                .containsOnly(Map.entry("RINGVAKT_OPTOUT", "recorded:" + ID));
        assertThat(lists.revision()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "optout, refused",
        "optout?attempt=1, refused",
        "optout?attempt=-1, refused",
        "optout?attempt=99999999999999999999, refused",
        "optout?attempt=x&number=0701740605&campaign=el-2026, refused",
        "optout?number=0701740605, refused",
        "optout?number=0701740605&campaign=EL-2026, refused",
        "optout?number=112&campaign=el-2026, refused",
        "optout?number=0701740605%0d%0aX&campaign=el-2026, refused",
        "optout?number=0701740605&campaign=el%0d-2026, refused",
        "optout?number=%ff&campaign=el-2026, unavailable",
        "optout?attempt=1&attempt=2, unavailable"
    })
    void anOptOutOfNothingIsRefused(String script, String word) throws IOException {
        assertThat(ask(script)).containsOnly(Map.entry("RINGVAKT_OPTOUT", word + ":" + ID));
        assertThat(lists.revision()).isZero();
        assertThat(meters.counted(Meter.OPT_OUTS, "other", "refused"))
                .isEqualTo(word.equals("refused") ? 1 : 0);
    }

    /// Sweden has no such step; what is pressed all the same blocks, and goes to no register.
    @Test
    void anObjectionBlocksAndIsOnRecord() throws IOException {
        String attempt = ask(DIAL).get("RINGVAKT_ATTEMPT");
        for (String what : List.of("block", "register", "block")) {
            assertThat(ask("objection?attempt=" + attempt + "&what=" + what))
                    .containsOnly(Map.entry("RINGVAKT_OBJECTED", "recorded:" + ID));
        }
        assertThat(lists.of(NUMBER)).hasSize(1);
        var objections = new SqlObjections(database);
        assertThat(objections.waiting()).isEmpty();
        assertThat(objections.list())
                .singleElement()
                .satisfies(it -> assertThat(it.objection().at()).isEqualTo(FixedKnowledge.NOON));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "objection",
                "objection?attempt=1&what=block",
                "objection?attempt=1",
                "objection?attempt=1&what=everything",
                "objection?attempt=-1&what=block"
            })
    void anObjectionOfNothingIsRefused(String script) throws IOException {
        assertThat(ask(script)).containsOnly(Map.entry("RINGVAKT_OBJECTED", "refused:" + ID));
        assertThat(new SqlObjections(database).list()).isEmpty();
        assertThat(lists.revision()).isZero();
    }

    @Test
    void whereThePolicyOffersTheRegisterTheObjectionWaitsForIt() throws IOException {
        AttemptId attempt = new AttemptId(Long.parseLong(ask(DIAL).get("RINGVAKT_ATTEMPT")));
        var objections = new SqlObjections(database);
        Objecting objecting =
                new Objecting(
                        new OptOuts(TestPlans.sweden(), knowledge, ledger, lists, _ -> {}, meters),
                        ledger,
                        knowledge,
                        objections,
                        TestPolicies.swedenWith("objection-step: register"),
                        NOON);
        assertThat(objecting.object(attempt, "register")).isEmpty();
        assertThat(objections.waiting())
                .singleElement()
                .satisfies(it -> assertThat(it.number()).isEqualTo(NUMBER));
        assertThat(lists.of(NUMBER)).hasSize(1);
    }

    @Test
    void aPermitTellsWhatIsToBeOffered() throws IOException {
        assertThat(ask(DIAL)).containsEntry("RINGVAKT_OBJECTION", "none");
        assertThat(ask("dial?number=112")).containsEntry("RINGVAKT_OBJECTION", "none");
    }

    @Test
    void aHugeRequestIsDeniedAndChangesNothing() throws IOException {
        assertThat(ask("optout?number=" + "0".repeat(20_000))).doesNotContainKey("RINGVAKT_OPTOUT");
        assertThat(lists.revision()).isZero();
    }

    @Test
    void aConsentGivesTheRecordingItsName() throws IOException {
        recordings.underWay.add(new AttemptId(7));

        assertThat(ask("consent?attempt=7&what=recording"))
                .containsOnly(
                        Map.entry("RINGVAKT_CONSENT", "recorded:" + ID),
                        Map.entry("RINGVAKT_RECORDING", "attempt-7.wav"));
        assertThat(recordings.consents.values())
                .singleElement()
                .satisfies(consented -> assertThat(consented.uniqueId()).isEqualTo(ID));
    }

    @ParameterizedTest
    @CsvSource({
        "consent, refused",
        "consent?attempt=7, refused",
        "consent?attempt=7&what=, refused",
        "consent?attempt=7&what=selling, refused",
        "consent?attempt=7&what=Recording, refused",
        "consent?attempt=8&what=recording, refused",
        "consent?attempt=&what=recording, refused",
        "consent?attempt=7%0a&what=recording, refused",
        "consent?attempt=7&what=recording&what=recording, unavailable"
    })
    void withoutConsentThereIsNoRecording(String script, String word) throws IOException {
        recordings.underWay.add(new AttemptId(7));

        assertThat(ask(script))
                .containsOnly(
                        Map.entry("RINGVAKT_CONSENT", word + ":" + ID),
                        Map.entry("RINGVAKT_RECORDING", ""));
        assertThat(recordings.consents).isEmpty();
        assertThat(meters.counted(Meter.CONSENTS, "refused"))
                .isEqualTo(word.equals("refused") ? 1 : 0);
    }

    /// The channel may be in the middle of a call whose attempt stands in one of its variables.
    @Test
    void whatCannotBeRecordedTouchesNoOtherScriptsVariables() throws IOException {
        ledger.broken = true;
        recordings.broken = true;
        assertThat(ask("optout?attempt=7"))
                .containsOnly(Map.entry("RINGVAKT_OPTOUT", "unavailable:" + ID));
        assertThat(ask("consent?attempt=7&what=recording"))
                .containsEntry("RINGVAKT_CONSENT", "unavailable:" + ID)
                .hasSize(2);
    }

    @Test
    void whatIsNotRecordedInTimeIsNotCalledRecordedButIsAllTheSame() throws Exception {
        try (Connection other =
                        DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("ledger.db"));
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN IMMEDIATE");
            assertThat(ask("optout?number=0701740605&campaign=el-2026"))
                    .containsOnly(Map.entry("RINGVAKT_OPTOUT", "unavailable:" + ID));
            statement.execute("ROLLBACK");
        }
        await().untilAsserted(() -> assertThat(lists.of(NUMBER)).hasSize(1));
    }

    private Map<String, String> ask(String script) throws IOException {
        return AgiClient.ask(server.address(), script);
    }

    private static String decoded(Map<String, String> answer, String name) {
        return URLDecoder.decode(answer.get(name), StandardCharsets.UTF_8);
    }

    private void campaign(String principal, String source, String purpose) {
        Campaign campaign =
                new Campaign(
                        FixedKnowledge.CAMPAIGN,
                        new Principal(new PrincipalId("elbolaget"), principal),
                        Purpose.SALES,
                        Optional.empty(),
                        Optional.empty(),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 12, 31),
                        List.of(
                                new CallerId(
                                        FixedKnowledge.CALLER_ID,
                                        true,
                                        Optional.of("custom/el"),
                                        Optional.of("vip"))),
                        false,
                        false,
                        new Script(Optional.of(source), Optional.of(purpose)),
                        Optional.empty());
        knowledge.campaigns =
                Optional.of(new Campaigns(Map.of(), Map.of(campaign.id(), campaign), Map.of()));
    }
}
