package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.register.Coverage;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.ImportRequest;
import se.ringvakt.register.Progress;
import se.ringvakt.register.RegisterFollower;
import se.ringvakt.register.RegisterImport;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.Site;

/// Registers over two installations of gates on one ledger.
final class SharedRegistersTest {
    private static final PhoneNumber LISTED = new PhoneNumber(46_701_740_605L);
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);

    @TempDir private Path folder;
    private final List<InstalledSite> open = new ArrayList<>();
    private volatile Instant now = Instant.parse("2026-11-23T11:00:00Z");
    private PostgresSettings server;

    @BeforeEach
    void openServer() {
        server = PostgresServer.shared().ledger(folder.resolve("mark"));
    }

    @AfterEach
    void close() {
        open.forEach(InstalledSite::close);
    }

    @Test
    void whatOneGateImportsIsInForceAtTheOther() throws Exception {
        InstalledSite one = site("one");
        InstalledSite other = site("other");
        LiveKnowledge knowledge = other.knowledge();
        RegisterFollower follower = other.registerFollower();
        assertThat(follower.follow()).isEmpty();
        assertThat(listed(knowledge)).isFalse();

        RegisterVersion version = imports(one, DAY, "0701740605");

        assertThat(follower.follow()).isEmpty();
        knowledge.follow();
        assertThat(listed(knowledge)).isTrue();
        assertThat(inForce(other)).isEqualTo(version);
    }

    @Test
    void aNewGateWithAnEmptyFolderHasTheRegisterBeforeItsFirstAnswer() throws Exception {
        RegisterVersion version = imports(site("one"), DAY, "0701740605");

        InstalledSite fresh = site("fresh");
        try (RegisterFollowing following = new RegisterFollowing(fresh)) {
            following.start();

            assertThat(listed(fresh.knowledge())).isTrue();
            assertThat(inForce(fresh)).isEqualTo(version);
        }
    }

    @Test
    void aRollBackGoesBackEverywhereAndIsMarked() throws Exception {
        InstalledSite one = site("one");
        InstalledSite other = site("other");
        RegisterVersion older = imports(one, DAY.minusDays(7), "0701740605");
        imports(one, DAY, "0701740606");
        RegisterFollower follower = other.registerFollower();
        assertThat(follower.follow()).isEmpty();

        store(one).rollBack("nix");

        assertThat(follower.follow()).isEmpty();
        assertThat(inForce(other)).isEqualTo(older);
        assertThat(Files.readString(folder.resolve("other/state/registers/nix/rolled-back")))
                .startsWith(DAY.toString());
    }

    @Test
    void aDamagedVersionIsRefusedAndTheOneInForceStays() throws Exception {
        InstalledSite one = site("one");
        InstalledSite other = site("other");
        RegisterVersion good = imports(one, DAY.minusDays(7), "0701740605");
        RegisterFollower follower = other.registerFollower();
        assertThat(follower.follow()).isEmpty();
        RegisterVersion next = imports(one, DAY, "0701740605", "0701740606");
        String broken = " WHERE sha256 = (SELECT sha256 FROM register_in_force) AND position = 0";
        execute("UPDATE register_chunk SET content = set_byte(content, 70, 0)" + broken);

        assertThat(follower.follow()).contains("register nix", "damaged", "import");
        assertThat(inForce(other)).isEqualTo(good);
        LiveKnowledge knowledge = other.knowledge();
        assertThat(listed(knowledge)).isTrue();

        assertThat(follower.follow()).as("not fetched again at once").isNotEmpty();
        store(one).rollBack("nix", next.id());
        assertThat(follower.follow()).as("published anew").isEmpty();
        assertThat(inForce(other)).isEqualTo(next);
    }

    @Test
    void aHalfPublishedVersionIsRefused() throws Exception {
        InstalledSite one = site("one");
        imports(one, DAY, "0701740605");
        execute("DELETE FROM register_chunk");

        InstalledSite other = site("other");
        assertThat(other.registerFollower().follow()).contains("damaged");
        assertThat(store(other).inForce("nix")).isEmpty();
    }

    @Test
    void whatCannotBePublishedIsNotInForceHereEither() throws Exception {
        InstalledSite one = site("one");
        RegisterVersion good = imports(one, DAY.minusDays(7), "0701740605");
        execute("ALTER TABLE register_chunk RENAME TO gone");

        assertThatThrownBy(() -> imports(one, DAY, "0701740606"))
                .isInstanceOf(RegisterRefused.class)
                .hasMessageContaining("not published, and not in force");

        execute("ALTER TABLE gone RENAME TO register_chunk");
        assertThat(inForce(one)).isEqualTo(good);
    }

    @Test
    void ofTwoImportsAtOnceOneIsInForceEverywhere() throws Exception {
        InstalledSite one = site("one");
        InstalledSite other = site("other");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<RegisterVersion>> both =
                    List.of(
                            () -> imports(one, DAY, "0701740605"),
                            () -> imports(other, DAY, "0701740605", "0701740606"));
            for (var each : threads.invokeAll(both)) {
                assertThat(each.get()).isNotNull();
            }
        }
        assertThat(one.registerFollower().follow()).isEmpty();
        assertThat(other.registerFollower().follow()).isEmpty();

        assertThat(inForce(one)).isEqualTo(inForce(other));
        assertThat(listed(one.knowledge())).isTrue();
        assertThat(listed(other.knowledge())).isTrue();
    }

    /// A gate that kept registers of its own before there were others brings the newer one along.
    @Test
    void whoJoinsBringsTheNewerVersionAndTakesOverTheNewer() throws Exception {
        InstalledSite alone = alone("one");
        RegisterVersion older = imports(alone, DAY.minusDays(7), "0701740606");
        InstalledSite alsoAlone = alone("other");
        RegisterVersion newer = imports(alsoAlone, DAY, "0701740605");

        InstalledSite one = site("one");
        InstalledSite other = site("other");
        RegisterFollower follower = one.registerFollower();
        assertThat(follower.follow()).isEmpty();
        assertThat(inForce(one)).isEqualTo(older);
        assertThat(other.registerFollower().follow()).isEmpty();
        assertThat(inForce(other)).isEqualTo(newer);

        assertThat(follower.follow()).isEmpty();
        assertThat(inForce(one)).isEqualTo(newer);
    }

    @Test
    void oldVersionsArePruned() throws Exception {
        InstalledSite one = site("one");
        for (int i = 9; i >= 0; i--) {
            imports(one, DAY.minusDays(i), "0701740605");
        }
        assertThat(count("register_file"))
                .isEqualTo(one.all().registers().getFirst().versionsKept());
        assertThat(count("register_chunk")).isEqualTo(count("register_file"));
    }

    private long count(String table) throws Exception {
        try (var connection = PostgresServer.shared().connect(server.database());
                var statement = connection.createStatement();
                var row = statement.executeQuery("SELECT count(*) FROM " + table)) {
            row.next();
            return row.getLong(1);
        }
    }

    private void execute(String sql) {
        PostgresServer.shared().execute(server.database(), sql);
    }

    private static boolean listed(LiveKnowledge knowledge) {
        return knowledge.registers(LISTED).stream().anyMatch(RegisterAnswer::listed);
    }

    private static RegisterStore store(InstalledSite site) {
        return site.registers().getFirst().store();
    }

    private static RegisterVersion inForce(InstalledSite site) {
        return store(site).load("nix").orElseThrow().version();
    }

    private RegisterVersion imports(InstalledSite site, LocalDate day, String... numbers)
            throws IOException {
        Path file = Files.createTempFile(folder, "nix", ".txt");
        Files.write(file, List.of(numbers));
        Site.Register register = site.registers().getFirst();
        new RegisterImport(register.store(), site.plan()::read, site.plan().country(), 1)
                .run(
                        new ImportRequest(
                                "nix",
                                file,
                                day,
                                Coverage.WHOLE_COUNTRY,
                                register.format(),
                                ImportLimits.DEFAULT),
                        LocalDate.of(2026, 11, 23),
                        now,
                        Progress.NONE);
        return inForce(site);
    }

    private InstalledSite site(String name) throws IOException {
        return site(
                name,
                """
                ledger:
                  url: postgresql://127.0.0.1:%d/%s
                  user: %s
                  password-file: %s
                """
                        .formatted(
                                server.servers().getFirst().port(),
                                server.database(),
                                server.user(),
                                server.passwordFile().orElseThrow()));
    }

    private InstalledSite alone(String name) throws IOException {
        return site(name, "");
    }

    private InstalledSite site(String name, String ledger) throws IOException {
        Path home = Files.createDirectories(folder.resolve(name));
        Path settings = home.resolve("ringvakt.yaml");
        Files.writeString(settings, "state: " + home.resolve("state") + "\n" + ledger);
        InstalledSite site = InstalledSite.open(settings, () -> now);
        open.add(site);
        return site;
    }
}
