package se.ringvakt.cli;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.Signature;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.site.InstalledSite;

final class BackupCommandsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir private Path folder;
    private Path here;
    private Path file;

    @BeforeEach
    void install() throws IOException {
        here = Files.createDirectories(folder.resolve("here"));
        file = folder.resolve("backup.zip");
        Files.createDirectory(here.resolve("secrets"));
        write("policy.yaml", builtIn());
        write("secrets/web.key", "key\n");
        write("secrets/web.crt", "certificate\n");
        write(
                "ringvakt.yaml",
                """
                state: data/state
                policy: policy.yaml
                web:
                  certificate: secrets/web.crt
                  key: secrets/web.key
                """);
        write("campaigns.yaml", Shell.CAMPAIGNS);
        write("nix.txt", "070-174 06 50\n070-174 06 51\n");
        ok("campaign", "apply", here.resolve("campaigns.yaml").toString());
        ok("register", "import", here.resolve("nix.txt").toString(), "--updated", "2026-11-20");
        ok("block", "add", "0701740652");
    }

    @Test
    void everythingIsInItAndComesBack() throws IOException {
        Files.writeString(state().resolve("hash-key"), "secret");
        Files.writeString(state().resolve("first-login"), "secret");
        Files.createDirectory(state().resolve("jobs"));
        Files.writeString(state().resolve("jobs/1.csv"), "0701740653");
        Files.writeString(state().resolve("reports.db"), "counts");

        JsonNode made = ok("backup", file.toString(), "--json").json();

        assertThat(made.path("schema").asInt()).isPositive();
        assertThat(made.at("/rows/number_block").asLong()).isEqualTo(1);
        assertThat(made.path("sha256").asText()).isEqualTo(sha256(Files.readAllBytes(file)));
        assertThat(made.path("leftOut")).isEmpty();
        assertThat(mode(file)).isEqualTo("rw-------");
        assertThat(names(file))
                .contains(
                        "manifest.json",
                        "state/ledger.db",
                        "state/hash-key",
                        "state/first-login",
                        "state/registers/nix/current",
                        "settings/ringvakt.yaml",
                        "settings/policy.yaml",
                        "settings/secrets/web.key",
                        "settings/secrets/web.crt")
                .noneMatch(name -> name.contains("jobs") || name.contains("reports"))
                .noneMatch(name -> name.endsWith("lock") || name.endsWith("-wal"));

        Path there = folder.resolve("there");
        JsonNode restored =
                ok("restore", file.toString(), "--into", there.toString(), "--json").json();

        assertThat(restored.path("asOf").asText()).isEqualTo(made.path("asOf").asText());
        assertThat(restored.path("former").isNull()).isTrue();
        assertThat(restored.path("toDo").toString())
                .contains("now says state: state", "everything is STOPPED", "ringvakt resume");
        assertThat(there.resolve("state/hash-key")).hasContent("secret");
        assertThat(there.resolve("secrets/web.key")).hasContent("key");
        assertThat(mode(there.resolve("state/hash-key"))).isEqualTo("rw-------");
        assertThat(mode(there.resolve("state"))).isEqualTo("rwx------");
        Path settings = there.resolve("ringvakt.yaml");
        assertThat(Files.readString(settings)).startsWith("state: state\n");
        assertThat(at(settings, "block", "list").expect(ExitCode.OK).out())
                .contains("+4670174xxxx");
        assertThat(at(settings, "register", "list").expect(ExitCode.OK).out()).contains("nix");
        assertThat(at(settings, "check", "0701740605").expect(ExitCode.NO).out())
                .contains("everything is stopped: restored as of");
        assertThat(at(settings, "check", "112").expect(ExitCode.OK).out()).contains("ALLOWED");
        assertThat(at(settings, "audit", "list").out()).contains("restore");
        at(settings, "resume").expect(ExitCode.OK);
        assertThat(at(settings, "check", "0701740605", "--at", "2026-11-23T12:00").out())
                .doesNotContain("STOPPED");
        // The installation itself is as it was, and knows who took a copy of it.
        assertThat(ok("campaign", "list").out()).doesNotContain("restored");
        assertThat(ok("audit", "list").out()).contains("backup");
    }

    @Test
    void whatStandsIsMovedAsideAndOnlyWhenAsked() throws IOException {
        ok("backup", file.toString());
        ok("block", "add", "0701740653");

        assertThat(refused("restore", file.toString())).contains("not empty", "--force");
        assertThat(ok("block", "list").out()).contains("2");
        JsonNode restored = ok("restore", file.toString(), "--force", "--json").json();

        Path former = Path.of(restored.path("former").asText());
        assertThat(former.resolve("ledger.db")).isNotEmptyFile();
        assertThat(former.getParent()).isEqualTo(state().getParent());
        assertThat(ok("block", "list", "--json").json()).hasSize(1);
        assertThat(ok("campaign", "list").out()).contains("STOPPED: restored as of");
    }

    @Test
    void sessionsAreNotRestoredAndAFormerStopIsTold() throws Exception {
        ok("stop", "--reason", "complaints");
        try (Connection ledger = ledger(state().resolve("ledger.db"));
                Statement statement = ledger.createStatement()) {
            statement.execute(
                    """
                    INSERT INTO access_user (name, display_name, role, state, must_change, created,
                                             version)
                    VALUES ('anna', 'Anna', 'SUPERVISOR', 'ACTIVE', 0, 0, 1)
                    """);
            statement.execute("INSERT INTO access_session VALUES ('x', 'anna', 0, 0, '')");
        }
        ok("backup", file.toString());
        Path there = folder.resolve("there");
        ok("restore", file.toString(), "--into", there.toString());
        try (Connection ledger = ledger(there.resolve("state/ledger.db"));
                Statement statement = ledger.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM access_session")) {
            assertThat(rows.getLong(1)).isZero();
        }
        assertThat(at(there.resolve("ringvakt.yaml"), "campaign", "list").out())
                .contains("stopped before: complaints");
    }

    @Test
    void aFileThatIsThereStays() throws IOException {
        Files.writeString(file, "mine");
        assertThat(refused("backup", file.toString())).contains("is there", "--force");
        assertThat(file).hasContent("mine");
        ok("backup", file.toString(), "--force");
        assertThat(names(file)).contains("manifest.json");
        assertThat(refused("backup", folder.toString())).contains("a folder");
        assertThat(refused("backup", folder.resolve("no/x.zip").toString()))
                .contains("its folder is missing");
        assertThat(refused("backup", state().resolve("x.zip").toString()))
                .contains("in the state folder");
        assertThat(folder).isDirectoryNotContaining("glob:**/.*");
    }

    @Test
    void whatTheSettingsNameButIsMissingIsTold() throws IOException {
        Files.delete(here.resolve("secrets/web.key"));
        assertThat(ok("backup", file.toString()).out())
                .contains("LEFT OUT", "secrets/web.key: cannot be read");
    }

    @Test
    void filesElsewhereAreTold() throws IOException {
        Path policy = Files.createDirectory(folder.resolve("etc")).resolve("policy.yaml");
        Files.move(here.resolve("policy.yaml"), policy);
        write("ringvakt.yaml", "state: data/state\npolicy: " + policy + "\n");
        ok("backup", file.toString());
        String told =
                ok("restore", file.toString(), "--into", folder.resolve("x").toString()).out();
        assertThat(told).contains("the settings name " + policy);
        assertThat(folder.resolve("x/elsewhere" + policy)).isNotEmptyFile();
    }

    /// One byte changed anywhere is found, and never restored.
    @ParameterizedTest
    @ValueSource(ints = {0, 10, 25, 50, 75, 90, 98, 99})
    void aChangedByteIsFound(int percent) throws IOException {
        ok("backup", file.toString());
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length / 100 * percent] ^= 0x40;
        Files.write(file, bytes);
        Path there = folder.resolve("there");
        Shell.Result result =
                at(
                        here.resolve("ringvakt.yaml"),
                        "restore",
                        file.toString(),
                        "--into",
                        there.toString());
        if (result.code() == 0) {
            // A date in the zip's own headers, of no meaning; what it holds is the same.
            assertThat(ok("block", "list").out()).isEqualTo(list(there));
        } else {
            result.expect(ExitCode.REFUSED);
            assertThat(result.err()).contains(file.toString());
            assertThat(there).doesNotExist();
        }
    }

    private String list(Path there) {
        return at(there.resolve("ringvakt.yaml"), "block", "list").out();
    }

    @Test
    void aChangedFileIsNamed() throws IOException {
        ok("backup", file.toString());
        rewrite(entries -> entries.put("state/ledger.db", new byte[] {1, 2, 3}));
        assertThat(notRestored()).contains("state/ledger.db: not as the manifest says");
    }

    @ParameterizedTest
    @CsvSource({
        "../evil, ../evil: not in the manifest",
        "state/../../evil, not in the manifest",
        "state/more, state/more: not in the manifest",
    })
    void whatIsNotInTheManifestIsRefused(String name, String told) throws IOException {
        ok("backup", file.toString());
        rewrite(entries -> entries.put(name, new byte[0]));
        assertThat(notRestored()).contains(told);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../evil",
                "state/../../evil",
                "/etc/evil",
                "state//evil",
                "state/./evil",
                "state/..",
                "state\\evil",
                "elsewhere/evil",
                "state",
            })
    void aManifestThatLeadsOutIsRefused(String path) throws IOException {
        ok("backup", file.toString());
        rewrite(entries -> {
            entries.put(path, new byte[0]);
            manifest(
                    entries,
                    manifest ->
                            ((ArrayNode) manifest.get("files"))
                                    .addObject()
                                    .put("path", path)
                                    .put("bytes", 0)
                                    .put("sha256", sha256(new byte[0])));
        });
        assertThat(notRestored()).contains("manifest.json", "expected: a place below state");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        ok("backup", file.toString());
        rewrite(entries -> entries.remove("state/registers/nix/current"));
        assertThat(notRestored()).contains("state/registers/nix/current: missing");
        rewrite(entries -> entries.remove("manifest.json"));
        assertThat(notRestored()).contains("manifest.json: missing");
        Files.writeString(file, "no zip");
        assertThat(notRestored()).contains("damaged or no backup");
        Files.delete(file);
        assertThat(notRestored()).contains("backup.zip", "missing");
    }

    @Test
    void aLedgerOfANewerProgramIsRefused() throws Exception {
        ok("backup", file.toString());
        Path copy = folder.resolve("copy.db");
        try (ZipFile zip = new ZipFile(file.toFile())) {
            Files.copy(zip.getInputStream(zip.getEntry("state/ledger.db")), copy);
        }
        try (Connection ledger = ledger(copy);
                Statement statement = ledger.createStatement()) {
            statement.execute("PRAGMA user_version = 999");
        }
        byte[] newer = Files.readAllBytes(copy);
        rewrite(entries -> {
            entries.put("state/ledger.db", newer);
            manifest(
                    entries,
                    manifest -> {
                        manifest.put("schema", 999);
                        ((ObjectNode) manifest.at("/files/0"))
                                .put("bytes", newer.length)
                                .put("sha256", sha256(newer));
                    });
        });
        assertThat(notRestored()).contains("schema 999", "a newer program has used it");
    }

    @Test
    void rowsThatAreNotThereAreMissed() throws IOException {
        ok("backup", file.toString());
        rewrite(entries ->
                manifest(
                        entries,
                        manifest -> ((ObjectNode) manifest.get("rows")).put("number_block", 2)));
        assertThat(notRestored()).contains("number_block=1", "expected: those of the manifest");
    }

    @Test
    void aDamagedRegisterVersionIsRefused() throws IOException {
        ok("backup", file.toString());
        rewrite(entries -> {
            String name =
                    entries.keySet().stream()
                            .filter(each -> each.endsWith(".rvr"))
                            .findFirst()
                            .orElseThrow();
            byte[] damaged = requireNonNull(entries.get(name)).clone();
            damaged[damaged.length - 1]++;
            entries.put(name, damaged);
            manifest(
                    entries,
                    manifest ->
                            manifest.get("files")
                                    .forEach(each -> {
                                        if (each.path("path").asText().equals(name)) {
                                            ((ObjectNode) each).put("sha256", sha256(damaged));
                                        }
                                    }));
        });
        assertThat(notRestored()).contains("register", "its checksum is wrong");
    }

    @Test
    void theEvidenceIsCopiedAsFarAsItsSignedHead() throws Exception {
        Path evidence = Files.createDirectories(state().resolve("evidence"));
        KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        byte[] spki = keys.getPublic().getEncoded();
        String id = sha256(spki).substring(0, 16);
        Files.createDirectory(evidence.resolve("keys"));
        Files.writeString(evidence.resolve("keys/" + id + ".pub.pem"), pem(spki));
        Files.writeString(evidence.resolve("evidence-key.pem"), "private");
        String one = "a".repeat(64) + "\t{\"n\":1}\t{}\n";
        String two = "b".repeat(64) + "\t{\"n\":2}\t{}\n";
        String begun = "c".repeat(64) + "\t{\"n\":3";
        Files.writeString(evidence.resolve("000001-2026-11-22.jsonl"), one + two + begun);
        byte[] head =
                "{\"segment\":\"000001-2026-11-22\",\"last\":1,\"hash\":\"%s\",\"key\":\"%s\"}\n"
                        .formatted("a".repeat(64), id)
                        .getBytes(StandardCharsets.UTF_8);
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(head);
        Files.write(evidence.resolve("000001-2026-11-22.head.json"), head);
        Files.write(evidence.resolve("000001-2026-11-22.head.sig"), signature.sign());
        Files.writeString(evidence.resolve("000002-2026-11-23.jsonl"), one);

        assertThat(ok("backup", file.toString()).out()).doesNotContain("WARNING");

        Path there = folder.resolve("there");
        ok("restore", file.toString(), "--into", there.toString());
        Path restored = there.resolve("state/evidence");
        assertThat(restored.resolve("000001-2026-11-22.jsonl")).hasContent(one);
        assertThat(restored.resolve("000001-2026-11-22.head.sig"))
                .hasBinaryContent(
                        Files.readAllBytes(evidence.resolve("000001-2026-11-22.head.sig")));
        assertThat(restored.resolve("000002-2026-11-23.jsonl")).doesNotExist();
        assertThat(restored.resolve("evidence-key.pem")).hasContent("private");
        assertThat(restored.resolve("keys/" + id + ".pub.pem")).hasContent(pem(spki).strip());

        Files.write(evidence.resolve("000001-2026-11-22.head.sig"), new byte[64]);
        assertThat(ok("backup", file.toString(), "--force").out())
                .contains("WARNING  evidence 000001-2026-11-22: the signature does not fit");
    }

    private static String pem(byte[] spki) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(spki)
                + "\n-----END PUBLIC KEY-----\n";
    }

    private Path state() {
        return here.resolve("data/state");
    }

    private Shell.Result ok(String... args) {
        return at(here.resolve("ringvakt.yaml"), args).expect(ExitCode.OK);
    }

    private String refused(String... args) {
        return at(here.resolve("ringvakt.yaml"), args).expect(ExitCode.REFUSED).err();
    }

    private String notRestored() throws IOException {
        Path there = folder.resolve("there");
        String said = refused("restore", file.toString(), "--into", there.toString());
        assertThat(there).doesNotExist();
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.filter(each -> each.getFileName().toString().startsWith(".")))
                    .isEmpty();
        }
        return said;
    }

    private static Shell.Result at(Path settings, String... args) {
        Host host =
                new Host(
                        each -> InstalledSite.open(each, InstantSource.system()),
                        Map.of(Host.CONFIG_VARIABLE, settings.toString()),
                        "kim",
                        false);
        return Shell.runOn(host, args);
    }

    /// Writes the archive anew, as somebody would who knows how.
    private void rewrite(Consumer<Map<String, byte[]>> change) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : zip.stream().toList()) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        change.accept(entries);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        Files.write(file, bytes.toByteArray());
    }

    private static void manifest(Map<String, byte[]> entries, Consumer<ObjectNode> change) {
        try {
            ObjectNode manifest = (ObjectNode) JSON.readTree(entries.get("manifest.json"));
            change.accept(manifest);
            entries.put("manifest.json", JSON.writeValueAsBytes(manifest));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<String> names(Path zip) throws IOException {
        try (ZipFile open = new ZipFile(zip.toFile())) {
            return open.stream().map(ZipEntry::getName).toList();
        }
    }

    private static String mode(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }

    private static Connection ledger(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(here.resolve(name), text);
    }

    private static String builtIn() throws IOException {
        try (var in = BackupCommandsTest.class.getResourceAsStream("/policies/sweden.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
