package se.ringvakt.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sql.SqlHookStore;
import se.ringvakt.metrics.Meters;

/// Gates that share a ledger, and with it their hooks' queues.
class HookTurnsTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);
    private static final int EVENTS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir private Path folder;
    private final Receiver receiver = new Receiver();
    private PostgresDatabase north;
    private PostgresDatabase south;

    @BeforeEach
    void open() {
        PostgresSettings settings = PostgresServer.shared().ledger(folder.resolve("mark"));
        north = PostgresDatabase.open(settings);
        south = PostgresDatabase.open(settings);
    }

    @AfterEach
    void close() {
        north.close();
        south.close();
        receiver.close();
    }

    private static Hooks start(PostgresDatabase database) {
        return Hooks.start(
                new SqlHookStore(database),
                new Hooks.Setup("gate", new Targets(true), Duration.ofSeconds(10), Retries.USUAL),
                () -> NOON,
                Meters.unseen());
    }

    private HookSettings settings() {
        return new HookSettings(
                "crm", receiver.url("/crm"), EnumSet.allOf(EventType.class), false, true);
    }

    private static Event event(long attempt) {
        return new Event.SilentCall(NOON, new AttemptId(attempt), NUMBER, "el-2026", "kim");
    }

    private List<String> ids() {
        return receiver.requests().stream()
                .map(request -> request.header("Ringvakt-event-id"))
                .toList();
    }

    @Test
    void whatTwoGatesPutIntoOneQueueIsSentOnce() throws InterruptedException {
        try (Hooks first = start(north)) {
            first.add(settings());
            try (Hooks second = start(south)) {
                for (int i = 0; i < EVENTS; i++) {
                    first.publish(event(2L * i));
                    second.publish(event(2L * i + 1));
                    Thread.sleep(30);
                }
                await().atMost(PATIENCE).until(() -> second.counts().waiting() == 0);
                await().atMost(PATIENCE).until(() -> first.counts().waiting() == 0);
            }
        }
        assertThat(ids()).isNotEmpty().doesNotHaveDuplicates();
        String all = receiver.requests().stream().map(Receiver.Request::body).toList().toString();
        for (int attempt = 0; attempt < 2 * EVENTS; attempt++) {
            assertThat(all).containsOnlyOnce("\"attempt\":" + attempt + ",");
        }
    }

    /// A gate that was killed while it sent: its turn stands until its time is up.
    @Test
    void whatAGateThatDiedWasSendingWaitsForItsTurnToEnd() throws InterruptedException {
        SqlHookStore dead = new SqlHookStore(north);
        long hook = dead.add(settings(), "secret").id();
        dead.take(
                new HookStore.Turn(
                        List.of(new Delivery.Draft(hook, "key-1", NOON, 1, "[]")),
                        List.of(),
                        List.of()));
        assertThat(dead.takeTurn(hook)).isTrue();

        try (Hooks living = start(south)) {
            Thread.sleep(2_500);
            assertThat(receiver.requests()).as("it may be sending still").isEmpty();
            int _ = north.write(handle -> handle.execute("UPDATE turn SET until = 0"));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids()).containsExactly("key-1"));
            await().atMost(PATIENCE).until(() -> living.counts().waiting() == 0);
        }
        assertThat(dead.takeTurn(hook)).as("who ends leaves nothing behind").isTrue();
        assertThat(new SqlHookStore(south).takeTurn(hook)).isFalse();
    }

    /// Nobody tells a gate of what another one put on record, or left there.
    @Test
    void whatAnotherGateLeftIsSentByOneThatIsIdle() {
        SqlHookStore gone = new SqlHookStore(north);
        long hook = gone.add(settings(), "secret").id();
        try (Hooks living = start(south)) {
            await().atMost(PATIENCE).until(living::anyWanted);
            gone.take(
                    new HookStore.Turn(
                            List.of(new Delivery.Draft(hook, "key-2", NOON, 1, "[]")),
                            List.of(),
                            List.of()));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(ids()).containsExactly("key-2"));
        }
    }
}
