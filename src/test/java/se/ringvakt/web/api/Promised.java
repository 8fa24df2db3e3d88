package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.Draft;
import io.vertx.json.schema.JsonSchema;
import io.vertx.json.schema.JsonSchemaOptions;
import io.vertx.json.schema.OutputFormat;
import io.vertx.json.schema.OutputUnit;
import io.vertx.json.schema.Validator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Json;
import se.ringvakt.web.Reply;

/// Holds answers to the contract.
final class Promised {
    static final Contract CONTRACT =
            Contract.of("now", "decisions", "history", "calls", "agents", "reveals");

    private Promised() {}

    /// The JSON of an answer, after a look at whether the contract promises it so.
    static JsonNode checked(String operation, Reply reply) {
        JsonNode json = Json.MAPPER.valueToTree(((Reply.Content.Json) reply.content()).value());
        Contract.Promise promise = CONTRACT.promise(operation);
        JsonNode schema =
                CONTRACT.document()
                        .at("/paths")
                        .path(promise.path())
                        .path(promise.method().toLowerCase(Locale.ROOT))
                        .at("/responses/200/content/application~1json/schema");
        assertFits(operation, json, schema);
        return json;
    }

    /// A value that must be as a schema of the contract says.
    static JsonNode fits(String schema, Object value) {
        JsonNode json = Json.MAPPER.valueToTree(value);
        assertFits(schema, json, CONTRACT.document().at("/components/schemas/" + schema));
        return json;
    }

    private static void assertFits(String what, JsonNode json, JsonNode schema) {
        assertThat(schema.isObject()).as("schema of " + what).isTrue();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("$id", "https://ringvakt.example/contract");
        all.put("allOf", List.of(schema));
        all.put("components", CONTRACT.document().path("components"));
        OutputUnit result =
                Validator.create(
                                JsonSchema.of(new JsonObject(plain(Json.MAPPER.valueToTree(all)))),
                                new JsonSchemaOptions()
                                        .setBaseUri("https://ringvakt.example/contract")
                                        .setDraft(Draft.DRAFT202012)
                                        .setOutputFormat(OutputFormat.Basic))
                        .validate(
                                json.isArray()
                                        ? new JsonArray(plain(json))
                                        : new JsonObject(plain(json)));
        assertThat(result.getValid()).as(what + ": " + result.getErrors() + "\n" + json).isTrue();
    }

    private static String plain(JsonNode node) {
        try {
            return Json.MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new AssertionError(e);
        }
    }
}
