package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.gate.Answer;

/// What is told of calls that would have been denied.
class RehearsalApiTest {
    private static final String REHEARSING =
            """
            principals: []
            campaigns:
              - id: el-2026
                principal: elbolaget
                purpose: sales
                first-day: 2026-01-01
                last-day: 2026-12-31
                caller-ids:
                  - number: 070-174 06 99
                    call-back: true
                mode: rehearse
            """;

    @TempDir private Path folder;
    private LiveSite live;

    @BeforeEach
    void open() {
        live = new LiveSite(folder);
    }

    @AfterEach
    void close() {
        live.close();
    }

    private void rehearse() {
        CampaignFile file =
                CampaignFile.read(
                        LiveSite.write(folder.resolve("rehearsing.yaml"), REHEARSING),
                        live.site.plan(),
                        live.site.campaigns().read().principals());
        live.site.campaigns().apply(file.principals(), file.campaigns());
    }

    @Test
    void aRehearsedDialIsOneDecisionWithItsReasons() throws InterruptedException {
        rehearse();
        var out = (Answer.Allowed) live.dial(LiveSite.LISTED, "el-2026", "anna");
        assertThat(live.dial(LiveSite.LISTED, "el-nord", "bo")).isInstanceOf(Answer.Denied.class);
        live.recorded(2);
        live.rolled();
        new DecisionApi(live.site, live.knowledge, live.reports.decisions()).offer(live.operations);

        JsonNode rehearsed = live.json("listDecisions", "rehearsed", "true").path("items");
        assertThat(rehearsed).hasSize(1);
        assertThat(rehearsed.at("/0/id").asText()).isEqualTo("a-" + out.attempt().id());
        assertThat(rehearsed.at("/0/verdict").asText()).isEqualTo("allow");
        assertThat(rehearsed.at("/0/rehearsed").asBoolean()).isTrue();
        assertThat(rehearsed.at("/0/reason").asText()).isEqualTo("LISTED");
        assertThat(rehearsed.at("/0").has("attempt")).isFalse();
        JsonNode denied = live.json("listDecisions", "verdict", "deny", "campaign", "el-2026");
        assertThat(denied.path("items")).isEmpty();
        assertThat(live.json("listDecisions", "reason", "LISTED").path("items")).hasSize(2);
        JsonNode stopped = live.json("listDecisions", "verdict", "deny", "campaign", "el-nord");
        assertThat(stopped.at("/items/0/rehearsed").asBoolean()).isFalse();
    }

    @Test
    void itIsOneDialThatWasNotStopped() throws InterruptedException {
        rehearse();
        live.dial(LiveSite.LISTED, "el-2026", "anna");
        live.recorded(1);
        live.rolled();
        new NowApi(live.nowReader()).offer(live.operations);
        new HistoryApi(live.site, live.knowledge, live.reports.counts()).offer(live.operations);

        JsonNode today = live.json("now").path("today");
        assertThat(today.path("dials").asInt()).isEqualTo(1);
        assertThat(today.path("allowed").asInt()).isEqualTo(1);
        assertThat(today.path("denied").asInt()).isZero();
        assertThat(today.path("rehearsed").asInt()).isEqualTo(1);
        live.now = LiveSite.NOON.plusSeconds(90);
        JsonNode total = live.json("history", "by", "campaign").path("total");
        assertThat(total.at("/rehearsedReasons/LISTED").asInt()).isEqualTo(1);
        assertThat(total.path("reasons")).isEmpty();
    }

    @Test
    void everyPageIsToldWhileItLasts() {
        new NowApi(live.nowReader()).offer(live.operations);
        assertThat(alarm(live.json("now")).isMissingNode()).isTrue();
        rehearse();
        live.knowledge.follow();
        live.now = live.now.plusSeconds(5);
        JsonNode alarm = alarm(live.json("now"));
        assertThat(alarm.path("level").asText()).isEqualTo("amber");
        assertThat(alarm.path("name").asText()).isEqualTo("el-2026");
    }

    private static JsonNode alarm(JsonNode now) {
        for (JsonNode alarm : now.path("alarms")) {
            if (alarm.path("code").asText().equals("REHEARSAL")) {
                return alarm;
            }
        }
        return now.path("none");
    }
}
