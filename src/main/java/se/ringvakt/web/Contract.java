package se.ringvakt.web;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import se.ringvakt.access.Right;

/// What the API promises: one OpenAPI document, put together of a part for each feature. The parts
/// are class path resources `web/api/FEATURE.yaml` with `paths` and `components`.
public final class Contract {
    private static final String JSON = "application/json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "delete");
    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();

    private final ObjectNode document;
    private final Map<String, Promise> promises;

    private Contract(ObjectNode document, Map<String, Promise> promises) {
        this.document = document;
        this.promises = promises;
    }

    /// What must be so before an operation is asked.
    public sealed interface Need {
        /// Nothing; anybody may ask.
        record Nothing() implements Need {}

        /// They are somebody.
        record Login() implements Need {}

        /// They have this right.
        record Having(Right right) implements Need {}

        private static Need of(String word) {
            return switch (word) {
                case "none" -> new Nothing();
                case "login" -> new Login();
                default -> new Having(Right.valueOf(word));
            };
        }
    }

    /// How a request's body travels.
    public enum Body {
        /// There is none.
        NONE,
        /// It is JSON, and short.
        JSON,
        /// It is a file, perhaps a long one.
        FILE
    }

    /// One operation.
    ///
    /// @param name its `operationId`
    /// @param method in upper case
    /// @param path from the API's root on, such as `/campaigns/{id}`
    /// @param need `x-right`
    /// @param body how its body travels
    /// @param tellsSecret `x-secret`: its answer holds one, and must not be kept
    /// @param reads `x-reads`: a POST that changes nothing, done each time it is asked for
    /// @param streams the answer has no end: it is the live feed, not an operation of ours
    public record Promise(
            String name,
            String method,
            String path,
            Need need,
            Body body,
            boolean tellsSecret,
            boolean reads,
            boolean streams) {}

    /// Puts the contract together of `base` and these features.
    ///
    /// @throws IllegalArgumentException naming what a part lacks, or what two parts promise
    public static Contract of(String... features) {
        return of(Arrays.asList(features));
    }

    /// Puts the contract together of `base` and these features.
    ///
    /// @throws IllegalArgumentException naming what a part lacks, or what two parts promise
    public static Contract of(List<String> features) {
        ObjectNode document = part("base");
        features.forEach(feature -> merge(document, part(feature), feature + ".yaml"));
        Map<String, Promise> promises = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    ObjectNode operation = (ObjectNode) method.getValue();
                    Promise promise = promise(document, path.getKey(), method.getKey(), operation);
                    if (promises.putIfAbsent(promise.name(), promise) != null) {
                        throw refusal(path.getKey(), "operationId: " + promise.name(), "once");
                    }
                    everythingMayFail(operation);
                }
            }
        }
        return new Contract(document, Map.copyOf(promises));
    }

    /// The whole document.
    public JsonNode document() {
        return document.deepCopy();
    }

    /// The operations, by name.
    public Map<String, Promise> promises() {
        return promises;
    }

    /// The operation of this name.
    ///
    /// @throws IllegalArgumentException when there is none
    public Promise promise(String name) {
        Promise promise = promises.get(name);
        if (promise == null) {
            throw new IllegalArgumentException(
                    "operation: " + name + " (expected: one of " + promises.keySet() + ")");
        }
        return promise;
    }

    /// Sees to it that whatever is promised is offered, and the other way round.
    ///
    /// @throws IllegalArgumentException naming what is not
    public void hold(Operations operations) {
        Set<String> promised = new TreeSet<>();
        promises.values().stream()
                .filter(promise -> !promise.streams())
                .forEach(promise -> promised.add(promise.name()));
        Set<String> offered = new TreeSet<>(operations.names());
        if (!promised.equals(offered)) {
            Set<String> missing = new TreeSet<>(promised);
            missing.removeAll(offered);
            offered.removeAll(promised);
            throw new IllegalArgumentException(
                    "contract: without an operation "
                            + missing
                            + ", not in the contract "
                            + offered
                            + " (expected: each of one in the other)");
        }
    }

    private static ObjectNode part(String feature) {
        String resource = "/web/api/" + feature + ".yaml";
        try (InputStream in = Contract.class.getResourceAsStream(resource)) {
            if (in == null) {
                throw new FileNotFoundException(resource);
            }
            return YAML.readValue(in, ObjectNode.class);
        } catch (IOException e) {
            throw new UncheckedIOException("contract: " + resource + ": " + e.getMessage(), e);
        }
    }

    /// Paths and components side by side; nothing replaces what another part has said, but a path
    /// may get further methods.
    private static void merge(ObjectNode into, ObjectNode part, String name) {
        part.properties()
                .forEach(section -> {
                    switch (section.getKey()) {
                        case "paths" -> mergeTwoLevels(into, section, name);
                        case "components" -> mergeTwoLevels(into, section, name);
                        default -> throw refusal(name, section.getKey(), "paths, components");
                    }
                });
    }

    private static void mergeTwoLevels(
            ObjectNode document, Map.Entry<String, JsonNode> section, String name) {
        ObjectNode all = document.withObjectProperty(section.getKey());
        for (Map.Entry<String, JsonNode> group : section.getValue().properties()) {
            ObjectNode known = all.withObjectProperty(group.getKey());
            for (Map.Entry<String, JsonNode> each : group.getValue().properties()) {
                if (known.has(each.getKey())) {
                    throw refusal(name, group.getKey() + "/" + each.getKey(), "once");
                }
                known.set(each.getKey(), each.getValue());
            }
        }
    }

    private static Promise promise(
            ObjectNode document, String path, String method, ObjectNode operation) {
        String name = operation.path("operationId").asText();
        String right = operation.path("x-right").asText();
        if (name.isEmpty() || right.isEmpty()) {
            throw refusal(path, method, "operationId and x-right");
        }
        return new Promise(
                name,
                method.toUpperCase(Locale.ROOT),
                path,
                need(path, right),
                body(document, operation),
                operation.path("x-secret").asBoolean(),
                operation.path("x-reads").asBoolean(),
                operation.at("/responses/200/content").has("text/event-stream"));
    }

    private static Need need(String path, String word) {
        try {
            return Need.of(word);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "contract: "
                            + path
                            + ": x-right: "
                            + word
                            + " (expected: none, login or one of "
                            + Arrays.toString(Right.values())
                            + ")",
                    e);
        }
    }

    private static Body body(ObjectNode document, ObjectNode operation) {
        JsonNode body = resolved(document, operation.path("requestBody"));
        if (body.isMissingNode()) {
            return Body.NONE;
        }
        List<String> types = new ArrayList<>();
        body.path("content").fieldNames().forEachRemaining(types::add);
        return types.equals(List.of(JSON)) ? Body.JSON : Body.FILE;
    }

    private static JsonNode resolved(ObjectNode document, JsonNode node) {
        return node.has("$ref")
                ? document.at(JsonPointer.compile(node.path("$ref").asText().substring(1)))
                : node;
    }

    /// Any operation may answer with a problem; no part needs to say so.
    private static void everythingMayFail(ObjectNode operation) {
        operation
                .withObjectProperty("responses")
                .withObjectProperty("default")
                .put("$ref", "#/components/responses/Problem");
    }

    private static IllegalArgumentException refusal(String where, String what, String expected) {
        return new IllegalArgumentException(
                "contract: " + where + ": " + what + " (expected: " + expected + ")");
    }
}
