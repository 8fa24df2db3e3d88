package se.ringvakt.web.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static se.ringvakt.web.server.TestServer.thing;

import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.ledger.sql.SqlIdempotency;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Idempotency;
import se.ringvakt.web.server.ApiClient.Answer;

final class OnceOnlyTest {
    @TempDir Path folder;
    private TestServer server;
    private ApiClient client;

    @BeforeEach
    void start() {
        server = TestServer.start(folder);
        client =
                server.client()
                        .token(server.token("t", Right.SEE, Right.LISTS, Right.USERS, Right.WASH));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Answer add(String name, String key) {
        return client.post("/things", thing(name), "Idempotency-Key", key);
    }

    /// What a request is told by is on disk and outlives the process, whose maps are in an order of
    /// its own at each start.
    @Test
    void tellsRequestsApartAlikeInEveryProcess() {
        Map<String, List<String>> query = new LinkedHashMap<>();
        List.of("to", "campaign", "from", "agent").forEach(name -> query.put(name, List.of("1")));
        Ask ask =
                new Ask(
                        Caller.system("test"),
                        Map.of("id", "a", "kind", "b"),
                        query,
                        Map.of(),
                        Optional.empty(),
                        Optional.empty(),
                        _ -> {},
                        Instant.EPOCH);
        assertThat(ApiHandler.asked("body", ask))
                .isEqualTo("5ecf3ad52fb75ebd808aab74d588eade2aaf6e6e15562b424e054da458c13a28");
    }

    @Test
    void doesAThingOnceAndAnswersAlike() {
        Answer first = add("a", "k1");
        Answer again = add("a", "k1");
        assertThat(again.status()).isEqualTo(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("location")).isEqualTo(first.header("location"));
        assertThat(again.header("idempotency-replayed")).hasValue("true");
        assertThat(server.added).hasValue(1);
        add("a", "k2");
        assertThat(server.added).hasValue(2);
    }

    @Test
    void refusesTheSameKeyForSomethingElse() {
        add("a", "k1");
        assertThat(add("b", "k1").status()).isEqualTo(422);
        assertThat(server.added).hasValue(1);
    }

    @Test
    void anothersKeyIsAnotherKey() {
        add("a", "k1");
        client.token(server.token("other", Right.LISTS));
        assertThat(add("b", "k1").status()).isEqualTo(201);
    }

    @Test
    void answersARefusalAlike() {
        assertThat(add("double", "k1").status()).isEqualTo(409);
        Answer again = add("double", "k1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).contains("name: double");
        assertThat(server.added).hasValue(1);
    }

    @Test
    void ofManyAtOneTimeOneIsDone() throws Exception {
        server.hold = new CountDownLatch(1);
        try (ExecutorService pool = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Integer>> answers =
                    IntStream.range(0, 8)
                            .mapToObj(_ -> pool.submit(() -> add("a", "k1").status()))
                            .toList();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> answers.stream().filter(Future::isDone).count() == 7);
            server.hold.countDown();
            List<Integer> statuses = answers.stream().map(OnceOnlyTest::get).sorted().toList();
            assertThat(statuses).containsExactly(201, 409, 409, 409, 409, 409, 409, 409);
        }
        assertThat(server.added).hasValue(1);
    }

    private static int get(Future<Integer> answer) {
        try {
            return answer.get();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void neverKeepsASecret() {
        Answer first = client.post("/secrets", thing("geheim"), "Idempotency-Key", "k1");
        assertThat(first.status()).isEqualTo(200);
        Answer again = client.post("/secrets", thing("geheim"), "Idempotency-Key", "k1");
        assertThat(again.status()).isEqualTo(409);
        assertThat(again.text()).doesNotContain("geheim");
    }

    @Test
    void whatOnlyReadsIsDoneAndNotedEachTime() {
        for (String name : List.of("a", "a", "b")) {
            Answer answer = client.post("/things/search", thing(name), "Idempotency-Key", "k1");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("idempotency-replayed")).isEmpty();
        }
        assertThat(server.access.audit().all(AuditSearch.ALL))
                .filteredOn(noted -> noted.entry().action().equals("thing.look"))
                .hasSize(3);
    }

    @Test
    void tellsFilesApartByWhatIsInThem() {
        for (String[] each : new String[][] {{"one", "200"}, {"one", "200"}, {"two", "422"}}) {
            Answer answer =
                    client.send(
                            "POST",
                            "/files",
                            BodyPublishers.ofString(each[0]),
                            List.of("Idempotency-Key", "f1"));
            assertThat(answer.status()).isEqualTo(Integer.parseInt(each[1]));
        }
    }

    @Test
    void refusesAKeyThatIsTooLong() {
        assertThat(add("a", "k".repeat(101)).status()).isEqualTo(422);
    }

    @Test
    void forgetsAfterADay() {
        SqlIdempotency kept = new SqlIdempotency(server.database);
        Idempotency.Key key = new Idempotency.Key("anna", "addThing", "k");
        Instant now = Instant.parse("2026-11-23T12:00:00Z");
        assertThat(kept.begin(key, "h", now)).isEqualTo(new Idempotency.Standing.Begun());
        assertThat(kept.erase(now)).isZero();
        assertThat(kept.begin(key, "h", now)).isEqualTo(new Idempotency.Standing.UnderWay());
        assertThat(kept.erase(now.plusMillis(1))).isEqualTo(1);
        assertThat(kept.begin(key, "h", now)).isEqualTo(new Idempotency.Standing.Begun());
    }
}
