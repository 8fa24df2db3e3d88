package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.access.Right;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Contract.Need;

/// What the parts of the contract promise, and what they let in.
final class ContractPartsTest {
    @TempDir private Path folder;

    @Test
    void whateverIsPromisedIsOffered() {
        try (Desk desk = new Desk(folder)) {
            Desk.CONTRACT.hold(desk.operations);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "explain, EXPLAIN",
        "number, SEE",
        "dial, DIAL",
        "listAttempts, DIAL",
        "attempt, DIAL",
        "withdrawAttempt, DIAL",
        "outcome, DIAL",
        "optOut, DIAL",
        "listCampaigns, SEE",
        "campaign, SEE",
        "putCampaign, CAMPAIGNS",
        "closeCampaign, CAMPAIGNS",
        "listPrincipals, SEE",
        "principal, SEE",
        "putPrincipal, CAMPAIGNS",
        "listStops, SEE",
        "stop, STOP",
        "resume, STOP",
        "listBlocks, SEE",
        "addBlock, LISTS",
        "removeBlock, LISTS",
        "listConsents, SEE",
        "addConsent, LISTS",
        "withdrawConsent, LISTS",
        "listCustomers, SEE",
        "addCustomer, LISTS",
        "endCustomer, LISTS",
        "listSubscriptions, SEE",
        "addSubscription, LISTS",
        "listRemovals, LISTS",
        "approveRemoval, LISTS",
        "rejectRemoval, LISTS",
        "listChanges, SEE",
        "searchBlocks, SEE",
        "searchConsents, SEE",
        "searchCustomers, SEE",
        "searchSubscriptions, SEE",
        "searchChanges, SEE",
    })
    void eachOperationNeedsItsRight(String operation, Right right) {
        assertThat(Desk.CONTRACT.promise(operation).need()).isEqualTo(new Need.Having(right));
    }

    @Test
    void anybodyWhoIsLoggedInMayReadTheReasons() {
        assertThat(Desk.CONTRACT.promise("reasons").need()).isEqualTo(new Need.Login());
    }

    @Test
    void everyLookAtANumberIsOneThatReads() {
        Contract contract =
                Contract.of("numbers", "lists", "decisions", "explanations", "evidence", "stops");
        assertThat(contract.promises().values())
                .filteredOn(Contract.Promise::reads)
                .extracting(Contract.Promise::name)
                .containsExactlyInAnyOrder(
                        "number",
                        "explain",
                        "evidenceBundle",
                        "searchDecisions",
                        "exportFoundDecisions",
                        "searchBlocks",
                        "searchConsents",
                        "searchCustomers",
                        "searchSubscriptions",
                        "searchChanges");
        assertThat(contract.promises().values())
                .filteredOn(Contract.Promise::reads)
                .allMatch(promise -> promise.method().equals("POST"));
    }

    @Test
    void noNumberStandsInAnAddress() {
        Map<String, String> found = new TreeMap<>();
        JsonNode document =
                Contract.of("numbers", "lists", "decisions", "calls", "dials").document();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                for (JsonNode each : operation.path("parameters")) {
                    String name = resolved(document, each).path("name").asText();
                    if (name.toLowerCase(Locale.ROOT).contains("number")) {
                        found.put(path.getKey(), name);
                    }
                }
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void everythingThatComesInIsBounded() {
        Map<String, String> loose = new TreeMap<>();
        JsonNode document = Desk.CONTRACT.document();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (JsonNode operation : path.getValue()) {
                String where = path.getKey() + " " + operation.path("operationId").asText();
                JsonNode body = operation.at("/requestBody/content/application~1json/schema");
                collect(document, body, where, loose);
                operation
                        .path("parameters")
                        .forEach(each -> {
                            JsonNode parameter = resolved(document, each);
                            collect(
                                    document,
                                    parameter.path("schema"),
                                    where + " " + parameter.path("name").asText(),
                                    loose);
                        });
            }
        }
        assertThat(loose).isEmpty();
    }

    /// Objects that let in what they do not know, texts and lists of any length.
    private static void collect(
            JsonNode document, JsonNode node, String where, Map<String, String> loose) {
        JsonNode schema = resolved(document, node);
        switch (schema.path("type").asText()) {
            case "object" -> {
                if (schema.path("additionalProperties").asBoolean(true)) {
                    loose.put(where, "lets in what it does not know");
                }
                schema.path("properties")
                        .properties()
                        .forEach(each ->
                                collect(
                                        document,
                                        each.getValue(),
                                        where + "/" + each.getKey(),
                                        loose));
            }
            case "array" -> {
                if (!schema.has("maxItems")) {
                    loose.put(where, "a list of any length");
                }
                collect(document, schema.path("items"), where + "/0", loose);
            }
            case "string" -> {
                if (!schema.has("maxLength") && !schema.has("enum")) {
                    loose.put(where, "a text of any length");
                }
            }
            case "integer" -> {
                if (!schema.has("maximum")) {
                    loose.put(where, "a number of any size");
                }
            }
            default -> {}
        }
    }

    private static JsonNode resolved(JsonNode document, JsonNode node) {
        return node.has("$ref")
                ? document.at(JsonPointer.compile(node.path("$ref").asText().substring(1)))
                : node;
    }
}
