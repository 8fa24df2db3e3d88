package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.call.Block;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.web.api.Desk.Answered;

final class ListApiTest {
    @TempDir private Path folder;
    private Desk desk;

    @BeforeEach
    void open() {
        desk = new Desk(folder, "lists:\n  second-person: true\n");
    }

    @AfterEach
    void close() {
        desk.close();
    }

    private JsonNode block(Object... fields) {
        return desk.ask("addBlock").body(fields).ok();
    }

    private String verdict(String number) {
        JsonNode check = desk.ask("explain").body("number", number, "campaign", "el-2026").ok();
        return check.at("/reasons/0/code").asText(check.path("verdict").asText());
    }

    @Test
    void aBlockBindsAtOnceAndIsShownMasked() {
        JsonNode added = block("number", Desk.FREE, "list", "centre", "reason", "ring inte");
        assertThat(added.path("changed").asBoolean()).isTrue();
        assertThat(added.at("/entry/number").asText()).isEqualTo("+46701740605");
        assertThat(verdict(Desk.FREE)).isEqualTo("BLOCKED");
        assertThat(desk.audited().action()).isEqualTo("block.add");
        assertThat(desk.audited().subject()).isEqualTo("+4670174xxxx");
        assertThat(desk.audited().reason()).isEqualTo("ring inte");

        JsonNode listed = desk.ask("listBlocks").ok().at("/items/0");
        assertThat(listed.path("number").asText()).isEqualTo("+4670174xxxx");
        assertThat(listed.path("by").asText()).isEqualTo("anna");
        assertThat(desk.handles.number(listed.path("id").asText())).contains(Desk.number(5));
        JsonNode sought = desk.ask("searchBlocks").body("number", Desk.FREE).ok().at("/items/0");
        assertThat(sought.path("number").asText()).isEqualTo("+46701740605");

        assertThat(block("number", Desk.FREE, "list", "centre").path("changed").asBoolean())
                .isFalse();
        assertThat(desk.audits).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "number=174,list=centre | number: '174' (expected:",
                "number=0701740605,list=wide | list: wide (expected:",
                "number=0701740605,list=principal | principal: missing (expected:",
                "number=0701740605,list=centre,principal=elbolaget | principal: elbolaget (expected:",
                "number=0701740605,list=principal,principal=x | principal: x (expected: one of",
                "number=0701740605,list=centre,expires=soon | expires: 'soon' (expected:",
                "number=0701740605,list=centre,expires=2026-11-23 | expires: '2026-11-23' (expected:",
                "prefix=7*,list=centre | prefix: '7*' (expected:",
                "list=centre | number: '' (expected: it or a prefix",
                "number=0701740605,prefix=0701*,list=centre | number: '0701xxxxxx' (expected:",
                "number=0701740605,list=centre,reason=a\u0007b | reason: 'a?b' (expected:",
            })
    void aBlockThatMakesNoSenseIsRefusedByItsField(String fields, String detail) {
        Answered refused = desk.ask("addBlock").body(split(fields)).answer();
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.detail()).startsWith(detail);
        assertThat(desk.ask("listBlocks").ok().path("items")).isEmpty();
        assertThat(desk.audits).isEmpty();
    }

    private static Object[] split(String fields) {
        return Arrays.stream(fields.split(",", -1))
                .flatMap(field -> Arrays.stream(field.split("=", 2)))
                .toArray();
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "'; DROP TABLE consent; --", "Åsa \"😀\""})
    void textsComeBackAsTheyWereWritten(String text) {
        JsonNode consent =
                desk.ask("addConsent")
                        .body(
                                "number",
                                Desk.LISTED,
                                "principal",
                                "elbolaget",
                                "proof",
                                text,
                                "reason",
                                text)
                        .ok();
        assertThat(consent.at("/entry/proof").asText()).isEqualTo(text);
        desk.ask("addCustomer")
                .body(
                        "number",
                        Desk.FREE,
                        "principal",
                        "elbolaget",
                        "since",
                        "2026-01-01",
                        "goods",
                        text)
                .ok();
        assertThat(desk.ask("listCustomers").ok().at("/items/0/goods").asText()).isEqualTo(text);
        JsonNode change = desk.ask("listChanges").query("kind", "consents").ok().at("/items/0");
        assertThat(change.path("reason").asText()).isEqualTo(text);
        assertThat(change.path("after").asText()).endsWith("proof " + text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"'", "x' OR '1'='1", "%", "<b>"})
    void aSearchForNonsenseFindsNothing(String text) {
        block("number", Desk.FREE, "list", "centre");
        assertThat(desk.ask("listBlocks").query("by", text).ok().path("items")).isEmpty();
        assertThat(desk.ask("searchBlocks").body("number", text).answer().status()).isEqualTo(422);
        assertThat(desk.ask("listBlocks").query("principal", text).answer().status())
                .isEqualTo(422);
        assertThat(desk.ask("listBlocks").query("since", text).answer().detail())
                .startsWith("since: " + text + " (expected:");
        assertThat(desk.ask("listBlocks").query("after", text).answer().detail())
                .startsWith("after: " + text + " (expected:");
        assertThat(desk.ask("listChanges").query("after", text).answer().status()).isEqualTo(422);
    }

    @Test
    void pagesLeaveNothingOutAndShowNothingTwice() {
        PrincipalId bredband = new PrincipalId("bredband");
        Block centre = new Block(Block.List.CENTRE, Optional.empty(), Optional.empty());
        Block own = new Block(Block.List.PRINCIPAL, Optional.of(bredband), Optional.empty());
        Stream<Entry> numbers =
                IntStream.range(10, 20)
                        .boxed()
                        .flatMap(i ->
                                Stream.of(
                                        new Entry.NumberBlock(Desk.number(i), centre),
                                        new Entry.NumberBlock(Desk.number(i), own)));
        Stream<Entry> prefixes =
                IntStream.range(0, 5).mapToObj(i -> new Entry.PrefixBlock("4678" + i, centre));
        desk.site.lists().add(Stream.concat(numbers, prefixes), Act.of("kim", "import"));
        for (int limit : List.of(1, 3, 7, 24, 25, 26)) {
            assertThat(pages("listBlocks", limit))
                    .as("limit " + limit)
                    .hasSize(25)
                    .doesNotHaveDuplicates();
            assertThat(pages("listChanges", limit))
                    .as("limit " + limit)
                    .hasSize(25)
                    .doesNotHaveDuplicates();
        }
    }

    private List<String> pages(String operation, int limit) {
        List<String> seen = new ArrayList<>();
        Optional<String> after = Optional.empty();
        do {
            Desk.Asking asking = desk.ask(operation).query("limit", Integer.toString(limit));
            after.ifPresent(place -> asking.query("after", place));
            JsonNode page = asking.ok();
            for (JsonNode item : page.path("items")) {
                String number =
                        desk.handles
                                .number(item.path("id").asText())
                                .map(each -> each.international())
                                .orElse("");
                seen.add(
                        number
                                + item.path("prefix").asText()
                                + item.path("list").asText()
                                + item.path("principal").asText()
                                + item.path("revision").asText());
            }
            after = Optional.ofNullable(page.path("next").asText(null));
        } while (after.isPresent());
        return seen;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "501", "x", "-1", "99999999999"})
    void aPageHasItsLimits(String limit) {
        assertThat(desk.ask("listBlocks").query("limit", limit).answer().status()).isEqualTo(422);
    }

    @Test
    void onlyWhatIsInForceOrNot() {
        block("number", Desk.FREE, "list", "centre", "expires", "2026-11-24");
        desk.now = desk.now.plusSeconds(86_400);
        block("number", "0701740607", "list", "centre");
        assertThat(desk.ask("listBlocks").query("only", "active").ok().path("items")).hasSize(1);
        assertThat(desk.ask("listBlocks").query("only", "ended").ok().path("items")).hasSize(1);
        assertThat(desk.ask("listBlocks").query("only", "some").answer().status()).isEqualTo(422);
        assertThat(desk.ask("listConsents").query("list", "centre").answer().status())
                .isEqualTo(422);
    }

    @Test
    void liftingABlockTakesASecondPerson() {
        block("number", Desk.FREE, "list", "centre");
        JsonNode asked = remove("number", Desk.FREE, "list", "centre", "reason", "fel").json();
        assertThat(asked.path("lifted").asBoolean()).isFalse();
        String id = asked.path("request").asText();
        assertThat(desk.audited().action()).isEqualTo("removal.ask");
        assertThat(verdict(Desk.FREE)).isEqualTo("BLOCKED");
        assertThat(remove("number", Desk.FREE, "list", "centre", "reason", "x").status())
                .isEqualTo(409);
        JsonNode pending = desk.ask("listRemovals").ok();
        assertThat(pending.at("/items/0/number").asText()).isEqualTo("+4670174xxxx");

        assertThat(approve(id).status()).isEqualTo(409);
        desk.caller = Desk.token("nightly", "anna", Set.of(Right.LISTS));
        assertThat(approve(id).status()).isEqualTo(403);
        desk.caller = Desk.user("bo", Role.SUPERVISOR);
        Answered approved = approve(id);
        assertThat(approved.json().path("state").asText()).isEqualTo("approved");
        assertThat(desk.audited().action()).isEqualTo("removal.approve");
        desk.caller = Desk.user("anna", Role.SUPERVISOR);
        assertThat(verdict(Desk.FREE)).isEqualTo("allow");
        assertThat(approve(id).status()).isEqualTo(409);
        assertThat(approve("77").status()).isEqualTo(404);
        assertThat(desk.ask("listRemovals").ok().path("items")).isEmpty();
        assertThat(desk.ask("listRemovals").query("all", "true").ok().path("items")).hasSize(1);
    }

    private Answered remove(Object... fields) {
        return desk.ask("removeBlock").body(fields).answer();
    }

    private Answered approve(String id) {
        return desk.ask("approveRemoval").path("id", id).answer();
    }

    @Test
    void whoAskedByATokenOfTheirsIsNoSecondPerson() {
        block("number", Desk.FREE, "list", "centre");
        desk.caller = Desk.token("nightly", "anna", Set.of(Right.LISTS));
        String id =
                remove("number", Desk.FREE, "list", "centre", "reason", "fel")
                        .json()
                        .path("request")
                        .asText();
        desk.caller = Desk.user("anna", Role.SUPERVISOR);
        assertThat(approve(id).status()).isEqualTo(409);
    }

    @Test
    void aRequestIsRejectedForAReason() {
        block("prefix", "070-174*", "list", "centre");
        String id =
                remove("prefix", "070174", "list", "centre", "reason", "<i>fel</i>")
                        .json()
                        .path("request")
                        .asText();
        assertThat(reject(id, " ").status()).isEqualTo(422);
        Answered rejected = reject(id, "nej");
        assertThat(rejected.json().path("state").asText()).isEqualTo("rejected");
        assertThat(rejected.json().path("reason").asText()).isEqualTo("<i>fel</i>");
        assertThat(rejected.json().path("number").asText()).isEqualTo("+4670174*");
        assertThat(reject(id, "nej").status()).isEqualTo(409);
        assertThat(reject("9", "nej").status()).isEqualTo(404);
        assertThat(desk.ask("listBlocks").ok().path("items")).hasSize(1);
    }

    private Answered reject(String id, String reason) {
        return desk.ask("rejectRemoval").path("id", id).body("reason", reason).answer();
    }

    @Test
    void whatDoesNotStandIsNotRemoved() {
        assertThat(remove("number", Desk.FREE, "list", "centre", "reason", "x").status())
                .isEqualTo(404);
        assertThat(remove("list", "centre", "reason", "x").status()).isEqualTo(422);
        assertThat(remove("number", Desk.FREE, "list", "centre", "reason", "").status())
                .isEqualTo(422);
        assertThat(
                        desk.ask("withdrawConsent")
                                .body("number", Desk.FREE, "principal", "elbolaget")
                                .answer()
                                .status())
                .isEqualTo(404);
        assertThat(
                        desk.ask("endCustomer")
                                .body("number", Desk.FREE, "principal", "elbolaget")
                                .answer()
                                .status())
                .isEqualTo(404);
        assertThat(desk.audits).isEmpty();
    }

    @Test
    void aConsentStandsUntilItIsWithdrawn() {
        desk.ask("addConsent")
                .body("number", Desk.LISTED, "principal", "elbolaget", "proof", "nr 7")
                .ok();
        assertThat(verdict(Desk.LISTED)).isEqualTo("allow");
        JsonNode ended =
                desk.ask("withdrawConsent")
                        .body("number", Desk.LISTED, "principal", "elbolaget", "reason", "ångrat")
                        .ok();
        assertThat(ended.path("count").asInt()).isEqualTo(1);
        assertThat(desk.audited().action()).isEqualTo("consent.withdraw");
        assertThat(verdict(Desk.LISTED)).isEqualTo("LISTED");
    }

    @Test
    void aCustomerLastsUntilItEnds() {
        desk.ask("addCustomer")
                .body("number", Desk.LISTED, "principal", "elbolaget", "since", "2025-01-01")
                .ok();
        assertThat(verdict(Desk.LISTED)).isEqualTo("allow");
        assertThat(
                        desk.ask("endCustomer")
                                .body("number", Desk.LISTED, "principal", "elbolaget", "on", "x")
                                .answer()
                                .detail())
                .startsWith("on: x (expected: a date");
        desk.ask("endCustomer")
                .body("number", Desk.LISTED, "principal", "elbolaget", "on", "2025-06-01")
                .ok();
        assertThat(verdict(Desk.LISTED)).isEqualTo("LISTED");
    }

    @Test
    void aSubscriptionIsReplaced() {
        desk.ask("addSubscription").body("number", Desk.FREE, "kind", "company").ok();
        desk.ask("addSubscription").body("number", Desk.FREE, "kind", "consumer").ok();
        JsonNode listed = desk.ask("listSubscriptions").ok();
        assertThat(listed.path("items")).hasSize(1);
        assertThat(listed.at("/items/0/kind").asText()).isEqualTo("consumer");
    }

    @Test
    void everythingAboutANumberIsShownInFullAndAudited() {
        block("number", Desk.FREE, "list", "centre", "reason", "ring inte");
        block("prefix", "070-174*", "list", "deceased");
        desk.knowledge.follow();
        JsonNode all = desk.ask("number").body("number", Desk.FREE).ok();
        assertThat(desk.audited().action()).isEqualTo("number.look");
        assertThat(desk.audited().subject()).isEqualTo("+4670174xxxx");
        assertThat(all.path("number").asText()).isEqualTo("+46701740605");
        assertThat(all.at("/check/verdict").asText()).isEqualTo("deny");
        assertThat(all.at("/verdicts/0/campaign").asText()).isEqualTo("el-2026");
        assertThat(all.at("/verdicts/0/reasons/0/code").asText()).isEqualTo("BLOCKED");
        assertThat(all.path("entries")).hasSize(2);
        assertThat(all.path("changes")).hasSize(2);
        assertThat(all.path("decisions")).hasSize(1);

        assertThat(desk.ask("number").body("number", "<b>").answer().status()).isEqualTo(422);
        Answered unknown = desk.ask("number").body("number", Desk.FREE, "campaign", "x").answer();
        assertThat(unknown.status()).isEqualTo(422);
    }

    @Test
    void aNumberIsNotJudgedWhereItIsNotSaidForWhichCampaign() {
        desk.ask("putCampaign")
                .path("id", "two")
                .ifNew()
                .body(
                        "principal", "bredband",
                        "purpose", "sales",
                        "firstDay", "2026-01-01",
                        "lastDay", "2026-12-31",
                        "callerIds", List.of(Map.of("number", "070-174 06 98", "callBack", true)))
                .ok();
        desk.knowledge.follow();
        JsonNode all = desk.ask("number").body("number", Desk.FREE).ok();
        assertThat(all.at("/check/verdict").asText()).isEqualTo("unjudged");
        assertThat(all.path("verdicts")).hasSize(2);
        JsonNode one = desk.ask("number").body("number", Desk.FREE, "campaign", "two").ok();
        assertThat(one.at("/check/verdict").asText()).isEqualTo("allow");
    }
}
