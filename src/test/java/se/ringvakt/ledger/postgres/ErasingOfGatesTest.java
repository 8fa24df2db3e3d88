package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.EnumMap;
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
import se.ringvakt.call.History;
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
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.metrics.Meters;
import se.ringvakt.retention.Erasing;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.RetentionStore;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// Two gates on one ledger, each with a file of keys of its own, of which one erases.
class ErasingOfGatesTest {
    private static final Instant NOW = Samples.NOW;
    private static final Instant OLD = NOW.minus(Duration.ofDays(200));
    private static final Instant YEAR_AGO = NOW.minus(Duration.ofDays(365));
    private static final OfferId OFFER = new OfferId("elavtal");
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path folder;
    private GateOnTrial north;
    private GateOnTrial south;

    /// A gate as another process would be.
    private static final class GateOnTrial implements AutoCloseable {
        private final PostgresDatabase database;
        private final Path key;
        private MemoryKeys keys;
        private SqlRetention retention;
        private PostgresLedger ledger;

        private GateOnTrial(PostgresSettings settings, Path key) {
            this.key = key;
            database = PostgresDatabase.open(settings);
            keys = MemoryKeys.open(key, () -> NOW);
            retention = new SqlRetention(database, keys);
            ledger = PostgresLedger.start(database, () -> NOW, Meters.unseen(), keys);
        }

        private void restart() {
            ledger.close();
            keys = MemoryKeys.open(key, () -> NOW);
            retention = new SqlRetention(database, keys);
            ledger = PostgresLedger.start(database, () -> NOW, Meters.unseen(), keys);
        }

        private long count(String what) {
            return database.read(handle ->
                    handle.createQuery("SELECT count(*) FROM " + what).mapTo(Long.class).one());
        }

        private int erase() {
            Map<Kept, Instant> before = new EnumMap<>(Kept.class);
            before.put(Kept.ATTEMPTS, NOW.minus(Duration.ofDays(180)));
            before.put(Kept.OFFERS, YEAR_AGO);
            int rows = retention.erase(retention.begin(NOW, "test"), Kept.ATTEMPTS, before, 100);
            ledger.forget();
            return rows;
        }

        @Override
        public void close() {
            ledger.close();
            database.close();
        }
    }

    @BeforeEach
    void open() {
        PostgresSettings settings =
                PostgresServer.shared()
                        .ledger(folder.resolve("mark"))
                        .withWriteWait(Duration.ofSeconds(10));
        north = new GateOnTrial(settings, folder.resolve("north.key"));
        south = new GateOnTrial(settings, folder.resolve("south.key"));
        awaitHolders(2);
    }

    @AfterEach
    void close() {
        north.close();
        south.close();
    }

    private void awaitHolders(int gates) {
        await().atMost(PATIENCE).until(() -> north.count("memory_key_holder") == gates);
    }

