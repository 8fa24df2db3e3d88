package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Role;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.UserStore.Edited;
import se.ringvakt.call.Block;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.Samples;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.Removals.State;
import se.ringvakt.web.Idempotency;
import se.ringvakt.web.Idempotency.Answer;
import se.ringvakt.web.Idempotency.Standing;

/// What several processes write at the same moment, each through a connection of its own.
@OnEveryEngine
final class SqlTogetherTest {
    private static final Instant NOW = Samples.NOW;
    private static final int GATES = 4;
    private static final int TIMES = 15;
    private static final Act ACT = new Act("anna", "import", "kunder.csv", "");
    private static final Idempotency.Key KEY =
            new Idempotency.Key("crm", "POST /api/v1/lists", "1");

    @TempDir private Path folder;
    private final Engine engine;
    private final List<Database> gates = new ArrayList<>();

    SqlTogetherTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        Supplier<Database> ledger = engine.ledger(folder);
        for (int gate = 0; gate < GATES; gate++) {
            gates.add(ledger.get());
        }
    }

    @AfterEach
    void close() {
        gates.forEach(Database::close);
    }

    /// A change that became known after a later one would be missed by whoever reads on from there.
    @Test
    void whoeverReadsOnFromTheLastRevisionMissesNoChange() throws Exception {
        SqlNumberLists watched = lists(gates.getFirst());
        List<Change> seen = new ArrayList<>();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService watching = Executors.newSingleThreadExecutor()) {
            Future<?> watcher =
                    watching.submit(() -> {
                        while (!done.get()) {
                            readOn(watched, seen);
                        }
                    });
            together(gate -> {
                for (int time = 0; time < TIMES; time++) {
                    lists(gates.get(gate)).add(Stream.of(block(gate * TIMES + time)), ACT);
                }
                return true;
            });
            done.set(true);
            watcher.get();
        }
        readOn(watched, seen);

        assertThat(seen)
                .extracting(Change::revision)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, GATES * TIMES).boxed().toList());
        assertThat(watched.revision()).isEqualTo(GATES * TIMES);
    }

    private static void readOn(SqlNumberLists lists, List<Change> seen) {
        seen.addAll(lists.changesSince(seen.isEmpty() ? 0 : seen.getLast().revision(), 1000));
    }

    @Test
    void loadsOfTheSameEntriesAddEachOnce() throws Exception {
        List<Long> added =
                together(gate ->
                        lists(gates.get(gate))
                                .add(
                                        IntStream.range(0, 300).mapToObj(SqlTogetherTest::block),
                                        ACT));

        assertThat(added.stream().mapToLong(Long::longValue).sum()).isEqualTo(300);
        SqlNumberLists lists = lists(gates.getFirst());
        assertThat(lists.revision()).isEqualTo(300);
        assertThat(lists.brokenOff("kunder.csv")).isEmpty();
        try (Stream<Entry> all = lists.all()) {
            assertThat(all).hasSize(300);
        }
    }

    @Test
    void everyChangeOfCampaignsHasARevisionOfItsOwn() throws Exception {
        together(gate -> {
            for (int time = 0; time < TIMES; time++) {
                new SqlCampaignStore(gates.get(gate), () -> NOW)
                        .apply(List.of(principal(gate, time)), List.of());
            }
            return true;
        });

        SqlCampaignStore campaigns = new SqlCampaignStore(gates.getFirst(), () -> NOW);
        assertThat(campaigns.revision()).isEqualTo(GATES * TIMES);
        assertThat(campaigns.read().principals()).hasSize(GATES * TIMES);
        assertThat(revisions()).doesNotHaveDuplicates().hasSize(GATES * TIMES);
    }

    private List<Long> revisions() {
        return gates.getFirst()
                .read(handle ->
                        handle.createQuery("SELECT revision FROM principal")
                                .mapTo(Long.class)
                                .list());
    }

    /// Each reads what all others may be about to change.
    @Test
    void ofUsersWhoDisableEachOtherOneStays() throws Exception {
        for (int user = 0; user < GATES; user++) {
            User active = user(user, User.State.ACTIVE, 1);
            store(gates.getFirst()).edit(active.name(), (_, _) -> Optional.of(edited(active)));
        }

        together(gate ->
                store(gates.get(gate))
                        .edit(
                                name(gate),
                                (_, all) ->
                                        all.stream().filter(User::isActive).count() > 1
                                                ? Optional.of(
                                                        edited(user(gate, User.State.DISABLED, 2)))
                                                : Optional.empty()));

        assertThat(store(gates.getFirst()).all()).filteredOn(User::isActive).hasSize(1);
    }

    @Test
    void aRequestSentTwiceIsBegunOnce() throws Exception {
        List<Standing> standing =
                together(gate -> new SqlIdempotency(gates.get(gate)).begin(KEY, "hash", NOW));

        assertThat(standing)
                .containsOnlyOnce(new Standing.Begun())
                .containsOnly(new Standing.Begun(), new Standing.UnderWay());

        SqlIdempotency requests = new SqlIdempotency(gates.getFirst());
        byte[] body = {0, (byte) 0xff, 10};
        requests.end(KEY, Optional.of(new Answer(201, Map.of("Location", "/x"), "a/b", body)));
        assertThat(new SqlIdempotency(gates.getLast()).begin(KEY, "hash", NOW))
                .isInstanceOfSatisfying(
                        Standing.Done.class,
                        done ->
                                assertThat(done.answer().orElseThrow().body())
                                        .containsExactly(body));
        assertThat(requests.begin(KEY, "other", NOW)).isEqualTo(new Standing.Different());
        assertThat(requests.erase(NOW.plusMillis(1))).isEqualTo(1);
    }

    @Test
    void aRequestIsDecidedOnce() throws Exception {
        lists(gates.getFirst()).add(Stream.of(block(0)), ACT);
        long request = removals(gates.getFirst()).ask(block(0), "typo", "kim").id();

        List<Boolean> approved =
                together(gate -> {
                    try {
                        return removals(gates.get(gate)).approve(request, "eva").state()
                                == State.APPROVED;
                    } catch (RegisterRefused e) {
                        return false;
                    }
                });

        assertThat(approved).containsOnlyOnce(true);
        assertThat(lists(gates.getFirst()).revision()).isEqualTo(2);
    }

    /// Does it once at every gate, all of them at the same moment.
    private static <T> List<T> together(AtGate<T> what) throws Exception {
        CyclicBarrier start = new CyclicBarrier(GATES);
        try (ExecutorService threads = Executors.newFixedThreadPool(GATES)) {
            List<Callable<T>> all = new ArrayList<>();
            for (int i = 0; i < GATES; i++) {
                int gate = i;
                all.add(() -> {
                    start.await();
                    return what.at(gate);
                });
            }
            List<T> answers = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(all)) {
                answers.add(each.get());
            }
            return answers;
        }
    }

    private static SqlNumberLists lists(Database database) {
        return new SqlNumberLists(database, () -> NOW);
    }

    private static SqlRemovals removals(Database database) {
        return new SqlRemovals(database, () -> NOW);
    }

    private static SqlUserStore store(Database database) {
        return new SqlUserStore(database);
    }

    private static NumberBlock block(int number) {
        return new NumberBlock(
                Samples.bulkNumber(number),
                new Block(Block.List.CENTRE, Optional.empty(), Optional.empty()));
    }

    private static Principal principal(int gate, int time) {
        return new Principal(new PrincipalId("p-" + gate + "-" + time), "P");
    }

    private static UserName name(int user) {
        return new UserName("user-" + user);
    }

    private static User user(int user, User.State state, long version) {
        return new User(
                name(user),
                "User",
                Role.ADMINISTRATOR,
                state,
                false,
                NOW,
                Optional.empty(),
                version,
                Optional.empty());
    }

    private static Edited edited(User user) {
        return new Edited(
                user,
                Optional.empty(),
                false,
                AuditEntry.of(Caller.system("kim"), NOW, "user.change", user.name().value()));
    }

    @FunctionalInterface
    private interface AtGate<T> {
        T at(int gate) throws Exception;
    }
}
