package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.access.Right;
import se.ringvakt.gate.Answer;
import se.ringvakt.ledger.Samples;
import se.ringvakt.site.Mistyped;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// Decisions on record, as the API shows them.
final class DecisionApiTest {
    @TempDir private Path folder;
    private LiveSite live;

    @BeforeEach
    void furnish() throws InterruptedException {
        live = new LiveSite(folder);
        new DecisionApi(live.site, live.knowledge, live.reports.decisions()).offer(live.operations);
        live.dial(LiveSite.FREE, "el-2026", "anna");
        live.now = LiveSite.NOON.plusSeconds(1);
        live.dial(LiveSite.LISTED, "el-2026", "=cmd()");
        live.now = LiveSite.NOON.plusSeconds(2);
        live.dial(LiveSite.FREE, "el-nord", "bo");
        live.now = LiveSite.NOON.plusSeconds(3);
        live.dial(LiveSite.LISTED, "070-174 06 77 <b>", "");
        live.recorded(4);
        live.rolled();
    }

    @AfterEach
    void close() {
        live.close();
    }

    @Test
    void theNewestComesFirstMaskedAndAsTheContractSays() {
        JsonNode page = live.json("listDecisions");
        assertThat(ids(page)).hasSize(4);
        assertThat(page.path("items").findValuesAsText("at"))
                .isSortedAccordingTo((a, b) -> b.compareTo(a));
        JsonNode allowed = page.at("/items/3");
        assertThat(allowed.path("verdict").asText()).isEqualTo("allow");
        assertThat(allowed.path("number").asText()).isEqualTo("+4670174xxxx");
        assertThat(allowed.path("campaignPrincipal").asText()).isEqualTo("elbolaget");
        assertThat(allowed.has("reason")).isFalse();
        assertThat(page.at("/items/2/reasons/0").asText()).isEqualTo("LISTED");
        assertThat(page.at("/items/2/reason").asText()).isEqualTo("LISTED");
        assertThat(page.has("next")).isFalse();
        assertThat(page.toString()).doesNotContainPattern("70-?174 ?06 ?[0-9]{2}");
    }

    @Test
    void aNameThatNoCampaignHasHidesNumbersAndKeepsItsMarks() {
        JsonNode unknown = live.json("listDecisions").at("/items/0");
        assertThat(unknown.path("campaign").asText()).isEqualTo("xxx-xxx xx xx <b>");
        assertThat(unknown.has("campaignPrincipal")).isFalse();
    }

    @Test
    void pagesFollowOneAnother() {
        List<String> seen = new ArrayList<>();
        JsonNode page = live.json("listDecisions", "limit", "1");
        seen.addAll(ids(page));
        while (page.has("next")) {
            page = live.json("listDecisions", "limit", "1", "after", page.path("next").asText());
            seen.addAll(ids(page));
        }
        assertThat(seen).hasSize(4).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({
        "verdict,allow,1",
        "verdict,deny,3",
        "verdict,'allow,deny',4",
        "reason,LISTED,1",
        "reason,'LISTED,UNKNOWN_CAMPAIGN',2",
        "campaign,el-nord,1",
        "principal,elbolaget,3",
        "principal,fonden,0",
        "agent,anna,1",
        "agent,'',1",
        "agent,' anna',0",
        "agent,''' OR 1=1 --',0",
        "status,''') UNION SELECT 1 --',0",
        "breach,true,0",
        "silent,true,0",
        "from,2026-11-23T12:00:02+01:00,2",
        "from,2026-11-24T00:00:00+01:00,0",
        "to,2026-11-23T12:00:02+01:00,2",
        "limit,500,4",
        "limit,1,1",
    })
    void filtersNarrow(String name, String value, int left) {
        assertThat(ids(live.json("listDecisions", name, value))).hasSize(left);
    }

    @Test
    void aNumberThatWasTypedIsShownInFull() {
        JsonNode page =
                Promised.checked(
                        "searchDecisions",
                        live.post("searchDecisions", "{\"number\": \"0701740605\"}"));
        assertThat(page.path("items").findValuesAsText("number"))
                .containsExactly("+46701740605", "+46701740605");
    }

    @Test
    void aBodyFiltersAsAnAddressDoes() {
        JsonNode page =
                Promised.checked(
                        "searchDecisions",
                        live.post(
                                "searchDecisions",
                                "{\"number\": \"0701740605\", \"campaign\": \"el-nord\","
                                        + " \"breach\": false, \"limit\": 1}"));
        assertThat(ids(page)).hasSize(1);
        assertThat(page.has("next")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"listDecisions", "exportDecisions"})
    void aNumberInAnAddressIsRefusedAndNotRepeated(String operation) {
        assertThatThrownBy(() -> live.ask(operation, "number", "0701740605"))
                .isInstanceOf(Problem.class)
                .hasMessage("number: in the address (expected: in the body, see POST .../search)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit | 0 | limit: 0 (expected: 1 to 500)",
                "limit | 501 | limit: 501 (expected: 1 to 500)",
                "limit | -1 | limit: -1 (expected: 1 to 500)",
                "limit | 99999999999 | limit: 99999999999 (expected: 1 to 500)",
                "after | garbage | after: garbage (expected: the next of a page)",
                "after | 1.x-1 | after: 1.x-1 (expected: the next of a page)",
                "verdict | maybe | verdict: maybe (expected: allow, deny or both)",
            })
    void whatMakesNoSenseIsToldInOneLine(String name, String value, String line) {
        assertThatThrownBy(() -> live.ask("listDecisions", name, value))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> {
                            assertThat(problem.kind()).isEqualTo(Kind.UNPROCESSABLE);
                            assertThat(problem.detail()).isEqualTo(line);
                        });
    }

