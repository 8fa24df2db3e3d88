package se.ringvakt.web.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.Right;
import se.ringvakt.ledger.sql.SqlAccess;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.web.Operations;

/// What these features promise: that it is offered, for a right, and that no input is without
/// bounds.
final class FragmentsTest {
    private static final List<String> FEATURES =
            List.of("registers", "washes", "receipts", "account", "users", "audit");

    @TempDir private Path folder;

    @Test
    void whatIsPromisedIsOffered() throws IOException {
        List<String> promised = new ArrayList<>();
        for (String feature : FEATURES) {
            for (JsonNode path : part(feature).path("paths")) {
                for (JsonNode operation : path) {
                    promised.add(operation.path("operationId").asText());
                    assertThat(EnumSet.allOf(Right.class))
                            .extracting(Right::name)
                            .contains(operation.path("x-right").asText());
                }
            }
        }
        Operations offered = new Operations();
        ZoneId zone = ZoneId.of("Europe/Stockholm");
        try (ApiSite api = new ApiSite(folder);
                SqliteDatabase database = EmptyLedger.open(folder.resolve("access.db"));
                Jobs jobs = Jobs.open(folder.resolve("jobs"), JobLimits.USUAL, () -> api.now)) {
            Access access = SqlAccess.open(database, AccessSettings.USUAL, () -> api.now, folder);
            new RegisterApi(api.site, jobs).offer(offered);
            new WashApi(api.site, jobs).offer(offered);
            new PreviewApi(api.site, jobs).offer(offered);
            new ReceiptApi(api.site).offer(offered);
            new AccountApi(api.site).offer(offered);
            new UserApi(access, zone).offer(offered);
            new TokenApi(access, zone).offer(offered);
            new AuditApi(access.audit(), zone).offer(offered);
        }
        assertThat(promised).doesNotHaveDuplicates();
        assertThat(offered.names()).containsExactlyInAnyOrderElementsOf(promised);
    }

    @Test
    void inputsHaveBounds() throws IOException {
        List<String> found = new ArrayList<>();
        for (String feature : FEATURES) {
            JsonNode part = part(feature);
            for (JsonNode path : part.path("paths")) {
                for (JsonNode operation : path) {
                    String name = operation.path("operationId").asText();
                    operation.path("parameters").forEach(each -> bounds(name, each, found));
                    bounds(name, operation.at("/requestBody/content/application~1json"), found);
                }
            }
            part.at("/components/parameters").forEach(each -> bounds(feature, each, found));
        }
        assertThat(found).isEmpty();
    }

    private static void bounds(String where, JsonNode holder, List<String> found) {
        check(where, holder.path("schema"), found);
    }

    private static void check(String where, JsonNode schema, List<String> found) {
        switch (schema.path("type").asText()) {
            case "string" -> {
                if (!schema.has("maxLength") && !schema.has("enum")) {
                    found.add(where + ": a text without end: " + schema);
                }
            }
            case "array" -> {
                if (!schema.has("maxItems")) {
                    found.add(where + ": a list without end: " + schema);
                }
                check(where, schema.path("items"), found);
            }
            case "object" -> {
                if (!schema.path("additionalProperties").isBoolean()
                        || schema.path("additionalProperties").asBoolean()) {
                    found.add(where + ": more than is known: " + schema);
                }
                for (Map.Entry<String, JsonNode> each : schema.path("properties").properties()) {
                    check(where + "." + each.getKey(), each.getValue(), found);
                }
            }
            default -> {
                // A number, a boolean, or what is said elsewhere.
            }
        }
    }

    private static JsonNode part(String feature) throws IOException {
        try (InputStream in =
                Objects.requireNonNull(
                        FragmentsTest.class.getResourceAsStream("/web/api/" + feature + ".yaml"))) {
            return new YAMLMapper().readTree(in);
        }
    }
}
