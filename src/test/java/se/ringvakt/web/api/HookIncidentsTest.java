package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.hook.Event;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.report.Filter;

final class HookIncidentsTest {
    @TempDir private Path folder;
    private final List<Event> events = new ArrayList<>();
    private LiveSite live;
    private HookIncidents incidents;

    @BeforeEach
    void furnish() {
        live = new LiveSite(folder);
        incidents =
                new HookIncidents(
                        events::add, () -> true, live.knowledge::campaigns, live.site.clock());
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void aNumberInTheCampaignsPlaceIsToldMaskedToo() throws InterruptedException {
        live.dial(LiveSite.LISTED, "070-174 06 77", "eva");
        live.dial(LiveSite.LISTED, "el-2026", "eva");
        live.recorded(2);
        live.reports
                .decisions()
                .page(Filter.ALL, Optional.empty(), 9)
                .decisions()
                .forEach(incidents::blocked);
        assertThat(events)
                .map(Event.Blocked.class::cast)
                .extracting(Event.Blocked::campaign, Event.Blocked::masked)
                .containsExactlyInAnyOrder(
                        tuple("070-174 06 77", "xxx-xxx xx xx"), tuple("el-2026", "el-2026"));
    }

    /// Six digits are no number; seven may be, in any script.
    @Test
    void onlyWhatMayBeANumberIsMasked() {
        assertThat(masked("el-2026")).isEqualTo("el-2026");
        assertThat(masked("el-202611")).isEqualTo("el-202611");
        assertThat(masked("el-2026112")).isEqualTo("el-xxxxxxx");
        assertThat(masked("\u0660\u0661\u0662\u0663\u0664\u0665\u0666")).isEqualTo("xxxxxxx");
    }

    @Test
    void theNameOfACampaignStaysWholeHoweverManyDigitsItHas() {
        Campaign one = live.knowledge.campaigns().find(new CampaignId("el-2026")).orElseThrow();
        Campaigns campaigns =
                new Campaigns(
                        Map.of(), Map.of(new CampaignId("el-20261123"), one), Map.of(), List.of());
        assertThat(CampaignNames.masked("el-20261123", campaigns)).isEqualTo("el-20261123");
        assertThat(CampaignNames.masked("el-20261124", campaigns)).isEqualTo("el-xxxxxxxx");
    }

    private String masked(String name) {
        return CampaignNames.masked(name, live.knowledge.campaigns());
    }
}
