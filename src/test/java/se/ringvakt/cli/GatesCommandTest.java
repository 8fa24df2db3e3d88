package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.site.InstalledSite;

final class GatesCommandTest {
    @TempDir private Path folder;
    private PostgresSettings shared;

    @BeforeEach
    void openServer() {
        shared = PostgresServer.shared().ledger(folder.resolve("mark"));
    }

    @Test
    void aLedgerOfItsOwnHasNoOthers() throws IOException {
        settings("");
        assertThat(run("gates").code()).isEqualTo(ExitCode.NO.code());
        assertThat(run("gates").out().lines())
                .containsExactly("the ledger is one gate's own: it shares it with no other");
        JsonNode json = run("gates", "--json").json();
        assertThat(json.get("shared").asBoolean()).isFalse();
        assertThat(json.get("gates")).isEmpty();
    }

    @Test
    void onASharedLedgerThatNobodyUsedThereIsNothingToShow() throws IOException {
        share();
        assertThat(run("gates").code()).isEqualTo(ExitCode.NO.code());
        assertThat(run("gates").out()).contains("no gate was ever seen on this ledger");
    }

    @Test
    void gatesOnTheSameAgreeWhateverOneThatEndedHad() throws IOException {
        share();
        gate(0, 4, "1.4.0", "sweden-a");
        gate(1, 12, "1.4.0", "sweden-a");
        gate(2, 302, "1.3.2", "sweden-a");

        assertThat(ok("gates").out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).startsWith("GATE  NAME"),
                        first -> assertThat(first).startsWith("0").contains("1.4.0").endsWith("@1"),
                        second -> assertThat(second).startsWith("1").endsWith("@1"),
                        third -> assertThat(third).startsWith("2").endsWith("has ended"));
        JsonNode json = ok("gates", "--json").json();
        assertThat(json.get("agree").asBoolean()).isTrue();
        assertThat(json.at("/gates/2/living").asBoolean()).isFalse();
        assertThat(json.at("/gates/2/program").asText()).isEqualTo("1.3.2");
        assertThat(json.at("/gates/0/seenSecondsAgo").asLong()).isBetween(4L, 30L);
    }

    @Test
    void theOneThatIsNotAsMostIsNamed() throws IOException {
        share();
        gate(0, 4, "1.4.0", "sweden-a");
        gate(1, 12, "1.4.0", "sweden-b");
        gate(2, 4, "1.4.0", "sweden-a");

        assertThat(run("gates").code()).isEqualTo(ExitCode.NO.code());
        JsonNode json = run("gates", "--json").json();
        assertThat(json.get("agree").asBoolean()).isFalse();
        assertThat(json.at("/gates/0/differs")).isEmpty();
        assertThat(json.at("/gates/1/differs/0").asText()).isEqualTo("policy");
        assertThat(json.at("/gates/2/differs")).isEmpty();
    }

    @Test
    void ofTwoThatDifferBothAreNamed() throws IOException {
        share();
        gate(0, 4, "1.4.0", "sweden-a");
        gate(1, 4, "", "sweden-a");

        assertThat(run("gates").code()).isEqualTo(ExitCode.NO.code());
        assertThat(run("gates").out().lines())
                .satisfiesExactly(
                        head -> assertThat(head).endsWith("DIFFERS"),
                        first -> assertThat(first).endsWith("  program"),
                        second -> assertThat(second).contains("unknown").endsWith("  program"));
    }

    @Test
    void whenAllHaveEndedNobodyRunsOnAnything() throws IOException {
        share();
        gate(0, 400, "1.4.0", "sweden-a");
        assertThat(run("gates").code()).isEqualTo(ExitCode.NO.code());
        assertThat(run("gates").out()).contains("has ended");
    }

    private void gate(int node, int secondsAgo, String program, String policy) {
        PostgresServer.shared()
                .execute(
                        shared.database(),
                        """
                        INSERT INTO gate
                               (node, holder, name, started, seen, program, policy, registers)
                        SELECT %d, 'run-%d', 'gate-%d:71', now - 600000, now - %d * 1000, '%s', '%s',
                               'nix@1'
                          FROM (SELECT CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT) AS now) t
                        """
                                .formatted(node, node, node, secondsAgo, program, policy));
    }

    private void share() throws IOException {
        settings(
                "ledger: {url: 'postgresql://%s/%s', user: %s, password-file: %s}\n"
                        .formatted(
                                shared.servers().getFirst(),
                                shared.database(),
                                shared.user(),
                                shared.passwordFile().orElseThrow()));
    }

    private void settings(String ledger) throws IOException {
        Files.writeString(folder.resolve("ringvakt.yaml"), "state: state\n" + ledger);
    }

    private Shell.Result run(String... args) {
        String file = folder.resolve("ringvakt.yaml").toString();
        Host host =
                new Host(
                        settings -> InstalledSite.open(settings, InstantSource.system()),
                        Map.of(Host.CONFIG_VARIABLE, file),
                        "kim",
                        false);
        return Shell.runOn(host, args);
    }

    private Shell.Result ok(String... args) {
        return run(args).expect(ExitCode.OK);
    }
}
