package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.gate.Answer;
import se.ringvakt.ledger.Samples;
import se.ringvakt.web.Problem;

/// What has been, counted, and the agents who did it.
final class HistoryApiTest {
    @TempDir private Path folder;
    private LiveSite live;

    @BeforeEach
    void furnish() throws InterruptedException {
        live = new LiveSite(folder);
        new HistoryApi(live.site, live.knowledge, live.reports.counts()).offer(live.operations);
        new AgentApi(live.site, live.gate, live.knowledge, live.supervision, live.reports.counts())
                .offer(live.operations);
        var attempt = ((Answer.Allowed) live.dial(LiveSite.FREE, "el-2026", "anna")).attempt();
        live.gate.outcomes().told(Samples.givenUp(attempt).report());
        live.dial(LiveSite.LISTED, "el-2026", "=bo");
        live.dial("070-174 06 51", "el-nord", "anna");
        live.dial("070-174 06 07", "nowhere", "eva");
        live.recorded(4);
        live.now = LiveSite.NOON.plusSeconds(90);
        live.rolled();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void rowsAndTotalAreAsTheContractSays() {
        JsonNode history = live.json("history");
        assertThat(history.path("by").asText()).isEqualTo("hour");
        assertThat(history.path("from").asText()).isEqualTo("2026-11-23T00:00:00+01:00");
        assertThat(history.at("/rows/0/key").asText()).isEqualTo("2026-11-23T12:00+01:00");
        assertThat(history.at("/total/dials").asLong()).isEqualTo(4);
        assertThat(history.at("/total/denied").asLong()).isEqualTo(3);
        assertThat(history.at("/total/reasons/LISTED").asLong()).isEqualTo(2);
        assertThat(history.at("/total/key").asText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "minute,2026-11-23T12:00+01:00,1",
        "day,2026-11-23,1",
        "weekday-hour,1T12,1",
        "campaign,el-2026,3",
        "principal,elbolaget,2",
        "agent,anna,3",
        "reason,LISTED,2",
    })
    void eachKeyIsWrittenAsTheContractSays(String by, String first, int rows) {
        JsonNode history = live.json("history", "by", by);
        assertThat(history.path("rows")).hasSize(rows);
        assertThat(history.path("rows").findValuesAsText("key")).contains(first);
    }

    @Test
    void aPrincipalsRowIsTheSumOfItsCampaigns() {
        JsonNode rows = live.json("history", "by", "principal").path("rows");
        assertThat(rows.at("/0/key").asText()).isEqualTo("elbolaget");
        assertThat(rows.at("/0/dials").asLong()).isEqualTo(3);
        assertThat(rows.at("/0/reasons/LISTED").asLong()).isEqualTo(2);
        assertThat(rows.at("/1/key").asText()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "campaign,el-nord,1",
        "principal,elbolaget,3",
        "principal,fonden,0",
        "agent,anna,2",
        "agent,''' OR 1=1 --',0",
        "reason,LISTED,2",
        "reason,'LISTED,UNKNOWN_CAMPAIGN',3",
    })
    void filtersNarrow(String name, String value, int dials) {
        assertThat(live.json("history", name, value).at("/total/dials").asInt()).isEqualTo(dials);
    }

    @Test
    void whatMakesNoSenseIsToldInOneLine() {
        assertThatThrownBy(() -> live.ask("history", "by", "week"))
                .isInstanceOf(Problem.class)
                .hasMessage(
                        "by: week (expected: agent, campaign, day, hour, minute, principal, reason,"
                                + " weekday-hour)");
        assertThatThrownBy(() ->
                        live.ask(
                                "history",
                                "from",
                                "2026-11-24T00:00:00+01:00",
                                "to",
                                "2026-11-23T00:00:00+01:00"))
                .isInstanceOf(Problem.class);
        assertThatThrownBy(() -> live.ask("history", "from", "yesterday"))
                .hasMessageContaining("expected");
    }

    @Test
    void anExportHasAColumnForEachReasonAndNoFormula() {
        String csv = LiveSite.text(live.ask("exportHistory", "by", "agent"));
        assertThat(csv.lines().findFirst())
                .contains(
                        "\uFEFFagent,dials,allowed,denied,answered,met,silent,breaches,rehearsed,"
                                + "LISTED,UNKNOWN_CAMPAIGN");
        assertThat(csv).contains("\n'=bo,1,0,1,", "anna,2,1,1,");
    }

    @Test
    void aNumberInTheCampaignsPlaceIsMasked() throws InterruptedException {
        live.dial(LiveSite.FREE, "070-174 06 77", "eva");
        live.dial(LiveSite.FREE, "070-174 06 78", "eva");
        live.recorded(6);
        live.now = LiveSite.NOON.plusSeconds(180);
        live.rolled();
        JsonNode rows = live.json("history", "by", "campaign").path("rows");
        assertThat(rows.findValuesAsText("key"))
                .containsExactlyInAnyOrder("el-2026", "xxx-xxx xx xx", "el-nord", "nowhere");
        assertThat(rows)
                .filteredOn(row -> row.path("key").asText().startsWith("xxx"))
                .extracting(row -> row.path("denied").asInt())
                .containsExactly(2);
        assertThat(LiveSite.text(live.ask("exportHistory", "by", "campaign")))
                .contains("\nxxx-xxx xx xx,2,0,2,")
                .doesNotContain("174");
    }

    @Test
    void agentsAreShownWithTheirBreachesAndWhatTheyHold() {
        var held = ((Answer.Allowed) live.dial("070-174 06 08", "el-2026", "olle")).attempt();
        JsonNode agents = live.json("listAgents").path("items");
        assertThat(agents.findValuesAsText("agent")).containsExactly("=bo", "anna", "eva", "olle");
        JsonNode anna = agents.get(1);
        assertThat(anna.path("dials").asInt()).isEqualTo(2);
        assertThat(anna.has("attempt")).isFalse();
        assertThat(anna.has("onLine")).as("nobody watches").isFalse();
        assertThat(agents.get(3).path("attempt").asText()).isEqualTo(held.id().toString());
        assertThat(agents.get(3).has("breachRate")).isFalse();
    }
}
