package se.ringvakt.hook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.hook.HookStore.Counts;
import se.ringvakt.ledger.sql.SqlHookStore;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;

/// Hooks with a real ledger's file and real receivers.
class HooksTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);

    /// Long enough for the first request of a process on a busy machine.
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    @TempDir private Path folder;
    private final Receiver receiver = new Receiver();
    private volatile Instant now = NOON;
    private Meters meters = Meters.unseen();
    private SqliteDatabase database;
    private Hooks hooks;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        hooks = start(new Targets(true));
    }

    private Hooks start(Targets targets) {
        meters = Meters.unseen();
        return Hooks.start(
                new SqlHookStore(database),
                new Hooks.Setup("gate-1", targets, TIMEOUT, Retries.USUAL),
                () -> now,
                meters);
    }

    @AfterEach
    void close() {
        hooks.close();
        database.close();
        receiver.close();
    }

    private Hook.WithSecret add(String name, EventType... types) {
        return hooks.add(settings(name, receiver.url("/" + name), false, types));
    }

    private static HookSettings settings(
            String name, URI url, boolean fullNumbers, EventType... types) {
        Set<EventType> all = types.length == 0 ? EnumSet.allOf(EventType.class) : Set.of(types);
        return new HookSettings(name, url, all, fullNumbers, true);
    }

    private static Event silent(long attempt) {
        return new Event.SilentCall(NOON, new AttemptId(attempt), NUMBER, "el-2026", "kim");
    }

    private static Event blocked() {
        return new Event.Blocked(
                NOON,
                Optional.of(NUMBER),
                "el-2026",
                "el-2026",
                "kim",
                List.of(Reason.LISTED, Reason.OUTSIDE_HOURS),
                Optional.of(NOON.plusSeconds(60)),
                false);
    }

    private void awaitRequests(int count) {
        await().untilAsserted(() -> assertThat(receiver.requests()).hasSize(count));
    }

    private static JsonNode json(Receiver.Request request) throws IOException {
        return new ObjectMapper().readTree(request.body());
    }

    private List<Long> attempts() {
        return receiver.requests().stream()
                .flatMap(request -> {
                    List<Long> attempts = new ArrayList<>();
                    try {
                        json(request)
                                .forEach(event -> attempts.add(event.at("/data/attempt").asLong()));
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return attempts.stream();
                })
                .toList();
    }

    @Test
    void sendsAnEventSignedWithTheSecret() throws Exception {
        Hook.WithSecret hook = add("crm");
        hooks.publish(silent(7));
        awaitRequests(1);

        Receiver.Request request = receiver.requests().getFirst();
        JsonNode event = json(request).get(0);
        assertThat(request.path()).isEqualTo("/crm");
        assertThat(request.header("Content-type")).isEqualTo("application/json");
        assertThat(request.header("Ringvakt-event-id")).isEqualTo(event.get("id").asText());
        assertThat(request.header("Ringvakt-signature"))
                .isEqualTo(
                        "t="
                                + NOON.getEpochSecond()
                                + ",v1="
                                + hmac(hook.secret(), request.body()));
        assertThat(event.get("type").asText()).isEqualTo("silent-call");
        assertThat(event.get("at").asText()).isEqualTo("2026-11-23T11:00:00Z");
        assertThat(event.get("installation").asText()).isEqualTo("gate-1");
        assertThat(event.has("missed")).isFalse();
        assertThat(event.at("/data/number").asText()).isEqualTo("+4670174xxxx");
        assertThat(event.at("/data/campaign").asText()).isEqualTo("el-2026");
        await().until(() -> hooks.counts().equals(new Counts(0, 0)));
        assertThat(meters.counted(Meter.HOOKS_SENT, String.valueOf(hook.hook().id()))).isOne();
    }

    private static String hmac(String secret, String body) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        mac.update((NOON.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(mac.doFinal(body.getBytes(StandardCharsets.UTF_8)));
    }

    /// The commands are those of docs/webhooks.md.
    @Test
    void aReceiverChecksTheSignatureWithOpenssl() throws Exception {
        Hook.WithSecret hook = add("crm");
        hooks.publish(silent(7));
        awaitRequests(1);
        Receiver.Request request = receiver.requests().getFirst();
        Files.writeString(folder.resolve("body.json"), request.body());
        String script =
                Files.readString(Path.of("docs/webhooks.md"))
                        .split("```sh\n", 2)[1]
                        .split("```", 2)[0];

        assertThat(openssl(script, hook.secret(), request.header("Ringvakt-signature")))
                .isEqualTo("genuine");
        assertThat(openssl(script, "another", request.header("Ringvakt-signature")))
                .isEqualTo("forged");
    }

    private String openssl(String script, String secret, String signature) throws Exception {
        ProcessBuilder shell = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
        shell.environment().put("secret", secret);
        shell.environment().put("signature", signature);
        Process process = shell.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    @Test
    void sendsOnlyWhatAHookWants() {
        add("silent", EventType.SILENT_CALL);
        hooks.publish(new Event.GateReady(NOON));
        hooks.publish(blocked());
        hooks.publish(silent(7));
        awaitRequests(1);
        assertThat(attempts()).containsExactly(7L);
    }

    @Test
    void showsNumbersWholeOnlyWhereTheyWereAskedFor() throws IOException {
        hooks.add(settings("full", receiver.url("/full"), true, EventType.BLOCKED));
        hooks.publish(blocked());
        awaitRequests(1);
        assertThat(json(receiver.requests().getFirst()).get(0).get("data").toString())
                .isEqualTo(
                        """
                        {"number":"+46701740605","campaign":"el-2026","agent":"kim",\
                        "reasons":["LISTED","OUTSIDE_HOURS"],"retryAt":"2026-11-23T11:01:00Z",\
                        "rehearsed":false}\
                        """);
    }

    @Test
    void tellsAFloodInBatchesOfAHundredAtMost() throws IOException {
        add("crm");
        for (int i = 0; i < 1_050; i++) {
            hooks.publish(blocked());
        }
        await().until(() -> events() == 1_050);

        assertThat(receiver.requests()).hasSizeBetween(11, 14);
        for (Receiver.Request request : receiver.requests()) {
            assertThat(json(request).size()).isBetween(1, 100);
        }
    }

    private long events() {
        return receiver.requests().stream()
                .mapToLong(request -> {
                    try {
                        return json(request).size();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .sum();
    }

    @Test
    void neverWaitsAndTellsHowManyWereMissed() throws IOException {
        receiver.answers(500);
        Hook hook = add("crm").hook();
        HookStore store = new SqlHookStore(database);
        // Nobody takes anything from this one meanwhile.
        Outbox outbox = new Outbox(store, "gate-1", () -> now, meters);
        for (int i = 0; i < Outbox.EVENTS_MOST + 5; i++) {
            outbox.add(blocked());
        }
        outbox.last(List.of(hook));

        List<Delivery> waiting = store.waiting(hook.id(), 1_000);
        assertThat(waiting.stream().mapToInt(Delivery::events).sum()).isEqualTo(Outbox.EVENTS_MOST);
        JsonNode first = new ObjectMapper().readTree(waiting.getFirst().body());
        assertThat(first.get(0).get("missed").asInt()).isEqualTo(5);
        assertThat(first.get(1).has("missed")).isFalse();
        assertThat(meters.counted(Meter.HOOKS_MISSED)).isEqualTo(5);
    }

    @Test
    void triesAgainAfterEverLongerWaitsThenGivesUp() {
        receiver.answers(500);
        Hook hook = add("crm").hook();
        hooks.publish(silent(7));
        awaitRequests(1);
        List<Duration> waits = Retries.USUAL;
        for (int i = 0; i < waits.size(); i++) {
            int tried = i + 1;
            await().untilAsserted(() -> assertThat(waiting(hook).tries()).isEqualTo(tried));
            Duration wait = Duration.between(now, waiting(hook).due());
            assertThat(wait).isBetween(waits.get(i), waits.get(i).multipliedBy(6).dividedBy(5));
            now = now.plus(wait);
            awaitRequests(i + 2);
        }

        await().until(() -> hooks.counts().equals(new Counts(0, 1)));
        assertThat(hooks.dead(10).getFirst().problem()).isEqualTo("status 500 (expected: 2xx)");
        assertThat(hooks.dead(10).getFirst().tries()).isEqualTo(7);
        assertThat(
                        receiver.requests().stream()
                                .map(each -> each.header("Ringvakt-event-id"))
                                .distinct())
                .hasSize(1);
        assertThat(meters.counted(Meter.HOOKS_FAILED, String.valueOf(hook.id()), "status 5xx"))
                .isEqualTo(7);
    }

    private Delivery waiting(Hook hook) {
        List<Delivery> waiting = new SqlHookStore(database).waiting(hook.id(), 1);
        assertThat(waiting).isNotEmpty();
        return waiting.getFirst();
    }

    private void giveUp() {
        await().until(() -> {
            now = now.plus(Duration.ofHours(8));
            Thread.sleep(50);
            return hooks.counts().waiting() == 0;
        });
    }

    @Test
    void aDeadLetterIsSentAgainOrDiscarded() {
        receiver.answers(500);
        Hook hook = add("crm").hook();
        hooks.publish(silent(1));
        giveUp();
        hooks.publish(silent(2));
        giveUp();
        List<Delivery> dead = hooks.dead(10);
        assertThat(dead).hasSize(2);
        receiver.requests().clear();
        receiver.answers(200);

        assertThat(hooks.discard(dead.getLast().id())).isTrue();
        assertThat(hooks.discard(dead.getLast().id())).isFalse();
        assertThat(hooks.retry(dead.getLast().id())).isFalse();
        assertThat(hooks.retryAll(hook.id())).isOne();
        awaitRequests(1);
        assertThat(attempts()).containsExactly(1L);
        await().until(() -> hooks.counts().equals(new Counts(0, 0)));
        assertThat(hooks.discardAll(hook.id())).isZero();
    }

    @Test
    void oneThatNeverAnswersHoldsUpOnlyItself() {
        try (Receiver silent = new Receiver()) {
            silent.answers(Receiver.NEVER);
            Hook slow = hooks.add(settings("slow", silent.url("/"), false)).hook();
            add("quick");
            for (int i = 1; i <= 5; i++) {
                hooks.publish(silent(i));
            }
            await().until(() -> attempts().size() == 5);
            assertThat(attempts()).containsExactly(1L, 2L, 3L, 4L, 5L);
            await().untilAsserted(() ->
                    assertThat(waiting(slow).problem()).isEqualTo("no answer within 2000 ms"));
            assertThat(silent.requests()).hasSize(1);
        }
    }

    @Test
    void followsNoRedirect() {
        receiver.answers(307);
        Hook hook = add("crm").hook();
        hooks.publish(silent(7));
        await().untilAsserted(() ->
                assertThat(waiting(hook).problem()).isEqualTo("status 307 (expected: 2xx)"));
        assertThat(receiver.requests()).extracting(Receiver.Request::path).containsExactly("/crm");
    }

    @Test
    void sendsInOrderAfterAReceiverWasAway() {
        int port = receiver.port();
        receiver.close();
        Hook hook =
                hooks.add(settings("crm", URI.create("http://127.0.0.1:" + port + "/"), false))
                        .hook();
        hooks.publish(silent(1));
        await().untilAsserted(
                        () -> assertThat(waiting(hook).problem()).contains("ConnectException"));
        hooks.publish(silent(2));
        hooks.publish(silent(3));
        try (Receiver back = new Receiver(port)) {
            now = now.plusSeconds(60);
            await().until(() -> back.requests().size() >= 2);
            assertThat(back.requests().getFirst().body())
                    .contains("\"attempt\":1,")
                    .doesNotContain("\"attempt\":2,");
            await().until(() -> hooks.counts().waiting() == 0);
        }
    }

    @Test
    void whatWaitedIsSentAfterARestart() {
        receiver.answers(500);
        add("crm");
        hooks.publish(silent(1));
        awaitRequests(1);
        hooks.publish(silent(2));
        hooks.close();
        receiver.answers(200);
        receiver.requests().clear();
        now = now.plusSeconds(60);

        hooks = start(new Targets(true));
        await().until(() -> attempts().size() == 2);
        assertThat(attempts()).containsExactly(1L, 2L);
    }

    @Test
    void whatCameLastIsOnRecordWhenItIsClosed() {
        add("crm");
        hooks.publish(blocked());
        hooks.close();
        hooks = start(new Targets(true));
        awaitRequests(1);
    }

    @Test
    void aHookThatRestsIsSentNothingAndOneThatIsGoneLeavesNothing() {
        receiver.answers(500);
        Hook hook = add("crm").hook();
        hooks.publish(silent(1));
        awaitRequests(1);
        HookSettings resting =
                new HookSettings(
                        "crm", hook.settings().url(), hook.settings().types(), false, false);
        assertThat(hooks.change(hook.id(), 7, resting)).isEmpty();
        assertThat(hooks.change(hook.id(), 1, resting)).contains(new Hook(hook.id(), resting, 2));
        receiver.answers(200);
        now = now.plusSeconds(60);
        hooks.publish(silent(2));
        await().during(Duration.ofMillis(400)).until(() -> receiver.requests().size() == 1);

        assertThat(hooks.change(hook.id(), 2, hook.settings())).isPresent();
        awaitRequests(2);
        await().until(() -> hooks.counts().waiting() == 0);
        assertThat(attempts()).doesNotContain(2L);
        assertThat(hooks.remove(hook.id())).isTrue();
        assertThat(hooks.remove(hook.id())).isFalse();
        assertThat(hooks.list()).isEmpty();
    }

    /// Turns a hook off, and on again at once.
    private void turnOffAndOn(Hook hook) {
        HookSettings on = hook.settings();
        HookSettings off = new HookSettings("crm", on.url(), on.types(), false, false);
        assertThat(hooks.change(hook.id(), 1, off)).isPresent();
        assertThat(hooks.change(hook.id(), 2, on)).isPresent();
    }

    @Test
    void oneThatWaitedWhileItsHookRestedIsSentOnce() {
        receiver.answers(500);
        Hook hook = add("crm").hook();
        hooks.publish(silent(1));
        awaitRequests(1);
        await().until(() -> waiting(hook).tries() == 1);
        turnOffAndOn(hook);
        receiver.answers(204);
        now = now.plusSeconds(60);

        await().until(() -> hooks.counts().waiting() == 0);
        await().during(Duration.ofMillis(400)).until(() -> receiver.requests().size() == 2);
    }

    @Test
    void nothingIsSentWhileARequestOfBeforeTheRestIsUnderWay() {
        receiver.answers(Receiver.NEVER);
        Hook hook = add("crm").hook();
        hooks.publish(silent(1));
        awaitRequests(1);
        turnOffAndOn(hook);
        await().during(Duration.ofMillis(800)).until(() -> receiver.requests().size() == 1);
        receiver.answers(204);
        await().until(() -> waiting(hook).tries() == 1);
        now = now.plusSeconds(60);

        await().until(() -> hooks.counts().waiting() == 0);
        assertThat(attempts()).containsExactly(1L, 1L);
    }

    @Test
    void aSecretIsReplacedAndNeverWrittenAnywhereElse() throws Exception {
        Hook.WithSecret hook = add("crm");
        String secret = hooks.replaceSecret(hook.hook().id()).orElseThrow();
        assertThat(secret).hasSize(43).isNotEqualTo(hook.secret());
        assertThat(hook.toString()).doesNotContain(hook.secret());
        assertThat(hooks.replaceSecret(99)).isEmpty();
        hooks.publish(silent(7));
        awaitRequests(1);
        Receiver.Request request = receiver.requests().getFirst();
        assertThat(request.header("Ringvakt-signature")).endsWith(hmac(secret, request.body()));
    }

    @Test
    void refusesToSendIntoTheGatesOwnNetwork() {
        hooks.add(settings("crm", receiver.url("/"), false));
        hooks.close();
        // What was allowed before, or resolves to something else by now, is looked at again.
        hooks = start(new Targets(false));
        Hook hook = hooks.list().getFirst();
        hooks.publish(silent(1));

        await().untilAsserted(() ->
                assertThat(waiting(hook).problem())
                        .startsWith("127.0.0.1 is 127.0.0.1 (expected: a public"));
        assertThat(receiver.requests()).isEmpty();
        assertThatThrownBy(() -> hooks.add(settings("two", receiver.url("/"), false)))
                .isInstanceOf(HookRefused.class);
        assertThatThrownBy(() -> hooks.add(settings("two", URI.create("http://192.0.43.8/"), true)))
                .hasMessage(
                        "url: http://192.0.43.8/ (expected: https, where numbers are sent whole)");
    }

    @Test
    void sendsWholeNumbersUnencryptedToNobodyOutside() {
        URI outside = URI.create("http://192.0.43.8/");
        assertThatThrownBy(() -> hooks.add(settings("two", outside, true)))
                .hasMessageStartingWith("url: 192.0.43.8 is 192.0.43.8 (expected: https or a");
        assertThat(hooks.add(settings("inside", receiver.url("/"), true))).isNotNull();
        hooks.close();
        // As one that was set up before, or whose name leads elsewhere by now.
        Hook hook = new SqlHookStore(database).add(settings("crm", outside, true), "secret");
        hooks = start(new Targets(true));
        hooks.publish(silent(1));

        await().untilAsserted(() ->
                assertThat(waiting(hook).problem())
                        .startsWith("192.0.43.8 is 192.0.43.8 (expected: https or a private"));
        awaitRequests(1);
    }

    @Test
    void refusesANameThatIsTaken() {
        Hook hook = add("crm").hook();
        Hook other = add("other").hook();
        assertThatThrownBy(() -> add("crm"))
                .hasMessage("name: crm (expected: a name that no other hook has)");
        assertThatThrownBy(() -> hooks.change(other.id(), 1, hook.settings()))
                .isInstanceOf(HookRefused.class);
    }
}
