package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.report.ReportsOnTrial;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.metrics.Meters;
import se.ringvakt.report.Counts.Group;
import se.ringvakt.report.Counts.Query;
import se.ringvakt.report.Counts.Row;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// What holds after the attempts it comes from are erased: the gate's limit of a year, and counts.
final class ErasedLimitsTest {
    private static final ZoneId ZONE = ZoneId.of("Europe/Stockholm");
    private static final OfferId OFFER = new OfferId("elavtal");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);
    private static final PhoneNumber OTHER = new PhoneNumber(46_701_740_606L);

    @TempDir private Path folder;
    private Instant now = at("2025-11-23T12:00");
    private SqliteDatabase database;
    private MemoryKeys keys;
    private SqliteLedger ledger;
    private long next = 1;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        keys = MemoryKeys.open(folder.resolve("retention.key"), () -> now);
        ledger = SqliteLedger.start(database, () -> now, Meters.unseen(), keys);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }

    private void called(PhoneNumber number, String campaign) {
        Attempt sample = Samples.attempt(next++, number, now);
        Attempt attempt =
                new Attempt(
                        sample.id(),
                        number,
                        new CampaignId(campaign),
                        Optional.of(OFFER),
                        sample.agent(),
                        Kind.MANUAL,
                        sample.callerId(),
                        now,
                        sample.timeout(),
                        sample.uniqueId(),
                        sample.basis());
        assertThat(ledger.append(ledger.history(number, Optional.of(OFFER)), attempt)).isTrue();
        ledger.settle(attempt.id(), Samples.answered(attempt));
    }

    private void erase(Database from) throws InterruptedException {
        var _ =
                new Erasing(
                                new SqlRetention(from, keys),
                                List.of(),
                                RetentionYearTest.schedule(),
                                ZONE,
                                () -> now,
                                Erasing.Rest.NONE)
                        .run("test", false);
        ledger.forget();
    }

    private Gate gate() {
        FixedKnowledge knowledge = new FixedKnowledge();
        Principal principal = new Principal(new PrincipalId("elbolaget"), "Elbolaget");
        Campaign third =
                new Campaign(
                        new CampaignId("el-3"),
                        principal,
                        Purpose.SALES,
                        Optional.of(OFFER),
                        Optional.empty(),
                        LocalDate.of(2026, 1, 1),
                        LocalDate.of(2027, 12, 31),
                        List.of(new CallerId(FixedKnowledge.CALLER_ID, true)),
                        false,
                        false,
                        Script.NONE,
                        Optional.empty());
        knowledge.campaigns =
                Optional.of(
                        new Campaigns(
                                Map.of(principal.id(), principal),
                                Map.of(third.id(), third),
                                Map.of()));
        return new Gate(
                TestPlans.sweden(),
                knowledge,
                ledger,
                Rulebook.of(PolicyReader.builtIn("sweden")),
                () -> now,
                Sight.NONE,
                Meters.unseen());
    }

    private static DialRequest dial(PhoneNumber number) {
        return new DialRequest(
                number.international(),
                new CampaignId("el-3"),
                Optional.of(new AgentId("agent" + number.e164())),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.1");
    }

    /// Two campaigns have called with the offer. Half a year later nothing but a keyed hash of that
    /// is left, and the gate refuses the third until exactly a year after the first.
    @Test
    void theGateRefusesAThirdCampaignAfterTheFirstTwoAreErased() throws InterruptedException {
        called(NUMBER, "el-1");
        called(OTHER, "el-1");
        now = at("2026-02-02T12:00");
        called(NUMBER, "el-2");
        now = at("2026-11-22T12:00");
        erase(database);
        assertThat(count("attempt")).isZero();
        assertThat(count("history")).isZero();
        assertThat(count("offer_memory")).isEqualTo(3);

        now = at("2026-11-23T11:59:59.999");
        Answer.Denied denied = (Answer.Denied) gate().decide(dial(NUMBER));
        assertThat(denied.reasons()).containsExactly(Reason.OFFER_LIMIT);
        assertThat(denied.retryAt().map(ZonedDateTime::toInstant)).contains(at("2026-11-23T12:00"));
        assertThat(gate().decide(dial(OTHER))).isInstanceOf(Answer.Allowed.class);

        now = at("2026-11-23T12:00");
        erase(database);
        assertThat(gate().decide(dial(NUMBER))).isInstanceOf(Answer.Allowed.class);
    }

    private long count(String table) {
        return database.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    @Test
    void whatReportsCountOfPastDaysStaysWhenItIsErased() throws Exception {
        Path place = Files.createDirectory(folder.resolve("reports"));
        try (ReportsOnTrial trial = new ReportsOnTrial(Engine.SQLITE, place)) {
            count(trial);
        }
    }

    private void count(ReportsOnTrial trial) throws SQLException, InterruptedException {
        Instant begin = at("2025-11-24T00:00");
        for (int i = 0; i < 30; i++) {
            Instant when = begin.plus(Duration.ofHours(8)).plusSeconds(i * 600L);
            var _ = trial.allow(when, "el-" + i % 3, "anna");
            trial.deny(when, "el-1", "bo", i % 2 == 0 ? Reason.LISTED : Reason.SPACING);
        }
        now = begin.plus(Duration.ofDays(200));
        trial.now(now);
        trial.rolled();
        Query days = Query.of(begin, begin.plus(Duration.ofDays(2)), Group.DAY);
        List<Row> before = trial.counts().count(days);
        assertThat(trial.counts().totals(days).allowed()).isEqualTo(30);
        assertThat(trial.counts().totals(days).denied()).isEqualTo(30);

        erase(trial.database());

        trial.rolled();
        assertThat(trial.counts().count(days)).isEqualTo(before);
        trial.reopen();
        trial.rolled();
        assertThat(trial.counts().count(days)).isEqualTo(before);
        long left =
                trial.database()
                        .read(handle ->
                                handle.createQuery("SELECT count(*) FROM attempt")
                                        .mapTo(Long.class)
                                        .one());
        assertThat(left).isZero();
    }
}
