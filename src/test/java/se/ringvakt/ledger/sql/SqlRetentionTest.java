package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.Kind;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.hook.Delivery;
import se.ringvakt.hook.EventType;
import se.ringvakt.hook.HookSettings;
import se.ringvakt.hook.HookStore.Failure;
import se.ringvakt.hook.HookStore.Turn;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CheckCounts.Dialled;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.ledger.Samples;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.RetentionStore.Done;
import se.ringvakt.retention.SubjectStore.Remembered;
import se.ringvakt.rule.Reason;

/// What the statements that erase take and leave, on each engine.
@OnEveryEngine
final class SqlRetentionTest {
    private static final Instant NOW = Samples.NOW;
    private static final Instant LATER = NOW.plus(Duration.ofDays(400));
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");
    private static final CampaignId EL = new CampaignId("el-2026");
    private static final int MOST = 100;

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;
    private Ledger ledger;
    private SqlRetention retention;

    SqlRetentionTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
        ledger = engine.gate(database, () -> NOW);
        retention =
                new SqlRetention(
                        database, MemoryKeys.open(folder.resolve("retention.key"), () -> NOW));
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void anAttemptGoesWithItsOutcomeAndAHashOfItsOfferStays() {
        Attempt first = dialled(1, NOW);
        Attempt last = dialled(2, NOW.plusSeconds(60));
        ledger.settle(first.id(), Samples.answered(first));
        long version = number("SELECT max(version) FROM history");

        assertThat(erase(Kept.ATTEMPTS, NOW.plusMillis(1))).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM attempt")).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM outcome")).isZero();
        assertThat(number("SELECT count(*) FROM history WHERE attempt = 1")).isZero();
        assertThat(remembered()).containsExactly(NOW);

        assertThat(erase(Kept.ATTEMPTS, LATER)).isEqualTo(1);
        assertThat(number("SELECT count(*) FROM history")).isZero();
        assertThat(number("SELECT version FROM history_floor")).isGreaterThanOrEqualTo(version);
        assertThat(remembered()).as("the last attempt's").containsExactly(last.start());

        assertThat(erase(Kept.OFFERS, last.start())).isZero();
        assertThat(erase(Kept.OFFERS, LATER)).isEqualTo(1);
        assertThat(remembered()).isEmpty();
    }

    @Test
    void anEarlierAttemptErasedLateDoesNotHideALaterOne() {
        dialled(1, NOW.plusSeconds(60));
        erase(Kept.ATTEMPTS, LATER);
        dialled(2, NOW);
        erase(Kept.ATTEMPTS, LATER);

        assertThat(remembered()).containsExactly(NOW.plusSeconds(60));
    }

    @Test
    void denialsAndBypassesGoButForTheNewestWhichIsEmptied() {
        for (int i = 0; i < 3; i++) {
            ledger.record(Samples.denial(i));
            ledger.record(bypass());
        }
        await("denial");
        await("bypass");

        assertThat(erase(Kept.DENIALS, LATER)).isEqualTo(3);
        assertThat(erase(Kept.BYPASSES, LATER)).isEqualTo(3);
        assertThat(number("SELECT count(*) FROM denial WHERE number IS NULL AND agent = ''"))
                .isEqualTo(1);
        assertThat(number("SELECT count(*) FROM bypass WHERE number IS NULL AND dialled = ''"))
                .isEqualTo(1);
        assertThat(erase(Kept.DENIALS, LATER)).as("once").isZero();
    }

    private void await(String table) {
        await(table, 3);
    }

    private void await(String table, long rows) {
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(number("SELECT count(*) FROM " + table)).isEqualTo(rows));
    }

    /// At both ends of two months in a time zone that is not whole hours off.
    @Test
    void theAccountIsTheSameAfterErasing() {
        Instant first = Instant.parse("2026-10-31T18:15:00Z");
        List<Instant> borders = List.of(first, first.plus(Duration.ofDays(30)));
        fill(borders);
        List<List<Dialled>> before = accounts(borders);
        assertThat(before)
                .containsExactly(
                        List.of(new Dialled(EL, 3, 2)),
                        List.of(new Dialled(EL, 6, 4)),
                        List.of(new Dialled(EL, 3, 2)));

        assertThat(erase(Kept.ATTEMPTS, first)).isEqualTo(2);
        assertThat(accounts(borders)).as("some attempts").isEqualTo(before);
        assertThat(erase(Kept.DENIALS, first.plusMillis(1))).isPositive();
        assertThat(accounts(borders)).as("some denials").isEqualTo(before);
        assertThat(erase(Kept.DENIALS, LATER)).isPositive();
        assertThat(accounts(borders)).as("all denials but the newest").isEqualTo(before);
        assertThat(erase(Kept.ATTEMPTS, LATER)).isEqualTo(6);
        assertThat(accounts(borders)).as("all").isEqualTo(before);
        assertThat(erase(Kept.ATTEMPTS, LATER) + erase(Kept.DENIALS, LATER)).isZero();
        assertThat(accounts(borders)).as("once more").isEqualTo(before);
    }

    @Test
    void theAccountIsTheSameAfterWhoAskedForItIsErased() {
        fill(List.of(NOW));
        List<List<Dialled>> before = accounts(List.of(NOW));

        Map<Kept, Long> erased = retention.erase(retention.begin(NOW, "eva"), NUMBER, LATER, NOW);

        assertThat(erased).containsEntry(Kept.ATTEMPTS, 4L).containsEntry(Kept.DENIALS, 7L);
        assertThat(number("SELECT count(*) FROM attempt")).isZero();
        assertThat(accounts(List.of(NOW))).isEqualTo(before);
    }

    /// In the last millisecond before each border and in the first after it: an attempt, a call
    /// that was rehearsed although it was listed, a denial, and one for which no register was
    /// asked.
    private void fill(List<Instant> borders) {
        long id = 0;
        for (Instant border : borders) {
            for (Instant at : List.of(border.minusMillis(1), border)) {
                dialled(++id, at);
                Attempt out = Samples.attempt(++id, NUMBER, at);
                assertThat(ledger.rehearse(ledger.history(NUMBER), out, Samples.rehearsed(out)))
                        .isTrue();
                ledger.record(denied(at, Reason.HOLIDAY));
                ledger.record(denied(at, Reason.UNKNOWN_CAMPAIGN));
            }
        }
        // Emptied and kept, as the newest.
        ledger.record(denied(LATER.minusMillis(1), Reason.UNAVAILABLE));
        await("denial", borders.size() * 6 + 1);
    }

    /// What was dialled up to the first border, up to each following one, and after the last.
    private List<List<Dialled>> accounts(List<Instant> borders) {
        SqlCheckCounts counts = new SqlCheckCounts(database);
        List<List<Dialled>> accounts = new ArrayList<>();
        Instant from = Instant.EPOCH;
        for (Instant to : borders) {
            accounts.add(counts.dialled(from, to));
            from = to;
        }
        accounts.add(counts.dialled(from, LATER));
        return accounts;
    }

    private static Denial denied(Instant at, Reason reason) {
        return new Denial(
                at,
                "17.1",
                Optional.of(NUMBER),
                EL.value(),
                "anna",
                Kind.MANUAL,
                List.of(reason),
                Optional.empty(),
                "sweden-1",
                Optional.empty());
    }

    @Test
    void whatWasChangedInTheListsGoesButForTheLastRevision() {
        SqlNumberLists lists = new SqlNumberLists(database, () -> NOW);
        lists.add(Stream.of(consent(), customer()), Act.of("anna", "add"));
        lists.withdraw(NUMBER, PRINCIPAL, NOW, Act.of("anna", "withdraw"));
        lists.end(NUMBER, PRINCIPAL, LocalDate.parse("2026-11-23"), Act.of("anna", "end"));
        long revision = lists.revision();

        assertThat(erase(Kept.LIST_CHANGES, NOW)).as("done at that moment").isZero();
        assertThat(erase(Kept.LIST_CHANGES, LATER)).isEqualTo(3);
        assertThat(lists.revision()).isEqualTo(revision);
        assertThat(erase(Kept.EXEMPTIONS, NOW)).isZero();
        assertThat(erase(Kept.EXEMPTIONS, LATER)).isEqualTo(2);
        assertThat(lists.of(NUMBER)).isEmpty();
    }

    @Test
    void exemptionsGoSoManyAtATime() {
        int _ =
                database.write(handle -> {
                    for (int i = 0; i < 30; i++) {
                        handle.execute(
                                "INSERT INTO consent (number, principal, given, withdrawn, proof)"
                                        + " VALUES (?, 'p', ?, ?, '')",
                                NUMBER.e164(),
                                i,
                                NOW.toEpochMilli());
                        handle.execute(
                                "INSERT INTO customer (number, principal, goods, since, ended)"
                                        + " VALUES (?, 'p', ?, '2020-01-01', '2020-02-01')",
                                NUMBER.e164(),
                                "g" + i);
                    }
                    return 60;
                });

        assertThat(some(Kept.EXEMPTIONS, 25)).isEqualTo(25);
        assertThat(number("SELECT count(*) FROM consent")).isEqualTo(5);
        assertThat(some(Kept.EXEMPTIONS, 25)).isEqualTo(25);
        assertThat(number("SELECT count(*) FROM customer")).isEqualTo(10);
        assertThat(some(Kept.EXEMPTIONS, 25)).isEqualTo(10);
        assertThat(some(Kept.EXEMPTIONS, 25)).isZero();
    }

    private int some(Kept kept, int most) {
        return retention.erase(retention.begin(LATER, "test"), kept, Map.of(kept, LATER), most);
    }

    @Test
    void aRunIsFoundByItsNumberAndByWhoseItWas() {
        long daily = retention.begin(NOW, "serve");
        long other = retention.begin(NOW, "kim");

        assertThat(retention.find(daily).orElseThrow().by()).isEqualTo("serve");
        assertThat(retention.find(other + 1)).isEmpty();
        assertThat(retention.last("serve").orElseThrow().id()).isEqualTo(daily);
        assertThat(retention.last("anna")).isEmpty();
    }

    @Test
    void objectionsAndDeliveriesThatWaitStay() {
        SqlObjections objections = new SqlObjections(database);
        objections.add(new Objection(dialled(1, NOW).id(), NUMBER, PRINCIPAL, NOW, false));
        objections.add(new Objection(dialled(2, NOW).id(), NUMBER, PRINCIPAL, NOW, true));
        SqlHookStore hooks = new SqlHookStore(database);
        long hook = hooks.add(hook(), "secret").id();
        hooks.take(new Turn(List.of(draft(hook, "a"), draft(hook, "b")), List.of(), List.of()));
        long given = hooks.waiting(hook, 1).getFirst().id();
        hooks.take(
                new Turn(
                        List.of(),
                        List.of(),
                        List.of(new Failure(given, 9, Optional.empty(), "410"))));

        assertThat(erase(Kept.OBJECTIONS, LATER)).isEqualTo(1);
        assertThat(objections.waiting()).hasSize(1);
        assertThat(erase(Kept.DELIVERIES, LATER)).isEqualTo(1);
        assertThat(hooks.counts().waiting()).isEqualTo(1);
    }

    @Test
    void aRunTellsHowMuchItErasedAndUpToWhen() {
        long run = retention.begin(NOW, "timer");
        retention.note(run, Kept.RECORDINGS, 2, NOW);
        retention.note(run, Kept.RECORDINGS, 3, NOW);
        assertThat(retention.runs(1).getFirst().ended()).isEmpty();

        assertThat(retention.end(run, LATER)).isTrue();
        retention.compact();

        assertThat(retention.runs(9))
                .singleElement()
                .satisfies(it -> {
                    assertThat(it.ended()).contains(LATER);
                    assertThat(it.by()).isEqualTo("timer");
                    assertThat(it.done()).containsExactly(new Done(Kept.RECORDINGS, 5, NOW));
                });
    }

    @Test
    void whoAsksForItIsErasedAlone() {
        dialled(1, NOW);
        ledger.append(
                ledger.history(Samples.number(1)), Samples.attempt(2, Samples.number(1), NOW));
        for (int i = 0; i < 3; i++) {
            ledger.record(bypass());
        }
        await("bypass");

        Map<Kept, Long> erased = retention.erase(retention.begin(NOW, "eva"), NUMBER, LATER, NOW);

        assertThat(erased)
                .containsEntry(Kept.ATTEMPTS, 1L)
                .containsEntry(Kept.BYPASSES, 3L)
                .containsEntry(Kept.DENIALS, 0L);
        assertThat(number("SELECT count(*) FROM attempt")).isEqualTo(1);
        assertThat(remembered()).containsExactly(NOW);
    }

    private int erase(Kept kept, Instant before) {
        Map<Kept, Instant> all = new EnumMap<>(Kept.class);
        all.put(kept, before);
        long run = retention.begin(NOW, "test");
        int erased = 0;
        int rows;
        do {
            rows = retention.erase(run, kept, all, MOST);
            erased += rows;
        } while (rows > 0);
        ledger.forget();
        return erased;
    }

    private Attempt dialled(long id, Instant start) {
        Attempt attempt = Samples.attempt(id, NUMBER, start);
        assertThat(ledger.append(ledger.history(NUMBER), attempt)).isTrue();
        return attempt;
    }

    private List<Instant> remembered() {
        return retention
                .remembered(NUMBER, Samples.attempt(1, NUMBER, NOW).offer().orElseThrow())
                .stream()
                .map(Remembered::at)
                .toList();
    }

    private long number(String query) {
        return database.read(handle -> handle.createQuery(query).mapTo(long.class).one());
    }

    private static Bypass bypass() {
        return new Bypass(
                NOW,
                "växel",
                "PJSIP/desk-1",
                "0701740605",
                Optional.of(NUMBER),
                "from-internal,0,3",
                true);
    }

    private static ConsentGiven consent() {
        return new ConsentGiven(
                NUMBER, new Consent(PRINCIPAL, NOW.minusSeconds(1), Optional.empty(), "form"));
    }

    private static Customer customer() {
        return new Customer(
                NUMBER,
                new CustomerRelation(
                        PRINCIPAL,
                        Optional.empty(),
                        LocalDate.parse("2025-01-01"),
                        Optional.empty()));
    }

    private static HookSettings hook() {
        return new HookSettings(
                "crm",
                URI.create("https://192.0.43.8/crm"),
                Set.of(EventType.BLOCKED),
                false,
                true);
    }

    private static Delivery.Draft draft(long hook, String key) {
        return new Delivery.Draft(hook, key, NOW, 1, "{}");
    }
}
