package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.web.api.Desk.Answered;

/// Lists that are searched by what stands in a body, and answers in the reader's language.
final class SearchApiTest {
    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.ask("addBlock").body("number", Desk.FREE, "list", "centre").ok();
        desk.ask("addBlock").body("number", "0701740607", "list", "centre").ok();
        desk.ask("addConsent")
                .body("number", Desk.FREE, "principal", "elbolaget", "proof", "nr 7")
                .ok();
        desk.ask("addCustomer")
                .body("number", Desk.FREE, "principal", "elbolaget", "since", "2025-01-01")
                .ok();
        desk.ask("addSubscription").body("number", Desk.FREE, "kind", "company").ok();
    }

    @AfterEach
    void close() {
        desk.close();
    }

    @ParameterizedTest
    @CsvSource({
        "searchBlocks, 1",
        "searchConsents, 1",
        "searchCustomers, 1",
        "searchSubscriptions, 1",
        "searchChanges, 4",
    })
    void whatConcernsANumberIsFoundInFull(String operation, int many) {
        JsonNode found = desk.ask(operation).body("number", Desk.FREE).ok().path("items");
        assertThat(found).hasSize(many);
        assertThat(found.findValuesAsText("number")).containsOnly("+46701740605");
    }

    @Test
    void aBodyFiltersAndPagesAsAnAddressDoes() {
        JsonNode first = desk.ask("searchBlocks").body("number", "0701*", "limit", 1).ok();
        assertThat(first.path("items")).hasSize(1);
        JsonNode second =
                desk.ask("searchBlocks")
                        .body("number", "0701*", "after", first.path("next").asText())
                        .ok();
        assertThat(second.path("items")).hasSize(1);
        assertThat(second.at("/items/0/id")).isNotEqualTo(first.at("/items/0/id"));
        assertThat(
                        desk.ask("searchChanges")
                                .body("number", Desk.FREE, "kind", "consents")
                                .ok()
                                .path("items"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "listBlocks",
                "listConsents",
                "listCustomers",
                "listSubscriptions",
                "listChanges"
            })
    void aNumberInAnAddressIsRefusedAndNotRepeated(String operation) {
        Answered answered = desk.ask(operation).query("number", Desk.FREE).answer();
        assertThat(answered.status()).isEqualTo(422);
        assertThat(answered.detail())
                .startsWith("number: in the address (expected: in the body")
                .doesNotContain("174");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | i registret nix",
                "sv-SE,sv;q=0.9,en;q=0.8 | i registret nix",
                "en | in the register nix",
                "de | in the register nix",
                "de,sv;q=0.1 | i registret nix",
                ";;; | in the register nix",
            })
    void reasonsAreToldInTheReadersLanguage(String wanted, String end) {
        JsonNode explained =
                desk.ask("explain")
                        .header("accept-language", wanted)
                        .body("number", Desk.LISTED, "campaign", "el-2026")
                        .ok();
        assertThat(explained.at("/reasons/0/text").asText()).endsWith(end);
        JsonNode looked =
                desk.ask("number")
                        .header("accept-language", wanted)
                        .body("number", Desk.LISTED)
                        .ok();
        assertThat(looked.at("/check/reasons/0/text").asText()).endsWith(end);
        assertThat(looked.at("/verdicts/0/reasons/0/text").asText()).endsWith(end);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sv | uppdraget pågår från 2026-01-01 till 2026-12-31 | versionen av nix är äldre än",
                "en | the campaign runs from 2026-01-01 to 2026-12-31 | the version of nix is older than",
            })
    void reasonsSayWhatTheyRestOn(String wanted, String closed, String stale) {
        JsonNode reasons =
                desk.ask("explain")
                        .header("accept-language", wanted)
                        .body(
                                "number", Desk.LISTED,
                                "campaign", "el-2026",
                                "at", "2027-04-05T12:00")
                        .ok()
                        .path("reasons");
        assertThat(reasons.findValuesAsText("text"))
                .contains(closed)
                .anyMatch(text -> text.matches(stale + " \\d \\S+"));
    }

    @Test
    void whatIsTakenForGrantedIsToldInTheReadersLanguageToo() {
        JsonNode explained =
                desk.ask("explain")
                        .header("accept-language", "sv")
                        .body("number", Desk.LISTED)
                        .ok();
        assertThat(explained.path("assumed").findValuesAsText("text"))
                .containsExactly(
                        "uppdraget el-2026, det enda",
                        "en agent som är ledig, eftersom ingen är angiven");
        assertThat(explained.path("past").asBoolean()).isFalse();
    }

    @Test
    void whatIsNotKnownOfAPastTimeIsToldInTheReadersLanguageToo() {
        desk.now = Desk.NOON.plusSeconds(60);
        JsonNode then =
                desk.ask("explain")
                        .header("accept-language", "sv")
                        .body("number", "070-174 06 12", "agent", "bo", "at", Desk.NOON.toString())
                        .ok();
        assertThat(then.path("verdict").asText()).isEqualTo("allow");
        assertThat(then.path("past").asBoolean()).isTrue();
        assertThat(then.path("assumed").findValuesAsText("code"))
                .containsExactly("ONLY_CAMPAIGN", "AGENT_ON_LINE", "SETTINGS_OF_TODAY");
        assertThat(then.path("assumed").findValuesAsText("text"))
                .contains("agenten bo var på linjen: om det var så finns inte antecknat");
    }

    @Test
    void beforeTheFirstCampaignTheAnswerIsNotKnown() {
        desk.now = Desk.NOON.plusSeconds(60);
        JsonNode before =
                desk.ask("explain")
                        .body("number", Desk.FREE, "at", Desk.NOON.minusMillis(1).toString())
                        .ok();
        assertThat(before.path("verdict").asText()).isEqualTo("unjudged");
        assertThat(before.path("assumed").findValuesAsText("code"))
                .contains("BEFORE_RECORD", "REGISTER_NOT_ON_RECORD");
        assertThat(before.path("assumed").findValuesAsText("text"))
                .anyMatch(text -> text.contains("begins at 2026-11-23T12:00:00+01:00"));
    }
}
