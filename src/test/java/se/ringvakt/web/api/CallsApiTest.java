package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.Attempt;
import se.ringvakt.gate.Answer;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Samples;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

/// What went wrong with calls, and the numbers behind it.
final class CallsApiTest {
    @TempDir private Path folder;
    private LiveSite live;
    private Attempt breach;
    private Attempt silent;

    @BeforeEach
    void furnish() {
        live = new LiveSite(folder);
        new CallsApi(live.site, live.knowledge).offer(live.operations);
        new RevealApi(
                        live.site,
                        live.reports.decisions(),
                        Map.of(
                                "entry",
                                id ->
                                        id.equals("7")
                                                ? Optional.of(Samples.number(7))
                                                : Optional.empty()))
                .offer(live.operations);
        breach = allowed(LiveSite.FREE, "anna");
        live.site.ledger().settle(breach.id(), Samples.givenUp(breach));
        silent = allowed("070-174 06 06", "bo");
        live.site.ledger().silent(silent.id(), LiveSite.NOON.plusSeconds(9));
        live.site
                .ledger()
                .record(
                        new Bypass(
                                LiveSite.NOON,
                                "växel",
                                "PJSIP/agent101-00000012",
                                "0701740607@trunk",
                                Optional.of(Samples.number(2)),
                                "utgående,0701740607,1",
                                true));
    }

    @AfterEach
    void close() {
        live.close();
    }

    private Attempt allowed(String number, String agent) {
        return ((Answer.Allowed) live.dial(number, "el-2026", agent)).attempt();
    }

    @Test
    void breachesAreListedWithWhomTheyAreHeldAgainst() {
        JsonNode found = live.json("listBreaches");
        assertThat(found.at("/breaches/0/attempt").asText()).isEqualTo(breach.id().toString());
        assertThat(found.at("/breaches/0/number").asText()).isEqualTo("+4670174xxxx");
        assertThat(found.at("/agents/anna").asInt()).isEqualTo(1);
        assertThat(found.at("/campaigns/el-2026").asInt()).isEqualTo(1);
        assertThat(live.json("listBreaches", "agent", "bo").path("breaches")).isEmpty();
        assertThat(live.json("listBreaches", "campaign", "el-nord").path("breaches")).isEmpty();
        assertThat(live.json("listBreaches", "since", "2026-11-23T12:00:01+01:00").path("breaches"))
                .isEmpty();
    }

    @Test
    void theListIsCutAndTheSumsAreNot() {
        Attempt another = allowed("070-174 06 09", "eva");
        live.site.ledger().settle(another.id(), Samples.givenUp(another));
        JsonNode found = live.json("listBreaches", "limit", "1");
        assertThat(found.path("breaches")).hasSize(1);
        assertThat(found.path("more").asInt()).isEqualTo(1);
        assertThat(found.at("/campaigns/el-2026").asInt()).isEqualTo(2);
    }

    @Test
    void debtsTellWhenTheyMayBeCalled() {
        JsonNode found = live.json("listDebts").path("items").get(0);
        assertThat(found.path("id").asText()).isEqualTo(silent.id().toString());
        assertThat(found.path("number").asText()).isEqualTo("+4670174xxxx");
        assertThat(found.path("now").asBoolean()).isFalse();
        assertThat(found.at("/whyNotNow/0/code").asText()).isNotEmpty();
        assertThat(live.json("listDebts", "agent", "anna").path("items")).isEmpty();
    }

    @Test
    void bypassesAreMaskedWhereverTheNumberStands() {
        JsonNode found = live.json("listBypasses").path("items").get(0);
        assertThat(found.path("number").asText()).isEqualTo("+4670174xxxx");
        assertThat(found.path("channel").asText()).isEqualTo("PJSIP/agent101-00000012");
        assertThat(found.toString()).doesNotContain("1740607");
    }

    @ParameterizedTest
    @CsvSource({
        "listBreaches,limit,0",
        "listBreaches,limit,501",
        "listDebts,limit,x",
        "listBypasses,since,2026-08-22T12:00:00+02:00",
        "listBreaches,since,2020-01-01T00:00:00+01:00"
    })
    void whatMakesNoSenseIsRefused(String operation, String name, String value) {
        assertThatThrownBy(() -> live.ask(operation, name, value))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(Kind.UNPROCESSABLE));
    }

    @Test
    void whatIsShownIsRevealedAndWhoLookedIsOnTheAuditLogWithoutTheNumber() {
        reveal("breach", breach.id().toString(), "+46701740605");
        reveal("debt", silent.id().toString(), "+46701740606");
        reveal("decision", "a-" + breach.id(), "+46701740605");
        String bypass = live.json("listBypasses").at("/items/0/id").asText();
        reveal("bypass", bypass, "+46701740607");
        reveal("entry", "7", "+46701740612");
        assertThat(live.audited)
                .hasSize(5)
                .allSatisfy(entry -> {
                    assertThat(entry.action()).isEqualTo("number.reveal");
                    assertThat(entry.who()).isEqualTo("system:kim");
                    assertThat(entry.after()).isEqualTo("{\"number\":\"+4670174xxxx\"}");
                    assertThat(entry.toString()).doesNotContainPattern("467017406\\d\\d");
                });
        assertThat(live.audited.getFirst().subject()).isEqualTo("breach " + breach.id());
    }

    private void reveal(String kind, String id, String number) {
        JsonNode found = Promised.checked("reveal", post(kind, id));
        assertThat(found.path("number").asText()).isEqualTo(number);
    }

    private Reply post(String kind, String id) {
        return live.post("reveal", "{\"kind\":\"%s\",\"id\":\"%s\"}".formatted(kind, id));
    }

    @ParameterizedTest
    @CsvSource({
        "breach,1",
        "debt,x",
        "decision,d-1",
        "decision,x",
        "bypass,0",
        "bypass,-1",
        "entry,8"
    })
    void whatThereIsNotIsNotFoundAndNotAudited(String kind, String id) {
        assertThatThrownBy(() -> post(kind, id))
                .isInstanceOfSatisfying(
                        Problem.class,
                        problem -> assertThat(problem.kind()).isEqualTo(Kind.NOT_FOUND));
        assertThat(live.audited).isEmpty();
    }

    @Test
    void whatCannotBeRevealedIsTold() {
        assertThatThrownBy(() -> post("user", "anna"))
                .hasMessage("kind: user (expected: one of breach, bypass, debt, decision, entry)");
    }
}
