package se.ringvakt.web.server;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.contract.OpenAPIContract;
import io.vertx.openapi.contract.Operation;
import io.vertx.openapi.contract.Parameter;
import io.vertx.openapi.validation.RequestParameter;
import io.vertx.openapi.validation.RequestValidator;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorErrorType;
import io.vertx.openapi.validation.ValidatorException;
import io.vertx.openapi.validation.impl.RequestParameterImpl;
import io.vertx.openapi.validation.impl.ValidatableRequestImpl;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.ringvakt.web.Contract;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.FieldError;
import se.ringvakt.web.Problem.Kind;

/// Holds requests to the contract.
final class Checked {
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final Set<String> SPELT_BARE = Set.of("integer", "number", "boolean");
    private static final Duration MOST = Duration.ofSeconds(10);
    private static final int ERRORS_MOST = 20;

    private final OpenAPIContract contract;
    private final RequestValidator validator;

    private Checked(Vertx vertx, OpenAPIContract contract) {
        this.contract = contract;
        this.validator = RequestValidator.create(vertx, contract);
    }

    /// Reads the contract.
    ///
    /// @throws IllegalArgumentException when it is no OpenAPI document
    static Checked of(Vertx vertx, Contract contract) {
        return new Checked(vertx, read(vertx, contract));
    }

    /// The contract as the validator wants it.
    static OpenAPIContract read(Vertx vertx, Contract contract) {
        JsonObject document = new JsonObject(jsonOnly(contract).toString());
        try {
            return Exchange.waited(OpenAPIContract.from(vertx, document), MOST);
        } catch (IOException e) {
            throw new IllegalArgumentException("contract: " + e.getCause(), e);
        }
    }

    /// The validator knows few media types. What it does not know it need not check: files are
    /// checked by whoever reads them.
    private static JsonNode jsonOnly(Contract contract) {
        JsonNode document = contract.document();
        // It wants whole addresses there, and ours is known only to whoever asks.
        ((ObjectNode) document).remove("servers");
        for (JsonNode path : document.path("paths")) {
            for (JsonNode operation : path) {
                if (operation instanceof ObjectNode each) {
                    withoutFiles(each, contract);
                }
            }
        }
        if (document.path("components") instanceof ObjectNode components) {
            components.remove("requestBodies");
        }
        document.at("/components/responses").forEach(Checked::jsonAnswer);
        return document;
    }

    private static void withoutFiles(ObjectNode operation, Contract contract) {
        String name = operation.path("operationId").asText();
        if (contract.promise(name).body() == Contract.Body.FILE) {
            operation.remove("requestBody");
        }
        operation.path("responses").forEach(Checked::jsonAnswer);
    }

    private static void jsonAnswer(JsonNode response) {
        if (response.path("content") instanceof ObjectNode content) {
            JsonNode problem = content.get(PROBLEM_JSON);
            content.retain(JSON);
            if (problem != null) {
                content.set(JSON, problem);
            }
            if (content.isEmpty()) {
                ((ObjectNode) response).remove("content");
            }
        }
    }

    /// What came with a request.
    ///
    /// @param body empty: none, or a file
    record Given(
            Map<String, String> path,
            Map<String, List<String>> query,
            Map<String, String> headers,
            Optional<byte[]> body) {}

    /// Checks it.
    ///
    /// @throws Problem telling what is not as the contract wants it
    void check(String name, Given given) throws IOException {
        Operation operation = Optional.ofNullable(contract.operation(name)).orElseThrow();
        Map<String, RequestParameter> path = new HashMap<>();
        Map<String, RequestParameter> query = new HashMap<>();
        Map<String, RequestParameter> headers = new HashMap<>();
        for (Parameter parameter : operation.getParameters()) {
            String key = parameter.getName();
            switch (parameter.getIn()) {
                case PATH ->
                        path.put(key, one(parameter, Optional.ofNullable(given.path().get(key))));
                case QUERY ->
                        query.put(key, many(parameter, given.query().getOrDefault(key, List.of())));
                case HEADER -> {
                    String lower = key.toLowerCase(java.util.Locale.ROOT);
                    Optional<String> value = Optional.ofNullable(given.headers().get(lower));
                    headers.put(key, one(parameter, value));
                }
                case COOKIE -> {}
            }
        }
        ValidatableRequestImpl request =
                new ValidatableRequestImpl(
                        Map.of(),
                        headers,
                        path,
                        query,
                        new RequestParameterImpl(
                                given.body().map(Buffer::buffer).orElseGet(Buffer::buffer)),
                        JSON);
        try {
            Exchange.waited(validator.validate(request, name), MOST);
        } catch (IOException e) {
            if (e.getCause() instanceof ValidatorException invalid) {
                throw problem(invalid);
            }
            throw e;
        }
    }

    /// The validator would read a text that looks like a number as one: it is told that it is text.
    private static RequestParameter one(Parameter parameter, Optional<String> value) {
        boolean bare = SPELT_BARE.contains(parameter.getSchemaType().getName());
        return new RequestParameterImpl(value.map(text -> bare ? text : quoted(text)).orElse(null));
    }

    private static RequestParameter many(Parameter parameter, List<String> values) {
        if (!"array".equals(parameter.getSchemaType().getName())) {
            return one(parameter, values.stream().findFirst());
        }
        if (values.isEmpty()) {
            return new RequestParameterImpl(null);
        }
        Object items = parameter.getSchema().get("items");
        boolean bare = items instanceof JsonObject of && SPELT_BARE.contains(of.getString("type"));
        String name = parameter.getName() + "=";
        return new RequestParameterImpl(
                values.stream()
                        .map(value -> name + (bare ? value : quoted(value)))
                        .collect(Collectors.joining("&")));
    }

    private static String quoted(String text) {
        return io.vertx.core.json.Json.encode(text);
    }

    private static Problem problem(ValidatorException invalid) {
        String detail = String.valueOf(invalid.getMessage());
        if (invalid instanceof SchemaValidationException schema) {
            return Problem.invalid(detail, errors(schema.getOutputUnit()));
        }
        boolean unreadable =
                invalid.type() == ValidatorErrorType.ILLEGAL_VALUE && detail.contains("body");
        return unreadable
                ? Problem.of(Kind.MALFORMED, "body: cannot be read (expected: JSON)")
                : Problem.unprocessable(detail);
    }

    private static List<FieldError> errors(OutputUnit unit) {
        List<OutputUnit> errors = unit.getErrors() == null ? List.of() : unit.getErrors();
        return errors.stream()
                .limit(ERRORS_MOST)
                .map(each ->
                        new FieldError(
                                String.valueOf(each.getInstanceLocation()).replaceFirst("^#", ""),
                                String.valueOf(each.getError())))
                .toList();
    }
}