    @Test
    void unknownNamesAreToldWithThoseThereAre() {
        assertThatThrownBy(() -> live.ask("listDecisions", "reason", "NIX"))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith("reason: NIX (expected: one of [INVALID_NUMBER, ");
        assertThatThrownBy(() -> live.ask("listDecisions", "campaign", "'; DROP TABLE attempt"))
                .isInstanceOf(Mistyped.class)
                .hasMessageContaining("expected: one of el-2026, el-nord");
        assertThatThrownBy(() -> live.ask("listDecisions", "principal", "x"))
                .isInstanceOf(Mistyped.class);
        assertThatThrownBy(() -> live.post("searchDecisions", "{\"number\": \"12\"}"))
                .isInstanceOf(Mistyped.class);
        assertThatThrownBy(() -> live.ask("listDecisions", "agent", "a".repeat(201)))
                .isInstanceOf(Problem.class);
    }

    @Test
    void aPeriodThatEndsBeforeItBeginsIsRefused() {
        assertThatThrownBy(() ->
                        live.ask(
                                "listDecisions",
                                "from",
                                "2026-11-24T00:00:00+01:00",
                                "to",
                                "2026-11-23T00:00:00+01:00"))
                .isInstanceOf(Problem.class)
                .hasMessage("to: 2026-11-23T00:00:00+01:00 (expected: not before from)");
        assertThat(
                        ids(
                                live.json(
                                        "listDecisions",
                                        "from",
                                        "2026-11-23T00:00:00+01:00",
                                        "to",
                                        "2026-11-23T00:00:00+01:00")))
                .isEmpty();
    }

    @Test
    void oneIsShownWithItsBasisAndWhatBecameOfIt() {
        var attempt = ((Answer.Allowed) live.dial("070-174 06 06", "el-2026", "eva")).attempt();
        live.site.ledger().settle(attempt.id(), Samples.givenUp(attempt));

        JsonNode found = Promised.checked("decision", live.askOne("decision", "a-" + attempt.id()));
        assertThat(found.path("basis").asText()).contains("nix@2026-11-20");
        assertThat(found.path("breach").asBoolean()).isTrue();
        assertThat(found.path("ringMillis").asLong()).isEqualTo(18_500);
        assertThat(found.at("/outcome/outcome/breach/agent").asText()).isEqualTo("eva");
        assertThat(found.toString()).doesNotContain("+46701740606");
        String denial = ids(live.json("listDecisions", "verdict", "deny")).getFirst();
        JsonNode denied = Promised.checked("decision", live.askOne("decision", denial));
        assertThat(denied.has("outcome")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a-1", "d-999", "x-1", "a-", "../../etc/passwd", "a-99999999999999999999"})
    void whatThereIsNotIsNotFound(String id) {
        assertThatThrownBy(() -> live.askOne("decision", id))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(Kind.NOT_FOUND));
    }

    @Test
    void anExportHoldsAllOfThemAndNoFormula() {
        String csv = LiveSite.text(live.ask("exportDecisions"));
        assertThat(csv).startsWith("\uFEFFid,at,number,");
        assertThat(csv.lines()).hasSize(5);
        assertThat(csv)
                .contains(",'=cmd(),", ",'+4670174xxxx,", ",LISTED,", "<b>")
                .doesNotContain(",=", ",+", "46701740605");
        assertThat(live.audited).isEmpty();
        assertThat(LiveSite.text(live.ask("exportDecisions", "verdict", "allow")).lines())
                .hasSize(2);
    }

    @Test
    void wholeNumbersNeedTheRightAndAreAudited() {
        String csv =
                LiveSite.text(
                        live.post(
                                "exportFoundDecisions",
                                "{\"full\": true, \"number\": \"0701740605\"}"));
        assertThat(csv).contains("'+46701740605");
        assertThat(live.audited)
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.action()).isEqualTo("decision.export");
                    assertThat(entry.who()).isEqualTo("system:kim");
                    assertThat(entry.after()).contains("+4670174xxxx").doesNotContain("1740605");
                });
        assertThatThrownBy(() -> live.askAs(Set.of(Right.SEE), "exportDecisions", "full", "true"))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(Kind.FORBIDDEN));
        assertThat(live.audited).hasSize(1);
        assertThat(LiveSite.text(live.askAs(Set.of(Right.SEE), "exportDecisions")))
                .contains("xxxx");
    }

    private static List<String> ids(JsonNode page) {
        return page.path("items").findValuesAsText("id");
    }
}
