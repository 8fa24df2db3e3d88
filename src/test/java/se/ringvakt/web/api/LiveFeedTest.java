package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;
import se.ringvakt.gate.Answer;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.report.Cursor;
import se.ringvakt.report.Decision;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;
import se.ringvakt.web.Broadcast;
import se.ringvakt.web.Json;

/// What dashboards and webhooks are told, look by look.
final class LiveFeedTest {
    @TempDir private Path folder;
    private LiveSite live;
    private final Dashboards dashboards = new Dashboards();
    private final Hooks hooks = new Hooks();
    private final Flood flood = new Flood();
    private boolean own = true;

    @BeforeEach
    void furnish() {
        live = new LiveSite(folder);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private LiveFeed feed(Decisions decisions) {
        return new LiveFeed(
                live.site,
                live.knowledge,
                decisions,
                live.nowReader(),
                dashboards,
                hooks,
                _ -> own);
    }

    /// Else each gate on a shared ledger would tell of each blocked call.
    @Test
    void whatAnotherGateBlockedIsSeenAndNotHandedOn() throws InterruptedException {
        own = false;
        LiveFeed feed = feed(live.reports.decisions());
        feed.look();
        live.dial(LiveSite.LISTED, "el-2026", "anna");
        live.recorded(1);
        feed.look();

        assertThat(dashboards.last("decisions")).hasSize(1);
        assertThat(hooks.told).isEmpty();
    }

    @Test
    void aBlockedCallIsSeenAtTheNextLookMasked() throws InterruptedException {
        LiveFeed feed = feed(live.reports.decisions());
        feed.look();
        live.dial(LiveSite.LISTED, "el-2026", "anna");
        live.recorded(1);
        feed.look();

        JsonNode told = dashboards.last("decisions");
        assertThat(told).hasSize(1);
        Promised.fits("Decision", told.get(0));
        assertThat(told.at("/0/verdict").asText()).isEqualTo("deny");
        assertThat(told.at("/0/reason").asText()).isEqualTo("LISTED");
        assertThat(told.at("/0/number").asText()).isEqualTo("+4670174xxxx");
        assertThat(dashboards.all()).doesNotContain("1740650");
        assertThat(hooks.told).containsExactly("blocked LISTED");
    }

    @Test
    void aBlockedCallIsSeenWithinASecondOfTheDial() throws InterruptedException {
        try (LiveFeed feed = feed(live.reports.decisions())) {
            feed.start();
            dashboards.await("now");
            Thread.sleep(300);
            long began = System.nanoTime();
            live.dial(LiveSite.LISTED, "el-2026", "anna");
            dashboards.await("decisions");
            assertThat((System.nanoTime() - began) / 1_000_000).isLessThan(1_000);
        }
    }

    @Test
    void howItStandsIsToldEachSecondInWhichSomethingChanged() {
        LiveFeed feed = feed(flood);
        looks(feed, 4);
        assertThat(dashboards.count("now")).isEqualTo(1);
        assertThat(dashboards.count("alarm")).isEqualTo(1);
        live.now = live.now.plusSeconds(1);
        looks(feed, 4);
        assertThat(dashboards.count("now")).as("nothing has changed").isEqualTo(1);
        live.site.campaigns().stop(Optional.empty(), "brand", "kim");
        live.now = live.now.plusSeconds(5);
        looks(feed, 4);
        assertThat(dashboards.count("now")).isEqualTo(2);
        assertThat(dashboards.last("now").at("/stops/0/reason").asText()).isEqualTo("brand");
        looks(feed, 12);
        assertThat(dashboards.count("now")).as("every five seconds in any case").isEqualTo(3);
    }

    @Test
    void aFloodIsBoundedAndTheNewestAreTold() {
        LiveFeed feed = feed(flood);
        feed.look();
        dashboards.events.clear();
        for (int look = 0; look < 8; look++) {
            // 20,000 a second.
            flood.come(5_000);
            feed.look();
        }
        assertThat(dashboards.count("decisions")).isEqualTo(8);
        assertThat(dashboards.events)
                .filteredOn(event -> event.name.equals("decisions"))
                .allSatisfy(event -> assertThat(event.json).hasSize(LiveFeed.MESSAGE_MOST));
        assertThat(dashboards.last("decisions").at("/0/id").asText()).isEqualTo("d-40000");
        assertThat(dashboards.last("omitted").path("decisions").asInt()).isEqualTo(4_950);
        assertThat(hooks.told).hasSize(40_000);
        assertThat(flood.tails).isEqualTo(1);
    }

    @Test
    void whatIsTooMuchToFollowIsLeftForTheNewestOnes() {
        LiveFeed feed = feed(flood);
        feed.look();
        flood.come(1_000_000);
        feed.look();
        assertThat(flood.read).isEqualTo(LiveFeed.AT_ONCE * LiveFeed.ROUNDS_MOST);
        assertThat(flood.tails).isEqualTo(2);
        flood.come(3);
        feed.look();
        assertThat(dashboards.last("decisions")).hasSize(3);
        assertThat(dashboards.last("decisions").at("/0/id").asText()).isEqualTo("d-1000003");
    }

    @Test
    void whenNobodyListensNothingIsRead() {
        dashboards.watched = false;
        hooks.wanted = false;
        LiveFeed feed = feed(flood);
        flood.come(10);
        looks(feed, 8);
        Attempt attempt7 = Samples.attempt(7, Samples.number(0), live.now);
        feed.breach(attempt7, Samples.givenUp(attempt7));
        looks(feed, 1);
        assertThat(flood.tails).isZero();
        assertThat(dashboards.events).isEmpty();
        assertThat(hooks.told).isEmpty();

        dashboards.watched = true;
        feed.look();
        assertThat(dashboards.count("now")).as("at once").isEqualTo(1);
        flood.come(1);
        feed.look();
        assertThat(dashboards.last("decisions")).hasSize(1);
    }

    @Test
    void hooksAreToldWithoutADashboard() {
        dashboards.watched = false;
        LiveFeed feed = feed(flood);
        feed.look();
        flood.come(2);
        feed.look();
        assertThat(hooks.told).containsExactly("blocked LISTED", "blocked LISTED");
        assertThat(dashboards.events).isEmpty();
    }

    @Test
    void mishapsOfTheGateAreHandedOnOnce() {
        LiveFeed feed = feed(flood);
        live.gate.outcomes().tell(feed);
        Attempt attempt = ((Answer.Allowed) live.dial(LiveSite.FREE, "el-2026", "anna")).attempt();
        feed.silent(attempt, live.now);
        feed.silent(attempt, live.now);
        Attempt tooShort = ((Answer.Allowed) live.dial("070-174 06 06", "el-2026", "bo")).attempt();
        live.gate.outcomes().told(givenUp(tooShort));
        assertThat(hooks.told).as("not on the thread of the call").isEmpty();
        feed.look();
        assertThat(hooks.told).containsExactly("silent " + attempt.id(), "breach " + tooShort.id());
    }

    private static OutcomeReport givenUp(Attempt attempt) {
        return new OutcomeReport(
                attempt.id(),
                attempt.start().plusSeconds(12),
                Set.of(Source.HANDLER),
                "CANCEL",
                OptionalInt.empty(),
                new Dialling(
                        OptionalLong.of(10_000),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty()),
                Talk.UNKNOWN,
                Optional.empty());
    }

    @Test
    void aDialPastTheGateIsAnAlarmAtTheNextLook() {
        LiveFeed feed = feed(flood);
        looks(feed, 2);
        Bypass bypass =
                new Bypass(
                        live.now,
                        "växel",
                        "PJSIP/a-1",
                        "0701740607",
                        Optional.empty(),
                        "a,b,1",
                        false);
        live.site.ledger().record(bypass);
        feed.accept(bypass);
        feed.look();
        assertThat(hooks.told).contains("bypass växel", "alarm BYPASS");
        assertThat(dashboards.last("alarm").findValuesAsText("code")).contains("BYPASS");
        Promised.fits("Alarm", dashboards.last("alarm").get(0));
        assertThat(dashboards.last("now").path("bypassToday").asInt()).isEqualTo(1);
    }

    @Test
    void incidentsThatComeTooFastAreLeftOutAndBounded() {
        LiveFeed feed = feed(flood);
        for (int i = 0; i < 5_000; i++) {
            Attempt attempti = Samples.attempt(i, Samples.number(0), live.now);
            feed.breach(attempti, Samples.givenUp(attempti));
        }
        feed.look();
        assertThat(hooks.told).hasSize(LiveFeed.WAITING_MOST);
    }

    @Test
    void whatCannotBeReadIsTriedAgain() {
        LiveFeed feed = feed(flood);
        feed.look();
        flood.broken = true;
        feed.look();
        flood.broken = false;
        flood.come(1);
        feed.look();
        assertThat(dashboards.last("decisions")).hasSize(1);
    }

    private static void looks(LiveFeed feed, int looks) {
        for (int i = 0; i < looks; i++) {
            feed.look();
        }
    }

    /// Keeps what it is told.
    private static final class Dashboards implements Broadcast {
        private record Event(String name, JsonNode json) {}

        private final List<Event> events = Collections.synchronizedList(new ArrayList<>());
        private volatile boolean watched = true;

        @Override
        public void publish(String event, Object json) {
            events.add(new Event(event, Json.MAPPER.valueToTree(json)));
        }

        @Override
        public boolean watched() {
            return watched;
        }

        long count(String name) {
            return List.copyOf(events).stream().filter(each -> each.name.equals(name)).count();
        }

        JsonNode last(String name) {
            return List.copyOf(events).reversed().stream()
                    .filter(each -> each.name.equals(name))
                    .findFirst()
                    .orElseThrow()
                    .json;
        }

        void await(String name) throws InterruptedException {
            for (int i = 0; i < 1_000 && count(name) == 0; i++) {
                Thread.sleep(5);
            }
            assertThat(count(name)).isPositive();
        }

        String all() {
            return events.toString();
        }
    }

    /// Keeps what it is told.
    private static final class Hooks implements Incidents {
        private final List<String> told = new ArrayList<>();
        private boolean wanted = true;

        @Override
        public boolean wanted() {
            return wanted;
        }

        @Override
        public void blocked(Decision decision) {
            told.add("blocked " + decision.reasons().getFirst());
        }

        @Override
        public void breach(Attempt attempt, Outcome outcome) {
            told.add("breach " + attempt.id());
        }

        @Override
        public void silent(Attempt attempt, Instant at) {
            told.add("silent " + attempt.id());
        }

        @Override
        public void bypass(Bypass bypass) {
            told.add("bypass " + bypass.switchName());
        }

        @Override
        public void alarm(Alarm alarm) {
            told.add("alarm " + alarm.code());
        }

        @Override
        public void over(Alarm alarm) {
            told.add("over " + alarm.code());
        }
    }

    /// Denials, as many as a test wants.
    private static final class Flood implements Decisions {
        private int last;
        private int read;
        private int tails;
        private boolean broken;

        void come(int many) {
            last += many;
        }

        @Override
        public Optional<Decision> find(DecisionId id) {
            return Optional.empty();
        }

        @Override
        public Page page(Filter filter, Optional<Cursor> after, int limit) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Tail tail() {
            tails++;
            Deque<Integer> place = new ArrayDeque<>(List.of(last));
            return most -> {
                if (broken) {
                    throw new LedgerException("ledger ledger.db: locked (expected: readable)");
                }
                int from = place.remove();
                int to = Math.min(last, from + most);
                place.add(to);
                read += to - from;
                return IntStream.rangeClosed(from + 1, to).mapToObj(this::denial).toList();
            };
        }

        private Decision denial(int id) {
            return new Decision(
                    new DecisionId(Ruling.DENIED, id),
                    LiveSite.NOON,
                    Optional.of(Samples.number(0)),
                    "el-2026",
                    "anna",
                    Kind.MANUAL,
                    List.of(Reason.LISTED),
                    Optional.empty(),
                    "1795431600." + id,
                    "nix@2026-11-20 sweden-1",
                    Optional.empty(),
                    Optional.empty());
        }
    }
}
