package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.report.Counts;
import se.ringvakt.web.Health.Check;

/// How everything stands, and what must be looked at.
final class NowReaderTest {
    @TempDir private Path folder;
    private LiveSite live;
    private final List<Check> checks = new ArrayList<>();

    @BeforeEach
    void furnish() {
        live = new LiveSite(folder);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private NowReader reader(Counts counts) {
        return new NowReader(
                live.site, live.gate, live.knowledge, live.supervision, counts, () -> checks);
    }

    private JsonNode now(NowReader reader) {
        return Promised.fits("Now", reader.now());
    }

    @Test
    void itIsAsTheContractSays() throws InterruptedException {
        live.dial(LiveSite.FREE, "el-2026", "anna");
        live.dial(LiveSite.LISTED, "el-2026", "bo");
        live.recorded(2);
        live.rolled();
        new NowApi(reader(live.reports.counts())).offer(live.operations);
        JsonNode now = live.json("now");
        assertThat(now.path("ready").asBoolean()).isTrue();
        assertThat(now.at("/today/dials").asInt()).isEqualTo(2);
        assertThat(now.at("/today/reasons/LISTED").asInt()).isEqualTo(1);
        assertThat(now.at("/today").has("silentRate")).as("nobody answered").isFalse();
        assertThat(now.at("/minutes/59/allowed").asInt()).isEqualTo(1);
        assertThat(now.at("/minutes/59/at").asText()).isEqualTo("2026-11-23T12:00:00+01:00");
        assertThat(now.at("/minutes/0/at").asText()).isEqualTo("2026-11-23T11:01:00+01:00");
        assertThat(now.at("/registers/0/name").asText()).isEqualTo("nix");
        assertThat(now.at("/registers/0/ageDays").asInt()).isEqualTo(3);
        assertThat(now.at("/registers/0/numbers").asInt()).isEqualTo(2);
        assertThat(now.at("/agents/inCall").asInt()).isEqualTo(1);
        assertThat(now.at("/agents").has("onLine")).as("nobody watches").isFalse();
        assertThat(now.at("/gate/p99Micros").asLong()).isPositive();
        assertThat(now.at("/gate/inFlight").asLong()).isZero();
        assertThat(codes(now)).contains("WATCH_OFF");
    }

    @Test
    void howeverManyAskItIsReadOnceASecond() {
        Counting counts = new Counting(live.reports.counts());
        NowReader reader = reader(counts);
        Now first = reader.now();
        for (int i = 0; i < 1_000; i++) {
            assertThat(reader.now()).isSameAs(first);
        }
        assertThat(counts.reads).as("today and the last hour").isEqualTo(2);
        live.now = live.now.plusMillis(999);
        reader.now();
        assertThat(counts.reads).isEqualTo(2);
        live.now = live.now.plusMillis(1);
        reader.now();
        assertThat(counts.reads).isEqualTo(4);
    }

    @Test
    void decisionsASecondAreThoseBetweenTwoLooks() {
        NowReader reader = reader(live.reports.counts());
        assertThat(reader.now().gate().decisionsPerSecond()).isZero();
        for (int i = 0; i < 5; i++) {
            live.dial(LiveSite.LISTED, "el-2026", "anna");
        }
        live.now = live.now.plusSeconds(2);
        assertThat(reader.now().gate().decisionsPerSecond()).isEqualTo(2.5);
    }

    @Test
    void aRegisterIsSoonThenStale() {
        NowReader reader = reader(live.reports.counts());
        assertThat(reader.now().registers().getFirst().daysLeft().orElseThrow()).isGreaterThan(14);
        assertThat(codes(now(reader))).doesNotContain("REGISTER_SOON", "REGISTER_STALE");
        LocalDate last = reader.now().registers().getFirst().usableUntil().orElseThrow();
        at(last.minusDays(13));
        assertThat(codes(now(reader))).contains("REGISTER_SOON").doesNotContain("REGISTER_STALE");
        assertThat(now(reader).path("alarms").findValuesAsText("daysLeft")).containsExactly("14");
        at(last.plusDays(1));
        assertThat(codes(now(reader))).first().isEqualTo("REGISTER_STALE");
        assertThat(now(reader).at("/registers/0/daysLeft").asInt()).isZero();
    }

    @Test
    void knowledgeThatIsNotFollowedIsAnAlarm() {
        NowReader reader = reader(live.reports.counts());
        live.now = live.now.plusSeconds(3_600);
        assertThat(codes(now(reader))).contains("KNOWLEDGE_OLD");
    }

    @Test
    void whatIsNotWellIsNamed() {
        checks.add(new Check("ledger", true, "ok"));
        checks.add(new Check("register", false, "nix: none"));
        JsonNode now = now(reader(live.reports.counts()));
        assertThat(now.path("ready").asBoolean()).isFalse();
        assertThat(now.at("/alarms/0/code").asText()).isEqualTo("NOT_READY");
        assertThat(now.at("/alarms/0/level").asText()).isEqualTo("red");
        assertThat(now.at("/alarms/0/checks/0").asText()).isEqualTo("register");
        assertThat(now.toString()).doesNotContain("nix: none");
    }

    @Test
    void whatTheGateDoesWithoutIsAnAlarmAndItIsReady() {
        checks.add(new Check("ledger", true, "ok"));
        checks.add(new Check("evidence", false, "disk of this machine").notNeeded());
        JsonNode now = now(reader(live.reports.counts()));
        assertThat(now.path("ready").asBoolean()).isTrue();
        assertThat(now.at("/alarms/0/code").asText()).isEqualTo("DEGRADED");
        assertThat(now.at("/alarms/0/level").asText()).isEqualTo("red");
        assertThat(now.at("/alarms/0/checks/0").asText()).isEqualTo("evidence");
        assertThat(now.toString()).doesNotContain("disk of this machine");
    }

    @Test
    void stopsAndDebtsAreThere() {
        live.site.campaigns().stop(Optional.empty(), "<script>", "kim");
        JsonNode now = now(reader(live.reports.counts()));
        assertThat(now.at("/stops/0/reason").asText()).isEqualTo("<script>");
        assertThat(now.at("/stops/0").has("campaign")).isFalse();
        assertThat(now.path("debts").asInt()).isZero();
    }

    private void at(LocalDate day) {
        live.now = day.atTime(12, 0).atZone(live.site.zone()).toInstant();
        live.knowledge.follow();
    }

    private static List<String> codes(JsonNode now) {
        return now.path("alarms").findValuesAsText("code");
    }

    /// Counts how often it is asked.
    private static final class Counting implements Counts {
        private final Counts counts;
        private int reads;

        Counting(Counts counts) {
            this.counts = counts;
        }

        @Override
        public List<Row> count(Query query) {
            reads++;
            return counts.count(query);
        }

        @Override
        public Row totals(Query query) {
            reads++;
            return counts.totals(query);
        }

        @Override
        public Lag lag() {
            return counts.lag();
        }
    }
}
