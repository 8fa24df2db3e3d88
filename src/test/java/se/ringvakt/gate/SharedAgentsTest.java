package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static se.ringvakt.gate.FixedKnowledge.CAMPAIGN;
import static se.ringvakt.gate.FixedKnowledge.NOON;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Reason;
import se.ringvakt.rule.Rulebook;

/// Two gates on one ledger: an agent has one call over both.
final class SharedAgentsTest {
    private static final Duration LONGEST = Duration.ofHours(4);

    /// For longer than this an agent that was refused once is not asked for again.
    private static final Duration REMEMBERED = Duration.ofMillis(500);

    private static final PhoneNumber NUMBER_6 = new PhoneNumber(46_701_740_606L);

    @TempDir private Path folder;
    private final List<AutoCloseable> open = new ArrayList<>();
    private final FixedKnowledge knowledge = new FixedKnowledge();
    private volatile Instant now = NOON;
    private PostgresSettings settings;
    private Gate first;
    private Gate second;

    @BeforeEach
    void openBoth() {
        settings =
                PostgresServer.shared()
                        .ledger(folder.resolve("installation"))
                        .withWriteWait(Duration.ofSeconds(10));
        first = gate();
        second = gate();
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open.reversed()) {
            each.close();
        }
    }

    @Test
    void whoTalksByOneGateIsBusyAtTheOther() {
        allowed(first, 5, "101");

        assertThat(reasons(second.decide(dial(6, "101")))).containsExactly(Reason.AGENT_BUSY);
        assertThat(reasons(first.decide(dial(7, "101")))).containsExactly(Reason.AGENT_BUSY);
        allowed(second, 8, "102");
    }

    @Test
    void anOutcomeToldToTheOtherGateFreesTheAgent() {
        Attempt attempt = allowed(first, 5, "101");
        assertThat(reasons(first.decide(dial(6, "101")))).containsExactly(Reason.AGENT_BUSY);

        second.outcomes().told(answered(attempt));

        now = now.plus(REMEMBERED).plusMillis(1);
        allowed(first, 6, "101");
        assertThat(reasons(second.decide(dial(7, "101")))).containsExactly(Reason.AGENT_BUSY);
    }

    @Test
    void whoWasRefusedIsRememberedForHalfASecondAndNoLonger() {
        Attempt attempt = allowed(first, 5, "101");
        assertThat(reasons(second.decide(dial(6, "101")))).containsExactly(Reason.AGENT_BUSY);
        first.outcomes().told(answered(attempt));

        now = now.plus(REMEMBERED).minusMillis(1);
        assertThat(reasons(second.decide(dial(6, "101")))).containsExactly(Reason.AGENT_BUSY);
        now = now.plusMillis(1);
        allowed(second, 6, "101");
    }

    @Test
    void aKilledGatesLeaseEndsByItsTime() {
        allowed(first, 5, "101");

        now = NOON.plus(LONGEST).minusMillis(1);
        assertThat(reasons(second.decide(dial(6, "101")))).containsExactly(Reason.AGENT_BUSY);
        now = NOON.plus(LONGEST).plus(REMEMBERED);
        allowed(second, 6, "101");
    }

    @Test
    void aKilledGatesLeaseEndsByTheOutcome() throws Exception {
        Attempt attempt = allowed(first, 5, "101");
        open.removeFirst().close();
        Gate later = gate();
        assertThat(later.leases()).containsValue(attempt.id());

        later.outcomes().told(answered(attempt));

        assertThat(second.leases()).isEmpty();
        allowed(second, 6, "101");
    }

    /// What was freed before a gate starts is free: its start takes nothing for open attempts.
    @Test
    void anAgentWhoseLineIsGoneStaysFreeWhenAGateStarts() {
        Attempt attempt = allowed(first, 5, "101");
        first.outcomes().agentGone(attempt);

        Gate later = gate();

        assertThat(later.leases()).isEmpty();
        allowed(later, 6, "101");
    }

    @Test
    void aDialWhoseNumberSomebodyElseGotGivesTheAgentBack() {
        allowed(first, 5, "101");

        assertThat(reasons(second.decide(dial(5, "102")))).contains(Reason.SPACING);
        assertThat(second.leases()).containsOnlyKeys(new AgentId("101"));
    }

    /// A robot has nobody on the line, so the agent it names may have a call.
    @Test
    void aRobotThatNamesABusyAgentIsJudgedWithoutHer() {
        Attempt held = allowed(first, 5, "101");
        knowledge.consents(NUMBER_6);

        assertThat(second.decide(dial(6, "101", Kind.ROBOT))).isInstanceOf(Answer.Allowed.class);
        assertThat(second.leases()).containsOnly(Map.entry(new AgentId("101"), held.id()));
    }

    @Test
    void manyDialsAtBothGatesGiveOneAgentOneCall() throws Exception {
        int agents = 4;
        List<Callable<Answer>> dials =
                IntStream.range(0, 80)
                        .<Callable<Answer>>mapToObj(i ->
                                () ->
                                        (i % 2 == 0 ? first : second)
                                                .decide(dial(5 + i, "10" + i / 2 % agents)))
                        .toList();
        int allowed = 0;
        try (var threads = Executors.newFixedThreadPool(16)) {
            for (var each : threads.invokeAll(dials)) {
                switch (each.get()) {
                    case Answer.Allowed _ -> allowed++;
                    case Answer.Denied denied ->
                            assertThat(denied.reasons()).containsExactly(Reason.AGENT_BUSY);
                    case Answer.Emergency emergency -> throw new AssertionError(emergency);
                }
            }
        }
        assertThat(allowed).isEqualTo(agents);
        assertThat(first.leases()).hasSize(agents).isEqualTo(second.leases());
    }

    @Test
    void withoutTheLeasesADialIsUnavailable() {
        execute("ALTER TABLE agent_lease RENAME TO gone");
        assertThat(reasons(first.decide(dial(5, "101")))).containsExactly(Reason.UNAVAILABLE);

        execute("ALTER TABLE gone RENAME TO agent_lease");
        allowed(first, 5, "101");
    }

    @Test
    void whatCouldNotBeGivenBackIsGivenBackLater() {
        Attempt attempt = allowed(first, 5, "101");
        execute("ALTER TABLE agent_lease RENAME TO gone");
        first.outcomes().told(answered(attempt));
        execute("ALTER TABLE gone RENAME TO agent_lease");

        await().atMost(Duration.ofSeconds(30)).until(() -> second.leases().isEmpty());
        allowed(second, 6, "101");
    }

    private void execute(String sql) {
        PostgresServer.shared().execute(settings.database(), sql);
    }

    private Gate gate() {
        PostgresDatabase database =
                PostgresDatabase.open(settings.withMark(folder.resolve("mark" + open.size())));
        PostgresLedger ledger = PostgresLedger.start(database, () -> now);
        open.add(() -> {
            ledger.close();
            database.close();
        });
        return new Gate(
                TestPlans.sweden(),
                knowledge,
                ledger,
                Rulebook.of(PolicyReader.builtIn("sweden")),
                () -> now,
                Sight.NONE,
                Meters.unseen());
    }

    private static Attempt allowed(Gate gate, int last, String agent) {
        Answer answer = gate.decide(dial(last, agent));
        assertThat(answer).isInstanceOf(Answer.Allowed.class);
        return ((Answer.Allowed) answer).attempt();
    }

    private static List<Reason> reasons(Answer answer) {
        assertThat(answer).isInstanceOf(Answer.Denied.class);
        return ((Answer.Denied) answer).reasons();
    }

    private static DialRequest dial(int last, String agent) {
        return dial(last, agent, Kind.MANUAL);
    }

    private static DialRequest dial(int last, String agent, Kind kind) {
        return new DialRequest(
                "070-174 06 %02d".formatted(last),
                CAMPAIGN,
                Optional.of(new AgentId(agent)),
                kind,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "",
                "1795400000.1");
    }

    private OutcomeReport answered(Attempt attempt) {
        return new OutcomeReport(
                attempt.id(),
                now,
                Set.of(Source.HANDLER),
                "ANSWER",
                OptionalInt.of(16),
                Dialling.UNKNOWN,
                new Talk(OptionalLong.of(50_000), Optional.empty(), OptionalLong.empty()),
                Optional.empty());
    }
}
