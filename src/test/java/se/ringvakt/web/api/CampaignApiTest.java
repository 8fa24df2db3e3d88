package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.web.api.Desk.Answered;
import se.ringvakt.web.api.Desk.Asking;

final class CampaignApiTest {
    private static final Map<String, Object> CALLER_ID =
            Map.of("number", "070-174 06 98", "callBack", true);

    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private Answered read(String id) {
        return desk.ask("campaign").path("id", id).answer();
    }

    /// @param instead key, value, key, value, that replace or add
    private Asking put(String id, Object... instead) {
        List<Object> body =
                new ArrayList<>(
                        List.of(
                                "principal", "elbolaget",
                                "purpose", "sales",
                                "firstDay", "2026-11-01",
                                "lastDay", "2026-12-31",
                                "callerIds", List.of(CALLER_ID)));
        body.addAll(Arrays.asList(instead));
        return desk.ask("putCampaign").path("id", id).body(body.toArray());
    }

    @Test
    void aCampaignIsCreatedReadAndEdited() {
        Answered created = put("sol-2026", "goods", "solpaneler").ifNew().answer();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("state").asText()).isEqualTo("running");
        assertThat(created.json().at("/callerIds/0/number").asText()).isEqualTo("+46701740698");
        assertThat(desk.audited().action()).isEqualTo("campaign.add");
        assertThat(desk.audited().subject()).isEqualTo("sol-2026");
        assertThat(desk.audited().before()).isEmpty();
        assertThat(desk.audited().after()).contains("solpaneler");

