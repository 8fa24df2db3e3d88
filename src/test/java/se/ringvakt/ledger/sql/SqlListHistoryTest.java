package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.ledger.Samples;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListHistory.BrokenOff;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;
import se.ringvakt.register.NumberLists.Found;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.register.Removals.State;

/// What changed, what is found, and who must agree, on a real file.
@OnEveryEngine
final class SqlListHistoryTest {
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final PhoneNumber OTHER = Samples.number(1);
    private static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");
    private static final Instant NOW = Samples.NOW;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final Act ADD = Act.of("anna", "add");
    private static final String SCRIPT = "<script>alert('å')</script>; DROP TABLE removal; --";

    @TempDir private Path directory;
    private final Engine engine;
    private Database database;
    private SqlNumberLists lists;
    private SqlRemovals removals;
    private Instant now = NOW;

    SqlListHistoryTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(directory).get();
        lists = new SqlNumberLists(database, () -> now);
        removals = new SqlRemovals(database, () -> now);
    }

    @AfterEach
    void close() {
        database.close();
    }

    static List<Entry> entries() {
        return List.of(
                block(Optional.empty()),
                block(Optional.of(NOW.plusSeconds(60))),
                new NumberBlock(
                        NUMBER,
                        new Block(
                                Block.List.PRINCIPAL,
                                Optional.of(PRINCIPAL),
                                Optional.of(NOW.plusMillis(1)))),
                prefix(),
                consent(Optional.empty(), "form 17, page - 2"),
                consent(Optional.of(NOW), SCRIPT),
                new Customer(
                        NUMBER,
                        new CustomerRelation(
                                PRINCIPAL, Optional.of("el och gas"), TODAY, Optional.of(TODAY))),
                new Customer(
                        NUMBER,
                        new CustomerRelation(PRINCIPAL, Optional.empty(), TODAY, Optional.empty())),
                new Subscribed(NUMBER, Subscription.SOLE_TRADER));
    }

    @ParameterizedTest
    @MethodSource("entries")
    void everyEntryIsKeptInTheHistoryAsItWas(Entry entry) {
        lists.add(Stream.of(entry), new Act("anna", "import", "file.csv", SCRIPT));

        assertThat(events(ListSearch.of(NUMBER)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.after()).contains(entry);
                    assertThat(event.before()).isEmpty();
                    assertThat(event.at()).isEqualTo(NOW);
                    assertThat(event.act())
                            .isEqualTo(new Act("anna", "import", "file.csv", SCRIPT));
                });
    }

    @Test
    void everyChangeTellsWhatWasBefore() {
        Consent given = consent(Optional.empty(), "form 1").consent();
        lists.add(Stream.of(block(Optional.of(NOW.plusSeconds(9)))), ADD);
        lists.add(Stream.of(block(Optional.empty())), Act.of("bo", "import"));
        lists.remove(block(Optional.empty()), Act.of("eva", "remove").because("moved"));
        lists.add(Stream.of(new ConsentGiven(NUMBER, given)), ADD);
        lists.withdraw(NUMBER, PRINCIPAL, NOW, Act.of("bo", "withdraw"));

        List<Event> events = events(ListSearch.of(NUMBER));
        assertThat(events)
                .extracting(event -> event.act().who())
                .containsExactly("bo", "anna", "eva", "bo", "anna");
        assertThat(events.get(0).before()).contains(new ConsentGiven(NUMBER, given));
        assertThat(events.get(2).before()).contains(block(Optional.empty()));
        assertThat(events.get(2).after()).isEmpty();
        assertThat(events.get(2).act().reason()).isEqualTo("moved");
        assertThat(events.get(3).before()).contains(block(Optional.of(NOW.plusSeconds(9))));
        assertThat(lists.of(OTHER)).isEmpty();
    }

    @Test
    void whatChangesNothingLeavesNoEvent() {
        lists.add(Stream.of(block(Optional.empty())), ADD);
        lists.add(Stream.of(block(Optional.empty())), ADD);
        lists.remove(block(Optional.of(NOW)), ADD);
        lists.end(NUMBER, PRINCIPAL, TODAY, ADD);

        assertThat(events(ListSearch.of(ListKind.BLOCKS))).hasSize(1);
        assertThat(number("SELECT count(*) FROM list_act")).isEqualTo(1);
    }

    @Test
    void aPrefixIsRemovedAndStaysInTheHistoryOfItsNumbers() {
        lists.add(Stream.of(prefix()), ADD);
        long revision = lists.revision();

        assertThat(lists.remove(prefix(), Act.of("bo", "remove").because("too wide"))).isTrue();

        assertThat(lists.prefixes()).isEmpty();
        assertThat(lists.changesSince(revision, 9)).hasSize(1);
        assertThat(events(ListSearch.of(NUMBER)))
                .extracting(event -> event.act().what())
                .containsExactly("remove", "add");
        assertThat(events(ListSearch.of(new PhoneNumber(46_8_12345678L)))).isEmpty();
    }

    @Test
    void anEventOfAnEarlierVersionTellsWhatWasKept() {
        database.write(handle ->
                handle.execute("INSERT INTO list_act (who, at, act) VALUES ('old', 1, 'add')"));
        database.write(handle ->
                handle.execute(
                        "INSERT INTO list_change (revision, number, act) VALUES (1, ?, 1)",
                        NUMBER.e164()));

        assertThat(events(ListSearch.of(NUMBER)))
                .singleElement()
                .satisfies(event -> {
                    assertThat(event.subject()).isEmpty();
                    assertThat(event.act()).isEqualTo(Act.of("old", "add"));
                });
    }

    @Test
    void findsByNumberPrefixOwnerWhoAndTime() {
        lists.add(entries().stream(), ADD);
        now = NOW.plusSeconds(3600);
        lists.add(Stream.of(other()), Act.of("Eva-Lena", "import"));
        ListSearch blocks = ListSearch.of(ListKind.BLOCKS);

        assertThat(found(blocks)).hasSize(4).last().isEqualTo(prefix());
        assertThat(found(ListSearch.of(NUMBER))).hasSize(7).contains(prefix());
        assertThat(found(with(blocks, OTHER))).containsExactly(other(), prefix());
        assertThat(found(prefixed(blocks, digits(OTHER)))).containsExactly(other(), prefix());
        assertThat(found(prefixed(blocks, "468"))).isEmpty();
        assertThat(found(owned(blocks, Optional.of(PRINCIPAL), Optional.empty()))).hasSize(1);
        assertThat(found(owned(blocks, Optional.empty(), Optional.of(Block.List.DECEASED))))
                .containsExactly(other());
        assertThat(found(by(blocks, "eva"))).containsExactly(other());
        assertThat(found(recorded(blocks, NOW.plusSeconds(1), NOW.plusSeconds(7200))))
                .containsExactly(other());
        assertThat(found(recorded(blocks, NOW, NOW.plusSeconds(1)))).hasSize(3);
        try (Stream<Found> all = lists.find(by(blocks, "eva"))) {
            assertThat(all.findFirst().orElseThrow().act()).contains(Act.of("Eva-Lena", "import"));
        }

        assertThat(events(by(blocks, "EVA"))).hasSize(1);
        assertThat(events(prefixed(blocks, "46701"))).hasSize(4);
        assertThat(events(owned(blocks, Optional.of(PRINCIPAL), Optional.empty()))).hasSize(1);
        assertThat(events(recorded(blocks, NOW.plusSeconds(1), NOW.plusSeconds(7200)))).hasSize(1);
    }

    @Test
    void aLoadThatBreaksOffIsKnownUntilItIsCompleted() {
        Act act = new Act("anna", "import", "big.csv", "");
        database.write(handle ->
                handle.execute(
                        "INSERT INTO list_act (who, at, act, source, entries, finished)"
                                + " VALUES ('anna', 7, 'import', 'big.csv', 3000, 0)"));

        assertThat(lists.brokenOff("big.csv"))
                .containsExactly(new BrokenOff(Instant.ofEpochMilli(7), "anna", 3000));
        lists.add(
                IntStream.range(0, 3000)
                        .mapToObj(i -> new NumberBlock(Samples.bulkNumber(i), deceased())),
                act);

        assertThat(lists.brokenOff("big.csv")).isEmpty();
    }

    @Test
    void aRemovalNeedsAnotherPerson() {
        lists.add(Stream.of(block(Optional.empty())), ADD);
        Request request = removals.ask(block(Optional.empty()), SCRIPT, "kim");

        assertThat(removals.list(false)).containsExactly(request);
        assertThat(lists.of(NUMBER)).hasSize(1);
        assertThatThrownBy(() -> removals.approve(request.id(), "kim"))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageContaining("asked by kim (expected: another who approves)");
        assertThatThrownBy(() -> removals.ask(block(Optional.empty()), "again", "eva"))
                .hasMessageContaining("is pending for this block");

        assertThat(removals.approve(request.id(), "Kim").state()).isEqualTo(State.APPROVED);

        assertThat(lists.of(NUMBER)).isEmpty();
        assertThat(removals.list(false)).isEmpty();
        assertThat(removals.list(true)).hasSize(1);
        assertThat(events(ListSearch.of(NUMBER)).getFirst().act())
                .isEqualTo(new Act("Kim", "remove", "request 1 of kim", SCRIPT));
        assertThatThrownBy(() -> removals.approve(request.id(), "eva"))
                .hasMessageContaining("decided already");
    }

    @Test
    void aRequestForABlockThatWasChangedSinceIsDropped() {
        NumberBlock before = block(Optional.of(NOW.plusSeconds(60)));
        lists.add(Stream.of(before, prefix()), ADD);
        Request request = removals.ask(before, "typo", "kim");
        lists.add(Stream.of(block(Optional.empty())), ADD);

        assertThat(removals.approve(request.id(), "eva").state()).isEqualTo(State.DROPPED);
        assertThat(lists.of(NUMBER)).containsExactly(block(Optional.empty()));
        assertThatThrownBy(() -> removals.ask(before, "typo", "kim"))
                .hasMessageContaining("was changed or is gone");

        Request rejected = removals.ask(prefix(), "typo", "kim");
        assertThat(removals.reject(rejected.id(), "it is right", "eva").decision().orElseThrow())
                .satisfies(decision -> assertThat(decision.reason()).isEqualTo("it is right"));
        assertThat(lists.prefixes()).containsExactly(prefix());
        assertThatThrownBy(() -> removals.approve(99, "eva")).hasMessageContaining("unknown");
    }

    private List<Event> events(ListSearch search) {
        try (Stream<Event> events = lists.events(search)) {
            return events.toList();
        }
    }

    private List<Entry> found(ListSearch search) {
        try (Stream<Found> found = lists.find(search)) {
            return found.map(Found::entry).toList();
        }
    }

    private long number(String query) {
        return database.read(handle -> handle.createQuery(query).mapTo(long.class).one());
    }

    private static ListSearch with(ListSearch search, PhoneNumber number) {
        return new ListSearch(
                search.kind(),
                Optional.of(number),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ListSearch prefixed(ListSearch search, String prefix) {
        return new ListSearch(
                search.kind(),
                Optional.empty(),
                Optional.of(prefix),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ListSearch owned(
            ListSearch search, Optional<PrincipalId> principal, Optional<Block.List> list) {
        return new ListSearch(
                search.kind(),
                Optional.empty(),
                Optional.empty(),
                principal,
                list,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static ListSearch by(ListSearch search, String who) {
        return new ListSearch(
                search.kind(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(who),
                Optional.empty(),
                Optional.empty());
    }

    private static ListSearch recorded(ListSearch search, Instant since, Instant until) {
        return new ListSearch(
                search.kind(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(since),
                Optional.of(until));
    }

    private static String digits(PhoneNumber number) {
        return Long.toString(number.e164());
    }

    private static NumberBlock block(Optional<Instant> expires) {
        return new NumberBlock(NUMBER, new Block(Block.List.CENTRE, Optional.empty(), expires));
    }

    private static NumberBlock other() {
        return new NumberBlock(OTHER, deceased());
    }

    private static Block deceased() {
        return new Block(Block.List.DECEASED, Optional.empty(), Optional.empty());
    }

    private static PrefixBlock prefix() {
        return new PrefixBlock(
                "46701", new Block(Block.List.CENTRE, Optional.empty(), Optional.empty()));
    }

    private static ConsentGiven consent(Optional<Instant> withdrawn, String proof) {
        return new ConsentGiven(
                NUMBER, new Consent(PRINCIPAL, NOW.minusSeconds(60), withdrawn, proof));
    }
}
