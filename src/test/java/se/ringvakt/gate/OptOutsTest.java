package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Block;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Source;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.OptOuts.Way;
import se.ringvakt.ledger.sql.SqlCampaignStore;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.Act;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.Registers;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// "Do not call me again", on a real database and with nobody following it: what binds the next
/// dial binds it at once.
class OptOutsTest {
    private static final Instant NOON = FixedKnowledge.NOON;
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);
    private static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");

    @TempDir private Path folder;
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private SqliteDatabase database;
    private SqliteLedger ledger;
    private SqlNumberLists lists;
    private Gate gate;
    private OptOuts optOuts;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        ledger = SqliteLedger.start(database, () -> NOON);
        lists = new SqlNumberLists(database, () -> NOON);
        SqlCampaignStore campaigns = new SqlCampaignStore(database, () -> NOON);
        Principal principal = new Principal(PRINCIPAL, "Elbolaget");
        Principal other = new Principal(new PrincipalId("gasbolaget"), "Gasbolaget");
        campaigns.apply(
                List.of(principal, other),
                List.of(
                        campaign("el-1", principal),
                        campaign("el-2", principal),
                        campaign("gas-1", other)));
        Registers registers = new Registers(List.of("nix"));
        LiveKnowledge knowledge =
                new LiveKnowledge(
                        campaigns,
                        new KnownNumbers(lists, () -> NOON),
                        registers,
                        new RegisterWatch(new RegisterStore(folder.resolve("r"), 2), registers),
                        () -> NOON,
                        Duration.ofSeconds(10),
                        meters);
        gate =
                new Gate(
                        TestPlans.sweden(),
                        knowledge,
                        ledger,
                        Rulebook.of(PolicyReader.builtIn("sweden")),
                        () -> NOON,
                        Sight.NONE,
                        meters);
        optOuts =
                new OptOuts(
                        TestPlans.sweden(), knowledge, ledger, lists, knowledge::refresh, meters);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void bindsTheVeryNextDialWhileTheCallGoesOn() {
        AttemptId attempt = allowed("el-1", "anna");

        assertThat(optOuts.optOut(attempt, Way.AGENT)).isEmpty();

        assertThat(reasons("el-1", "bo")).startsWith(Reason.BLOCKED);
        assertThat(reasons("el-2", "bo")).startsWith(Reason.BLOCKED);
        assertThat(reasons("gas-1", "bo")).doesNotContain(Reason.BLOCKED);
        assertThat(lists.of(NUMBER))
                .containsExactly(
                        new NumberBlock(
                                NUMBER,
                                new Block(
                                        Block.List.PRINCIPAL,
                                        Optional.of(PRINCIPAL),
                                        Optional.empty())));
        assertThat(meters.counted(Meter.OPT_OUTS, "agent", "recorded")).isEqualTo(1);
    }

    @Test
    void noOutcomeTakesItBack() {
        AttemptId attempt = allowed("el-1", "anna");
        optOuts.optOut(attempt, Way.AGENT);
        for (String status : List.of("ANSWER", "CHANUNAVAIL", "CANCEL")) {
            gate.outcomes().told(report(attempt, status));
        }
        assertThat(reasons("el-1", "bo")).startsWith(Reason.BLOCKED);
    }

    @Test
    void maySayItAgainAndAfterTheCall() {
        AttemptId attempt = allowed("el-1", "anna");
        gate.outcomes().told(report(attempt, "ANSWER"));

        assertThat(optOuts.optOut(attempt, Way.AGENT)).isEmpty();
        long revision = lists.revision();
        assertThat(optOuts.optOut(attempt, Way.CALL_BACK)).isEmpty();
        assertThat(lists.revision()).isEqualTo(revision);
        assertThat(reasons("el-1", "bo")).startsWith(Reason.BLOCKED);
    }

    @Test
    void makesABlockThatWouldExpirePermanent() {
        Block expiring =
                new Block(
                        Block.List.PRINCIPAL,
                        Optional.of(PRINCIPAL),
                        Optional.of(NOON.plusSeconds(60)));
        lists.add(
                List.<Entry>of(new NumberBlock(NUMBER, expiring)).stream(), Act.of("test", "add"));

        optOuts.optOut("070-174 06 05", new CampaignId("el-1"), Way.OTHER);

        assertThat(lists.of(NUMBER))
                .singleElement()
                .isEqualTo(
                        new NumberBlock(
                                NUMBER,
                                new Block(
                                        Block.List.PRINCIPAL,
                                        Optional.of(PRINCIPAL),
                                        Optional.empty())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"070-174 06 05", "+46701740605", "0046 70 1740605"})
    void takesANumberAndACampaign(String number) {
        assertThat(optOuts.optOut(number, new CampaignId("el-2"), Way.CALL_BACK)).isEmpty();
        assertThat(reasons("el-1", "bo")).startsWith(Reason.BLOCKED);
        assertThat(meters.counted(Meter.OPT_OUTS, "call-back", "recorded")).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "112", "070", "0701740605\r\nX", "anonymous", "*31*0701740605"})
    void refusesWhatIsNoNumber(String number) {
        assertThat(optOuts.optOut(number, new CampaignId("el-1"), Way.OTHER))
                .contains("number: not one (expected: a telephone number)");
        assertThat(lists.revision()).isZero();
        assertThat(meters.counted(Meter.OPT_OUTS, "other", "refused")).isEqualTo(1);
    }

    @Test
    void refusesUnknownAttemptsAndCampaigns() {
        assertThat(optOuts.optOut(new AttemptId(1), Way.AGENT))
                .contains("attempt: unknown (expected: one on record)");
        assertThat(optOuts.optOut("0701740605", new CampaignId("EL-1"), Way.AGENT))
                .contains("campaign: unknown (expected: one on record)");
        assertThat(lists.revision()).isZero();
    }

    @Test
    void whatCannotBeRecordedIsNotCalledRecorded() {
        AttemptId attempt = allowed("el-1", "anna");
        ledger.close();
        database.close();
        assertThatThrownBy(() -> optOuts.optOut(attempt, Way.AGENT))
                .isInstanceOf(RuntimeException.class);
        assertThat(meters.counted(Meter.OPT_OUTS, "agent", "recorded")).isZero();
        open();
    }

    private AttemptId allowed(String campaign, String agent) {
        Answer answer = gate.decide(dial(campaign, agent));
        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        return ((Answer.Allowed) answer).attempt().id();
    }

    private List<Reason> reasons(String campaign, String agent) {
        return ((Answer.Denied) gate.decide(dial(campaign, agent))).reasons();
    }

    private static DialRequest dial(String campaign, String agent) {
        return new DialRequest(
                "0701740605",
                new CampaignId(campaign),
                Optional.of(new AgentId(agent)),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.17");
    }

    private static OutcomeReport report(AttemptId attempt, String status) {
        return new OutcomeReport(
                attempt,
                NOON.plusSeconds(60),
                Set.of(Source.HANDLER),
                status,
                OptionalInt.empty(),
                Dialling.UNKNOWN,
                Talk.UNKNOWN,
                Optional.empty());
    }

    /// Research, so that no register is needed.
    private static Campaign campaign(String id, Principal principal) {
        return new Campaign(
                new CampaignId(id),
                principal,
                Purpose.RESEARCH,
                Optional.empty(),
                Optional.empty(),
                LocalDate.of(2026, 1, 1),
                LocalDate.of(2027, 12, 31),
                List.of(new CallerId(FixedKnowledge.CALLER_ID, true)),
                false,
                false);
    }
}