        Answered read = read("sol-2026");
        assertThat(read.etag()).isEqualTo(created.etag());
        Answered edited = put("sol-2026", "goods", "batterier").ifMatch(read.etag()).answer();
        assertThat(edited.status()).isEqualTo(200);
        assertThat(edited.etag()).isNotEqualTo(read.etag());
        assertThat(desk.audited().action()).isEqualTo("campaign.change");
        assertThat(desk.audited().before()).contains("solpaneler");
        assertThat(desk.audited().after()).contains("batterier");
        assertThat(desk.ask("listCampaigns").ok().path("items")).hasSize(2);
    }

    @Test
    void theModeStaysUntilItIsTold() {
        JsonNode made = put("sol-2026", "mode", "rehearse").ifNew().ok();
        assertThat(made.path("mode").asText()).isEqualTo("rehearse");
        assertThat(desk.audited().after()).contains("rehearse");

        Optional<String> seen = read("sol-2026").etag();
        JsonNode edited = put("sol-2026", "goods", "batterier").ifMatch(seen).ok();
        assertThat(edited.path("mode").asText()).isEqualTo("rehearse");

        seen = read("sol-2026").etag();
        assertThat(put("sol-2026", "mode", "usual").ifMatch(seen).ok().has("mode")).isFalse();
    }

    @Test
    void whatWasNotSeenIsNotEdited() {
        Answered read = read("el-2026");
        assertThat(put("el-2026").answer().status()).isEqualTo(428);
        assertThat(put("el-2026").ifMatch(Optional.of("\"other\"")).answer().status())
                .isEqualTo(412);
        assertThat(put("el-2026").ifNew().answer().status()).isEqualTo(412);
        assertThat(put("new").ifMatch(read.etag()).answer().status()).isEqualTo(412);
        assertThat(put("new").answer().status()).isEqualTo(428);
        assertThat(desk.audits).isEmpty();
        assertThat(read("el-2026")).isEqualTo(read);
    }

    @Test
    void anEditThatChangesNothingIsNotAudited() {
        put("sol-2026").ifNew().ok();
        put("sol-2026").ifMatch(read("sol-2026").etag()).ok();
        assertThat(desk.audits).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "principal | nobody | /principal | principal: nobody (expected: one of",
                "lastDay | 2026-10-31 | /lastDay | lastDay: 2026-10-31 (expected: not before",
                "goods | '' | /goods | goods: '' (expected: 1 to 200",
                "addressSource | a\u0007b | /addressSource | addressSource: 'a\u0007b' (expected:",
                "callPurpose | ' ' | /callPurpose | callPurpose: '' (expected:",
            })
    void whatBreaksARuleIsRefusedAtItsField(
            String field, String value, String place, String detail) {
        Answered refused = put("sol-2026", field, value).ifNew().answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(detail);
        assertThat(refused.json().at("/0/field").asText()).isEqualTo(place);
        assertThat(read("sol-2026").status()).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "174 | | | /callerIds/0/number | number: 174 (expected:",
                "070-174 06 98 | ../x | | /callerIds/0/play | play: '../x' (expected:",
                "070-174 06 98 | | s,1 | /callerIds/0/route | route: 's,1' (expected:",
            })
    void aCallerIdThatBreaksARuleIsRefusedAtItsField(
            String number, String play, String route, String place, String detail) {
        Map<String, Object> callerId = new HashMap<>();
        callerId.put("number", number);
        callerId.put("callBack", true);
        Optional.ofNullable(play).ifPresent(sound -> callerId.put("play", sound));
        Optional.ofNullable(route).ifPresent(where -> callerId.put("route", where));
        Answered refused = put("sol-2026", "callerIds", List.of(callerId)).ifNew().answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(detail);
        assertThat(refused.json().at("/0/field").asText()).isEqualTo(place);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "purpose | fun | purpose: fun (expected: one of sales,",
                "firstDay | soon | firstDay: soon (expected: a date"
            })
    void aWordThatMeansNothingIsRefused(String field, String value, String detail) {
        Answered refused = put("sol-2026", field, value).ifNew().answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(detail);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a b", "<b>", "../x", "a'--", "\u0000"})
    void anIdHasNoOddCharacters(String id) {
        assertThat(put(id).ifNew().answer().status()).isEqualTo(422);
        assertThat(read(id).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>alert(1)</script>",
                "'; DROP TABLE campaign; --",
                "Åsa & \"Co\" 😀"
            })
    void textsComeBackAsTheyWereWritten(String text) {
        JsonNode made =
                put("x", "goods", text, "offer", text, "addressSource", text, "callPurpose", text)
                        .ifNew()
                        .ok();
        for (String field : List.of("goods", "offer", "addressSource", "callPurpose")) {
            assertThat(made.path(field).asText()).isEqualTo(text);
        }
        assertThat(read("x").json()).isEqualTo(made);
    }

    @Test
    void aCampaignIsClosedTonightOrNow() {
        JsonNode tonight = shut("el-2026", "tonight").json();
        assertThat(tonight.path("lastDay").asText()).isEqualTo("2026-11-23");
        assertThat(tonight.path("state").asText()).isEqualTo("running");
        JsonNode now = shut("el-2026", "now").json();
        assertThat(now.path("lastDay").asText()).isEqualTo("2026-11-22");
        assertThat(now.path("state").asText()).isEqualTo("over");
        assertThat(desk.audits).hasSize(2);

        assertThat(shut("el-2026", "tonight").json()).isEqualTo(now);
        assertThat(desk.audits).hasSize(2);
    }

    private Answered shut(String id, String when) {
        return desk.ask("closeCampaign").path("id", id).body("when", when).answer();
    }

    @Test
    void whatHasNotRunIsNotClosed() {
        put("today", "firstDay", "2026-11-23").ifNew().ok();
        assertThat(shut("today", "now").status()).isEqualTo(409);
        assertThat(shut("today", "tonight").status()).isEqualTo(200);
        JsonNode future = put("future", "firstDay", "2026-12-01").ifNew().ok();
        assertThat(future.path("state").asText()).isEqualTo("future");
        assertThat(shut("future", "tonight").status()).isEqualTo(409);
        assertThat(shut("nobody", "now").status()).isEqualTo(404);
    }

    @Test
    void aStopHoldsUntilItIsLifted() {
        JsonNode stop = desk.ask("stop").body("campaign", "el-2026", "reason", "klagomål").ok();
        assertThat(stop.path("who").asText()).isEqualTo("anna");
        assertThat(desk.audited().action()).isEqualTo("stop");
        assertThat(desk.audited().reason()).isEqualTo("klagomål");
        Answered read = read("el-2026");
        assertThat(read.json().path("state").asText()).isEqualTo("stopped");
        assertThat(read.json().at("/stop/reason").asText()).isEqualTo("klagomål");

        desk.ask("stop").body("reason", "allt").ok();
        assertThat(desk.ask("listStops").ok().path("items")).hasSize(2);
        assertThat(read("el-2026").json().at("/stop/reason").asText()).isEqualTo("allt");
        assertThat(read("el-2026").etag()).isEqualTo(read.etag());

        JsonNode resumed = desk.ask("resume").body().ok();
        assertThat(resumed.path("resumed").asBoolean()).isTrue();
        assertThat(resumed.path("stillStopped").asBoolean()).isTrue();
        assertThat(desk.audited().action()).isEqualTo("resume");
        desk.ask("resume").body("campaign", "el-2026").ok();
        int audits = desk.audits.size();
        assertThat(desk.ask("resume").body().ok().path("resumed").asBoolean()).isFalse();
        assertThat(desk.audits).hasSize(audits);
    }

    @Test
    void aStopIsSeenByTheGate() {
        desk.ask("stop").body("reason", "<b>allt</b>").ok();
        desk.now = desk.now.plus(Duration.ofMillis(250));
        desk.knowledge.follow();
        JsonNode check = desk.ask("explain").body("number", Desk.FREE).ok();
        assertThat(check.at("/reasons/0/code").asText()).isEqualTo("STOPPED");
        assertThat(check.at("/reasons/0/text").asText())
                .isEqualTo("everything is stopped: <b>allt</b>");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\u0007b", "a\nb"})
    void aStopNeedsAReason(String reason) {
        Answered refused = desk.ask("stop").body("reason", reason).answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("reason: '");
        assertThat(desk.ask("listStops").ok().path("items")).isEmpty();
    }

    @Test
    void aStopOfNothingIsRefused() {
        assertThat(desk.ask("stop").body("campaign", "x", "reason", "y").answer().detail())
                .isEqualTo("campaign: x (expected: one of el-2026)");
        assertThat(desk.ask("resume").body("campaign", "x").answer().status()).isEqualTo(422);
    }

    @Test
    void aPrincipalIsCreatedReadAndEdited() {
        Answered created =
                desk.ask("putPrincipal")
                        .path("id", "tidningen")
                        .body("name", "Tidningen <AB>", "callerType", "press")
                        .ifNew()
                        .answer();
        assertThat(created.status()).isEqualTo(201);
        assertThat(created.json().path("name").asText()).isEqualTo("Tidningen <AB>");
        Answered read = desk.ask("principal").path("id", "tidningen").answer();
        assertThat(read.etag()).isEqualTo(created.etag());
        Answered edited =
                desk.ask("putPrincipal")
                        .path("id", "tidningen")
                        .body("name", "Tidningen AB")
                        .ifMatch(read.etag())
                        .answer();
        assertThat(edited.json().path("callerType").asText()).isEqualTo("ordinary");
        assertThat(desk.audits)
                .extracting(AuditEntry::action)
                .containsExactly("principal.add", "principal.change");
        assertThat(desk.ask("listPrincipals").ok().path("items")).hasSize(3);
    }

    @Test
    void aPrincipalThatMakesNoSenseIsRefused() {
        Asking blank = desk.ask("putPrincipal").path("id", "x").body("name", " ").ifNew();
        assertThat(blank.answer().json().at("/0/field").asText()).isEqualTo("/name");
        Asking type = desk.ask("putPrincipal").path("id", "x").body("name", "X", "callerType", "y");
        assertThat(type.ifNew().answer().detail()).startsWith("callerType: y (expected: one of");
        assertThat(desk.ask("principal").path("id", "x").answer().status()).isEqualTo(404);
        assertThat(
                        desk.ask("putPrincipal")
                                .path("id", "elbolaget")
                                .body("name", "X")
                                .answer()
                                .status())
                .isEqualTo(428);
    }
}
