package se.ringvakt.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import se.ringvakt.config.Settings;
import se.ringvakt.config.SettingsReader;
import se.ringvakt.lint.Audit;
import se.ringvakt.lint.DialplanReader;

/// The containers' files, as far as they can be checked without a container engine.
class ComposeTest {
    private static final Path DEPLOY = Path.of("deploy");
    private static final Path FILE = DEPLOY.resolve("compose.yaml");
    private static final JsonMapper JSON = new JsonMapper();

    private final JsonNode compose = read(FILE);

    @TempDir private Path folder;

    @Test
    void itIsWhatTheSpecificationAllows() throws IOException {
        assertThat(schema().validate(compose)).isEmpty();
    }

    /// The check itself notices something.
    @Test
    void aWordThatTheSpecificationDoesNotKnowIsNoticed() throws IOException {
        ((ObjectNode) compose.at("/services/gate-1")).put("voluemes", "x");

        assertThat(schema().validate(compose)).isNotEmpty();
    }

    @Test
    void whateverItMountsOrBuildsFromIsThere() {
        List<String> named = new ArrayList<>();
        for (JsonNode service : compose.path("services")) {
            for (JsonNode volume : service.path("volumes")) {
                String source = volume.asText().substring(0, volume.asText().indexOf(':'));
                if (source.startsWith(".")) {
                    named.add(source);
                } else {
                    assertThat(compose.path("volumes").has(source)).as(source).isTrue();
                }
            }
            if (service.has("build")) {
                named.add("../" + service.at("/build/dockerfile").asText());
            }
        }
        assertThat(named)
                .hasSizeGreaterThan(8)
                .allMatch(path -> Files.exists(DEPLOY.resolve(path)));
    }

    @Test
    void whateverTheImagesAreMadeOfIsThereAndSent() throws IOException {
        List<String> sent =
                Files.readAllLines(Path.of(".dockerignore")).stream()
                        .filter(line -> line.startsWith("!"))
                        .map(line -> line.substring(1))
                        .toList();
        for (String file : List.of("Dockerfile", "compose/asterisk/Dockerfile")) {
            for (String line : Files.readAllLines(DEPLOY.resolve(file))) {
                if (line.startsWith("COPY ") && !line.contains("--from")) {
                    String source = line.split(" ", 3)[1].replaceFirst("/[*].*", "");
                    assertThat(Path.of(source)).exists();
                    assertThat(sent).as(source).anyMatch(source::startsWith);
                }
            }
        }
    }

    @Test
    void itsSecretsAreMadeByPrepare() throws IOException, InterruptedException {
        Path prepare = Files.copy(DEPLOY.resolve("compose/prepare"), folder.resolve("prepare"));
        run(prepare);
        String first = Files.readString(folder.resolve("secrets/postgres-gate"));
        run(prepare);

        Set<String> made = new TreeSet<>();
        try (Stream<Path> files = Files.list(folder.resolve("secrets"))) {
            files.forEach(file -> made.add(file.getFileName().toString()));
        }
        assertThat(made).containsExactlyInAnyOrderElementsOf(names(compose.path("secrets")));
        assertThat(Files.readString(folder.resolve("secrets/postgres-gate")))
                .isEqualTo(first)
                .matches("[A-Za-z0-9]{32}");
        for (JsonNode service : compose.path("services")) {
            for (JsonNode secret : service.path("secrets")) {
                assertThat(made).contains(secret.asText());
            }
        }
    }

    private static void run(Path script) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("bash", script.toString()).start();
        assertThat(process.waitFor()).isZero();
    }

    @Test
    void everyImageIsOfOneVersionAndEveryPortOfThisMachine() {
        for (JsonNode service : compose.path("services")) {
            String image = service.path("image").asText();
            assertThat(service.has("build") || image.matches("[a-z/]+:v?\\d+[.]\\d+[.\\w-]*"))
                    .as(image)
                    .isTrue();
            service.path("ports").forEach(it -> assertThat(it.asText()).startsWith("127.0.0.1:"));
        }
    }

    /// Both gates, one ledger, and the switch may ask both.
    @Test
    void theGatesSettingsAreGood() throws IOException {
        Settings first = settings("gate-1.yaml");
        Settings second = settings("gate-2.yaml");

        assertThat(first.written().at("/ledger")).isEqualTo(second.written().at("/ledger"));
        assertThat(first.written().at("/ledger/url").asText()).contains("postgres-replica");
        String address = compose.at("/services/asterisk/networks/inside/ipv4_address").asText();
        assertThat(first.written().at("/agi/switches").toString()).contains(address + "/32");
        assertThat(second.written().at("/agi/switches").toString()).contains(address + "/32");
        String dialplan = Files.readString(DEPLOY.resolve("compose/asterisk/extensions.conf"));
        assertThat(dialplan)
                .contains("RINGVAKT_GATE = " + address("gate-1") + ":4573")
                .contains("RINGVAKT_GATE_2 = " + address("gate-2") + ":4573");
    }

    private String address(String service) {
        return compose.at("/services/" + service + "/networks/inside/ipv4_address").asText();
    }

    private Settings settings(String name) throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "made up");
        String text = Files.readString(DEPLOY.resolve("compose").resolve(name));
        return SettingsReader.read(
                Files.writeString(
                        folder.resolve(name),
                        text.replaceAll("/run/secrets/[a-z-]+", secret.toString())));
    }

    @Test
    void itsDialplanHasNoWayPastTheGates() throws IOException {
        for (Path from : List.of(Path.of("asterisk-conf"), DEPLOY.resolve("compose/asterisk"))) {
            try (Stream<Path> files = Files.list(from)) {
                for (Path file : files.filter(it -> it.toString().endsWith(".conf")).toList()) {
                    Files.copy(file, folder.resolve(file.getFileName().toString()));
                }
            }
        }
        Audit.Result found =
                Audit.of(
                        DialplanReader.read(List.of(folder.resolve("extensions.conf"))),
                        List.of("PJSIP/trunk"));
        assertThat(found.trunkDials()).isPositive();
        assertThat(found.findings()).isEmpty();
    }

    private static JsonSchema schema() throws IOException {
        ObjectNode schema =
                (ObjectNode)
                        JSON.readTree(
                                Path.of("src/test/resources/compose/compose-spec.json").toFile());
        // A name, where the validator wants an address.
        schema.remove("$id");
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V7).getSchema(schema);
    }

    /// With anchors and merges (`<<`) resolved.
    private static JsonNode read(Path file) {
        try {
            Object loaded = new Yaml(new LoaderOptions()).load(Files.readString(file));
            return JSON.valueToTree(loaded);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(JsonNode object) {
        return StreamSupport.stream(((Iterable<String>) object::fieldNames).spliterator(), false)
                .toList();
    }
}