    private void copyKey(String from, String to) throws IOException {
        Files.copy(
                folder.resolve(from),
                folder.resolve(to),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    private void called(long id, String campaign, Instant at) {
        Attempt sample = Samples.attempt(id, NUMBER, at);
        Attempt attempt =
                new Attempt(
                        sample.id(),
                        NUMBER,
                        new CampaignId(campaign),
                        Optional.of(OFFER),
                        sample.agent(),
                        Kind.MANUAL,
                        sample.callerId(),
                        at,
                        sample.timeout(),
                        sample.uniqueId(),
                        sample.basis());
        assertThat(north.ledger.append(north.ledger.history(NUMBER), attempt)).isTrue();
        assertThat(north.ledger.settle(attempt.id(), Samples.answered(attempt))).isTrue();
    }

    private Gate gate(GateOnTrial on, Optional<OfferId> offer) {
        FixedKnowledge knowledge = new FixedKnowledge();
        Principal principal = new Principal(new PrincipalId("elbolaget"), "Elbolaget");
        Campaign third =
                new Campaign(
                        new CampaignId("el-3"),
                        principal,
                        Purpose.SALES,
                        offer,
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
                on.ledger,
                Rulebook.of(PolicyReader.builtIn("sweden")),
                () -> NOW,
                Sight.NONE,
                Meters.unseen());
    }

    private static DialRequest dial(String number) {
        return new DialRequest(
                number,
                new CampaignId("el-3"),
                Optional.of(new AgentId("kim")),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.1");
    }

    private List<Reason> reasons(GateOnTrial on) {
        return switch (gate(on, Optional.of(OFFER)).decide(dial(NUMBER.international()))) {
            case Answer.Denied denied -> denied.reasons();
            case Answer other -> throw new AssertionError(other.toString());
        };
    }

    @Test
    void nothingWithAnOfferIsErasedBeforeEveryGateHasTheKeyAndThenEachFindsIt() throws Exception {
        called(1, "el-1", OLD);
        called(2, "el-2", OLD.plusSeconds(86_400));

        assertThatThrownBy(north::erase)
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("has no key")
                .hasMessageContaining("copied to every gate");
        assertThat(north.count("attempt")).isEqualTo(2);
        assertThat(north.count("memory_key")).isZero();

        copyKey("north.key", "south.key");
        south.restart();
        awaitHolders(2);
        assertThat(north.erase()).isEqualTo(2);
        assertThat(north.count("attempt")).isZero();
        assertThat(north.count("history")).isZero();

        assertThat(reasons(south)).containsExactly(Reason.OFFER_LIMIT);
        assertThat(reasons(north)).containsExactly(Reason.OFFER_LIMIT);
    }

    private static Erasing erasing(GateOnTrial on) {
        Map<Kept, Schedule.Line> lines = new EnumMap<>(Kept.class);
        for (Kept kept : Kept.values()) {
            lines.put(kept, new Schedule.Line(Period.ofMonths(6), "test"));
        }
        lines.put(Kept.OFFERS, new Schedule.Line(Period.ofYears(1), "test"));
        return new Erasing(
                on.retention,
                List.of(),
                new Schedule(LocalTime.of(3, 30), lines, Period.ofMonths(3)),
                ZoneOffset.UTC,
                () -> NOW,
                Erasing.Rest.NONE);
    }

    @Test
    void allElseIsErasedMeanwhileOnTheRecordOfOneRun() throws Exception {
        for (int i = 0; i < 30; i++) {
            called(1 + i, "el-1", OLD.plusSeconds(i));
        }
        plain(50, OLD.plusSeconds(100));
        plain(51, NOW.minusSeconds(60));
        int _ =
                north.database.write(handle ->
                        handle.execute(
                                "INSERT INTO consent (number, principal, given, withdrawn, proof)"
                                        + " VALUES (1, 'p', 0, 0, '')"));
        Erasing erasing = erasing(north);

        assertThatThrownBy(() -> erasing.run("test", false))
                .isInstanceOf(KeyRefused.class)
                .hasMessageContaining("has no key");
        assertThat(erasing.erased()).isEqualTo(2);
        assertThat(north.count("attempt WHERE offer IS NULL")).as("the new one").isEqualTo(1);
        assertThat(north.count("attempt WHERE offer IS NOT NULL")).isEqualTo(30);
        assertThat(north.count("consent")).isZero();
        assertThatThrownBy(erasing::goOn).isInstanceOf(KeyRefused.class);
        assertThat(erasing.erased()).isZero();

        copyKey("north.key", "south.key");
        south.restart();
        awaitHolders(2);
        assertThat(erasing.goOn()).isEqualTo(30);
        assertThat(north.count("attempt")).isEqualTo(1);
        assertThat(north.retention.runs(9))
                .singleElement()
                .satisfies(run -> {
                    assertThat(run.id()).isEqualTo(erasing.id());
                    assertThat(run.ended()).isPresent();
                    assertThat(run.done())
                            .extracting(RetentionStore.Done::count)
                            .containsExactly(31L, 1L);
                });
    }

    private void plain(long id, Instant at) {
        Attempt sample = Samples.attempt(id, NUMBER, at);
        Attempt attempt =
                new Attempt(
                        sample.id(),
                        NUMBER,
                        sample.campaign(),
                        Optional.empty(),
                        sample.agent(),
                        Kind.MANUAL,
                        sample.callerId(),
                        at,
                        sample.timeout(),
                        sample.uniqueId(),
                        sample.basis());
        assertThat(north.ledger.append(north.ledger.history(NUMBER), attempt)).isTrue();
    }

    /// Nothing was to be remembered, so no key was needed.
    @Test
    void whatHasNoOfferIsErasedWhoeverHasWhichKey() {
        plain(1, OLD);
        assertThat(north.erase()).isEqualTo(1);
        assertThat(north.count("memory_key")).isZero();
    }

    /// It was cut off while the others agreed, or its file was lost while it ran.
    @Test
    void aGateWithoutTheKeyDeniesWhatItCannotLookUpUntilItHasIt() throws Exception {
        called(1, "el-1", OLD);
        called(2, "el-2", OLD.plusSeconds(86_400));
        south.ledger.close();
        awaitHolders(1);
        assertThat(north.erase()).isEqualTo(2);
        south.restart();

        assertThat(reasons(south)).containsExactly(Reason.UNAVAILABLE);
        assertThat(south.ledger.fault().orElseThrow()).contains("south.key: has no key");
        assertThat(north.ledger.fault()).isEmpty();
        Gate cut = gate(south, Optional.of(OFFER));
        assertThat(cut.decide(dial("112"))).isNotInstanceOf(Answer.Denied.class);
        assertThat(gate(south, Optional.empty()).decide(dial(NUMBER.international())))
                .as("of a campaign without an offer")
                .isInstanceOf(Answer.Allowed.class);

        copyKey("north.key", "south.key");
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reasons(south)).doesNotContain(Reason.UNAVAILABLE));
        assertThat(reasons(south)).contains(Reason.OFFER_LIMIT);
        assertThat(south.ledger.fault()).isEmpty();
    }

    /// A key of the same name with another secret would find nothing.
    @Test
    void aKeyIsKnownByMoreThanItsName() throws Exception {
        called(1, "el-1", OLD);
        copyKey("north.key", "south.key");
        south.restart();
        awaitHolders(2);
        assertThat(north.erase()).isEqualTo(1);
        Path file = folder.resolve("south.key");
        String line = Files.readString(file);
        char last = line.charAt(line.length() - 2);
        Files.writeString(
                file, line.substring(0, line.length() - 2) + (last == '0' ? '1' : '0') + "\n");

        MemoryKeys forged = MemoryKeys.open(file, () -> NOW);

        assertThat(forged.missing(SqlRetention.keysUsed(north.database))).isPresent();
        assertThat(north.keys.missing(SqlRetention.keysUsed(north.database))).isEmpty();
    }

    @Test
    void aNewKeyIsUsedOnceAllGatesHaveIt() throws Exception {
        copyKey("north.key", "south.key");
        south.restart();
        awaitHolders(2);
        String first = north.keys.marks().getFirst();
        String second = north.keys.rotate();

        called(1, "el-1", OLD);
        assertThat(north.erase()).isEqualTo(1);
        assertThat(SqlRetention.keysUsed(north.database)).containsExactly(first);

        copyKey("north.key", "south.key");
        // Each says what it has now, rather than ten seconds later.
        north.restart();
        south.restart();
        awaitHolders(2);
        called(2, "el-2", OLD.plusSeconds(86_400));
        assertThat(north.erase()).isEqualTo(1);
        assertThat(SqlRetention.keysUsed(north.database))
                .hasSize(2)
                .anyMatch(mark -> MemoryKeys.name(mark).equals(second));
        assertThat(reasons(south)).containsExactly(Reason.OFFER_LIMIT);
    }

    /// Of this history the last row goes and an earlier one stays. Were its version given again,
    /// whoever remembers the old one would append after a call it has never seen.
    @Test
    void noVersionComesTwiceAfterPartOfAHistoryIsErased() {
        Attempt old = Samples.attempt(1, NUMBER, OLD);
        assertThat(north.ledger.append(north.ledger.history(NUMBER), old)).isTrue();
        assertThat(north.ledger.silent(old.id(), OLD)).isTrue();
        assertThat(north.ledger.settle(old.id(), Samples.answered(old))).isTrue();
        History stale = south.ledger.history(NUMBER);
        copyQuietly();

        assertThat(north.erase()).isEqualTo(1);
        assertThat(north.count("history")).as("the call owed").isEqualTo(1);
        north.ledger.forget();
        History seen = north.ledger.history(NUMBER);
        assertThat(seen.debts()).hasSize(1);
        assertThat(north.ledger.append(seen, Samples.attempt(2, NUMBER, NOW))).isTrue();

        assertThat(south.ledger.append(stale, Samples.attempt(3, NUMBER, NOW))).isFalse();
        assertThat(
                        south.ledger.append(
                                south.ledger.history(NUMBER), Samples.attempt(4, NUMBER, NOW)))
                .isTrue();
    }

    private void copyQuietly() {
        south.ledger.close();
        south.ledger = PostgresLedger.start(south.database, () -> NOW);
        awaitHolders(1);
    }

    @Test
    void oneGateErasesAtATimeAndAnotherGoesOnWhenItDied() {
        assertThat(north.retention.takeTurn()).isTrue();
        assertThat(north.retention.takeTurn()).as("it keeps it").isTrue();
        assertThat(south.retention.takeTurn()).isFalse();
        assertThatThrownBy(south::erase)
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("another gate");

        until(5_000);
        assertThat(south.retention.takeTurn()).as("five seconds early").isFalse();
        until(0);
        assertThat(south.retention.takeTurn()).isTrue();
        assertThatThrownBy(north::erase).isInstanceOf(LedgerException.class);

        north.retention.endTurn();
        assertThat(north.retention.takeTurn()).as("it was not its own to end").isFalse();
        south.retention.endTurn();
        assertThat(north.retention.takeTurn()).isTrue();
    }

    /// The turn ends so many milliseconds from now, by the database's clock.
    private void until(long millis) {
        int _ =
                north.database.write(handle ->
                        handle.execute(
                                "UPDATE turn SET until = ? + CAST(EXTRACT(EPOCH FROM now()) * 1000"
                                        + " AS BIGINT)",
                                millis));
    }

    /// By month: what is empty and long over goes, what holds a row stays.
    @Test
    void emptyMonthsAreDropped() {
        int _ =
                north.database.write(handle -> {
                    for (String month : List.of("2020_01", "2020_02")) {
                        long from = month.endsWith("01") ? 0 : 1_000;
                        handle.execute(
                                "CREATE TABLE denial_%s PARTITION OF denial FOR VALUES FROM (%d) TO (%d)"
                                        .formatted(month, from, from + 1_000));
                    }
                    return handle.execute(
                            "INSERT INTO denial (id, at, unique_id, campaign, agent, kind, reasons,"
                                    + " basis) VALUES (1500, 0, '', 'el-1', '', 'MANUAL', 'LISTED', 1)");
                });

        assertThat(north.retention.end(north.retention.begin(NOW, "test"), NOW)).isTrue();

        assertThat(tables()).contains("denial_2020_02").doesNotContain("denial_2020_01");
    }

    private List<String> tables() {
        return north.database.read(handle ->
                handle.createQuery("SELECT table_name FROM information_schema.tables")
                        .mapTo(String.class)
                        .list());
    }
}
