package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.hook.Delivery;
import se.ringvakt.hook.EventType;
import se.ringvakt.hook.Hook;
import se.ringvakt.hook.HookSettings;
import se.ringvakt.hook.HookStore.Counts;
import se.ringvakt.hook.HookStore.Failure;
import se.ringvakt.hook.HookStore.Taken;
import se.ringvakt.hook.HookStore.Turn;

@OnEveryEngine
class SqlHookStoreTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;
    private SqlHookStore store;
    private Hook hook;

    SqlHookStoreTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
        store = new SqlHookStore(database, 3);
        hook = store.add(settings("crm"), "secret");
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static HookSettings settings(String name) {
        return new HookSettings(
                name,
                URI.create("https://192.0.43.8/" + name),
                Set.of(EventType.BYPASS, EventType.SILENT_CALL),
                false,
                true);
    }

    private Taken add(int from, int to) {
        List<Delivery.Draft> drafts =
                IntStream.rangeClosed(from, to)
                        .mapToObj(i -> new Delivery.Draft(hook.id(), "key" + i, NOON, 2, "[]"))
                        .toList();
        return store.take(new Turn(drafts, List.of(), List.of()));
    }

    private List<String> waiting() {
        return store.waiting(hook.id(), 10).stream().map(Delivery::key).toList();
    }

    private List<String> dead() {
        return store.dead(10).stream().map(Delivery::key).toList();
    }

    @Test
    void keepsWhatAnAdministratorSaid() {
        assertThat(store.list()).containsExactly(new Hook(hook.id(), settings("crm"), 1));
        assertThat(store.find(hook.id()).orElseThrow().secret()).isEqualTo("secret");
        assertThat(store.find(99)).isEmpty();
    }

    @Test
    void keepsOrderAndWhatFailed() {
        add(1, 2);
        Delivery first = store.waiting(hook.id(), 1).getFirst();
        Instant due = NOON.plusSeconds(10);
        store.take(
                new Turn(
                        List.of(),
                        List.of(),
                        List.of(new Failure(first.id(), 1, Optional.of(due), "status 500"))));

        assertThat(store.waiting(hook.id(), 1))
                .containsExactly(
                        new Delivery(
                                first.id(),
                                hook.id(),
                                "key1",
                                NOON,
                                2,
                                "[]",
                                1,
                                due,
                                "status 500"));
        assertThat(waiting()).containsExactly("key1", "key2");
        store.take(new Turn(List.of(), List.of(first.id()), List.of()));
        assertThat(waiting()).containsExactly("key2");
        assertThat(store.counts()).isEqualTo(new Counts(2, 0));
    }

    @Test
    void theOldestBecomeDeadLettersAndTheirOldestAreErased() {
        assertThat(add(1, 5)).isEqualTo(new Taken(0));
        assertThat(waiting()).containsExactly("key3", "key4", "key5");
        assertThat(dead()).containsExactly("key1", "key2");
        assertThat(store.dead(1).getFirst().problem()).isEqualTo("too many waited");

        assertThat(add(6, 8)).isEqualTo(new Taken(4));
        assertThat(waiting()).containsExactly("key6", "key7", "key8");
        assertThat(dead()).containsExactly("key3", "key4", "key5");
        assertThat(store.counts()).isEqualTo(new Counts(6, 6));
    }

    @Test
    void aDeadLetterReturnsToItsPlaceOrGoes() {
        add(1, 5);
        List<Delivery> dead = store.dead(10);
        assertThat(store.retry(dead.getLast().id(), NOON)).isTrue();
        assertThat(waiting()).startsWith("key2", "key3");
        assertThat(store.discard(dead.getLast().id())).isFalse();
        assertThat(store.discard(dead.getFirst().id())).isTrue();
        assertThat(store.retryAll(hook.id(), NOON)).isZero();
        assertThat(store.discardAll(hook.id())).isZero();
    }

    @Test
    void takesNothingForAHookThatIsGone() {
        store.remove(hook.id());
        add(1, 1);
        assertThat(store.counts()).isEqualTo(new Counts(0, 0));
    }
}
