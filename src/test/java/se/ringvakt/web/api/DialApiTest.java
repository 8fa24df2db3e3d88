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
import se.ringvakt.access.Role;
import se.ringvakt.rule.Reason;

final class DialApiTest {
    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder);
        desk.caller = Desk.user("dialler", Role.AGENT_API);
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private JsonNode dial(String number, String uniqueId) {
        return desk.ask("dial")
                .body(
                        "number",
                        number,
                        "campaign",
                        "el-2026",
                        "agent",
                        "a" + uniqueId,
                        "uniqueId",
                        uniqueId)
                .ok();
    }

    @Test
    void whatIsAllowedIsOnRecordWithAllThatTheDiallerNeeds() {
        JsonNode answer = dial(Desk.FREE, "u1");
        assertThat(answer.path("verdict").asText()).isEqualTo("ALLOW");
        assertThat(answer.path("number").asText()).isEqualTo("+46701740605");
        assertThat(answer.path("callerId").asText()).isEqualTo("+46701740699");
        assertThat(answer.path("principalName").asText()).isEqualTo("Elbolaget AB");
        assertThat(answer.path("timeout").asLong()).isPositive();
        assertThat(answer.has("reason")).isFalse();
        JsonNode attempt = desk.ask("attempt").path("id", answer.path("attempt").asText()).ok();
        assertThat(attempt.path("state").asText()).isEqualTo("OPEN");
        assertThat(attempt.path("number").asText()).isEqualTo("+4670174xxxx");
        assertThat(desk.audits).isEmpty();
    }

    @Test
    void aDenialIsAnAnswerToo() {
        JsonNode answer = dial(Desk.LISTED, "u1");
        assertThat(answer.path("verdict").asText()).isEqualTo("DENY");
        assertThat(answer.path("reason").asText()).isEqualTo("LISTED");
        assertThat(answer.has("attempt")).isFalse();
    }

    @Test
    void anEmergencyNumberIsAlwaysAllowedAndNeverRecorded() {
        JsonNode answer = dial("112", "u1");
        assertThat(answer.path("verdict").asText()).isEqualTo("ALLOW");
        assertThat(answer.path("reason").asText()).isEqualTo("EMERGENCY");
        assertThat(answer.path("number").asText()).isEqualTo("112");
        assertThat(answer.has("attempt")).isFalse();
    }

    @Test
    void aDialWhoseAnswerWasLostIsFoundAndTakenBack() {
        String id = dial(Desk.FREE, "lost-1").path("attempt").asText();
        assertThat(dial(Desk.FREE, "lost-1").path("reason").asText()).isEqualTo("SPACING");

        JsonNode open = desk.ask("listAttempts").query("uniqueId", "lost-1").ok();
        assertThat(open.path("items")).hasSize(1);
        assertThat(open.at("/items/0/attempt").asText()).isEqualTo(id);

        assertThat(
                        desk.ask("withdrawAttempt")
                                .path("id", id)
                                .query("uniqueId", "x")
                                .answer()
                                .status())
                .isEqualTo(409);
        assertThat(withdraw(id, "lost-1")).isEqualTo(204);
        assertThat(withdraw(id, "lost-1")).isEqualTo(204);
        assertThat(desk.audits).hasSize(1);
        assertThat(desk.audited().action()).isEqualTo("attempt.withdraw");
        assertThat(dial(Desk.FREE, "next").path("verdict").asText()).isEqualTo("ALLOW");
    }

    private int withdraw(String id, String uniqueId) {
        return desk.ask("withdrawAttempt")
                .path("id", id)
                .query("uniqueId", uniqueId)
                .answer()
                .status();
    }

    @Test
    void whatWasToldOfIsNotTakenBack() {
        String id = dial(Desk.FREE, "u1").path("attempt").asText();
        JsonNode settled =
                desk.ask("outcome")
                        .path("id", id)
                        .body(
                                "status",
                                "ANSWER",
                                "ringMillis",
                                4000,
                                "answeredMillis",
                                9000,
                                "met",
                                true)
                        .ok();
        assertThat(settled.path("state").asText()).isEqualTo("COUNTED");
        assertThat(settled.at("/outcome/answer").asText()).isEqualTo("met");
        assertThat(settled.at("/outcome/sources/0").asText()).isEqualTo("handler");
        assertThat(withdraw(id, "u1")).isEqualTo(409);
        assertThat(desk.audits).isEmpty();
    }

    @Test
    void anUnreachedPhoneDoesNotCount() {
        String id = dial(Desk.FREE, "u1").path("attempt").asText();
        JsonNode settled = desk.ask("outcome").path("id", id).body("status", "CONGESTION").ok();
        assertThat(settled.path("state").asText()).isEqualTo("RELEASED");
        assertThat(dial(Desk.FREE, "u2").path("verdict").asText()).isEqualTo("ALLOW");
    }

    @Test
    void aTimeThatIsNoneIsRefusedByItsName() {
        String id = dial(Desk.FREE, "u1").path("attempt").asText();
        var refused =
                desk.ask("outcome")
                        .path("id", id)
                        .body("status", "BUSY", "started", "noon")
                        .answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith("started: noon (expected:");
    }

    @ParameterizedTest
    @ValueSource(strings = {"17", "x", "-1", "99999999999999999999999"})
    void anAttemptNobodyKnowsIsNotFound(String id) {
        assertThat(desk.ask("attempt").path("id", id).answer().status()).isEqualTo(404);
        assertThat(desk.ask("outcome").path("id", id).body("status", "BUSY").answer().status())
                .isEqualTo(404);
        assertThat(withdraw(id, "u1")).isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "kind, fax",
        "timeout, 90000",
        "agent, a\u0007b",
        "line, x\u001b[2J",
        "uniqueId, a\u0085b"
    })
    void whatMakesNoSenseIsRefusedByItsName(String field, String value) {
        Object typed = field.equals("timeout") ? (Object) Integer.valueOf(value) : value;
        Object[] body = {
            "number", Desk.FREE, "campaign", "el-2026", "uniqueId", "u1", field, typed
        };
        var refused = desk.ask("dial").body(body).answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(field + ": ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "'; DROP TABLE attempt; --"})
    void whatIsNoNumberOrCampaignIsDenied(String text) {
        assertThat(dial(text, "u1").path("reason").asText()).isEqualTo("INVALID_NUMBER");
        JsonNode answer =
                desk.ask("dial").body("number", Desk.FREE, "campaign", text, "uniqueId", text).ok();
        assertThat(answer.path("reason").asText()).isEqualTo("UNKNOWN_CAMPAIGN");
    }

    @Test
    void anOptOutBindsTheVeryNextDial() {
        String id = dial(Desk.FREE, "u1").path("attempt").asText();
        desk.ask("outcome").path("id", id).body("status", "CONGESTION").ok();
        desk.ask("optOut").body("attempt", id).ok();
        assertThat(desk.audited().action()).isEqualTo("opt-out");
        assertThat(dial(Desk.FREE, "u2").path("reason").asText()).isEqualTo("BLOCKED");

        desk.ask("optOut").body("number", "070-174 06 06", "campaign", "el-2026").ok();
        assertThat(dial("070-174 06 06", "u3").path("reason").asText()).isEqualTo("BLOCKED");
    }

    @Test
    void anOptOutThatMeansNothingIsRefused() {
        assertThat(desk.ask("optOut").body("attempt", "17").answer().detail())
                .isEqualTo("attempt: unknown (expected: one on record)");
        assertThat(desk.ask("optOut").body("number", Desk.FREE).answer().detail())
                .startsWith("campaign: missing");
        assertThat(desk.ask("optOut").body("number", Desk.FREE, "campaign", "x").answer().status())
                .isEqualTo(422);
        assertThat(desk.ask("optOut").body("attempt", "1", "number", Desk.FREE).answer().status())
                .isEqualTo(422);
        assertThat(desk.audits).isEmpty();
    }

    @Test
    void anExplanationRecordsNothing() {
        JsonNode check = desk.ask("explain").body("number", Desk.FREE, "campaign", "el-2026").ok();
        assertThat(check.path("verdict").asText()).isEqualTo("allow");
        assertThat(dial(Desk.FREE, "u1").path("verdict").asText()).isEqualTo("ALLOW");
    }

    @Test
    void onlyWhoSeesLearnsWhatIsOnRecord() {
        assertThat(desk.ask("explain").body("number", Desk.LISTED).ok().has("facts")).isFalse();
        desk.caller = Desk.user("anna", Role.SUPERVISOR);
        JsonNode check = desk.ask("explain").body("number", Desk.LISTED).ok();
        assertThat(check.path("verdict").asText()).isEqualTo("deny");
        assertThat(check.at("/facts/registers/0/listed").asBoolean()).isTrue();
        assertThat(check.path("assumed")).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"at, noon", "kind, fax", "timeout, -1"})
    void anExplanationOfNonsenseIsRefusedByItsName(String field, String value) {
        Object typed = field.equals("timeout") ? (Object) Integer.valueOf(value) : value;
        var refused = desk.ask("explain").body("number", Desk.FREE, field, typed).answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(field + ": " + value + " (expected:");
    }

    @Test
    void everyReasonHasItsSentenceInBothLanguages() {
        JsonNode reasons = desk.ask("reasons").ok();
        assertThat(reasons).hasSize(Reason.values().length);
        assertThat(reasons.path(0).path("code").asText()).isEqualTo("INVALID_NUMBER");
        assertThat(reasons.path(0).path("row").asInt()).isEqualTo(1);
        assertThat(reasons)
                .allSatisfy(each -> {
                    assertThat(each.path("sv").asText()).endsWith(".");
                    assertThat(each.path("en").asText()).endsWith(".");
                    assertThat(each.path("sv").asText()).isNotEqualTo(each.path("en").asText());
                });
    }
}
