package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.agi.AgiClient;

/// A running gate's inbox: what is dropped there binds the next dials, whatever happens meanwhile.
@Tag("process")
class InboxTest {
    private static final List<String> MOBILE = List.of("070", "072", "073", "076", "079");
    private static final String LISTED = "0701740605\n0701740606\n0701740608\n0701740609\n";
    private static final int NUMBERS = 3_000_000;
    private static final int KILLS = 4;

    /// A gate that finds the register locked by a command rests its inbox for half a minute.
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final LocalDate today = LocalDate.now(ZoneId.of("Europe/Stockholm"));
    private final List<Installation> installations = new ArrayList<>();

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    @Test
    void aFileDroppedIntoTheInboxBindsTheNextDials(@TempDir Path folder) throws Exception {
        Installation installation = prepare(folder);
        Installation.Serving gate = installation.serve();
        Path inbox = folder.resolve("in");
        await().atMost(PATIENCE).until(() -> Files.isDirectory(inbox));
        assertThat(reason(gate, "0701740605")).isEqualTo("none");

        drop(folder, "nix-" + today + ".txt", LISTED);
        becomes(gate, "0701740606", "LISTED");
        awaitArchived(inbox, "nix-" + today + ".txt");

        drop(folder, "bad-" + today + ".txt", "no number\n");
        Path why = inbox.resolve("refused/bad-" + today + ".txt.reason.txt");
        await().atMost(PATIENCE).until(() -> Files.exists(why));
        assertThat(Files.readString(why)).contains("1 of 1 lines hold no number of +46");
        assertThat(reason(gate, "0701740606")).isEqualTo("LISTED");

        // The same file again, by the command, while the gate looks too: one of them takes it.
        drop(folder, "nix-" + today + ".txt", LISTED);
        installation.run("register", "inbox");
        awaitArchived(inbox, "nix-" + today + ".txt.2");

        installation.run("register", "rollback");
        becomes(gate, "0701740608", "none");
        drop(folder, "again-" + today + ".txt", LISTED);
        await().atMost(PATIENCE)
                .until(() -> Files.exists(inbox.resolve("refused/again-" + today + ".txt")));
        assertThat(reason(gate, "0701740609")).isEqualTo("none");
        gate.stop();
    }

    /// Killed again and again while it imports three million numbers: each time what was in force
    /// stays so, and in the end the file is in force and archived once.
    @Test
    @Timeout(300)
    void aGateKilledInTheMiddleOfAnImportTakesTheFileUpAgain(@TempDir Path folder)
            throws Exception {
        Installation installation = prepare(folder);
        String name = "nix-" + today + ".txt";
        Path aside = folder.resolve("aside.txt");
        try (BufferedWriter out = Files.newBufferedWriter(aside)) {
            for (int i = 0; i < NUMBERS; i++) {
                int code = i % MOBILE.size();
                out.write(MOBILE.get(code) + "%07d\n".formatted((i - code) * 3));
            }
        }
        Path inbox = Files.createDirectories(folder.resolve("in"));
        Files.move(aside, inbox.resolve(name));
        for (int kill = 0; kill < KILLS; kill++) {
            Installation.Serving gate = installation.serve();
            Thread.sleep(900 + 400L * kill);
            gate.kill();
            installation.run("register", "list");
        }

        Installation.Serving gate = installation.serve();
        await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve("archive").resolve(name)));
        becomes(gate, "0700000015", "LISTED");
        gate.stop();
        try (Stream<Path> archived = Files.list(inbox.resolve("archive"));
                Stream<Path> stored = Files.list(folder.resolve("state/registers/nix"))) {
            assertThat(archived).hasSize(1);
            assertThat(stored).noneMatch(file -> file.toString().endsWith(".aside"));
        }
    }

    /// Renamed into place, as a careful uploader does.
    private static void drop(Path folder, String name, String text) throws IOException {
        Path aside = Files.writeString(folder.resolve("aside.txt"), text);
        Files.move(aside, folder.resolve("in").resolve(name));
    }

    private static void awaitArchived(Path inbox, String name) {
        await().atMost(PATIENCE).until(() -> Files.exists(inbox.resolve("archive").resolve(name)));
    }

    private static void becomes(Installation.Serving gate, String number, String reason) {
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(reason(gate, number)).isEqualTo(reason));
    }

    /// Each time by another agent, who is free.
    private static String reason(Installation.Serving gate, String number) throws IOException {
        return AgiClient.ask(
                        gate.address(),
                        "dial?number=" + number + "&campaign=el-2026&agent=a" + System.nanoTime())
                .getOrDefault("RINGVAKT_REASON", "");
    }

    private Installation prepare(Path folder) throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installations.add(installation);
        Files.writeString(
                folder.resolve("ringvakt.yaml"),
                """
                registers:
                  - name: nix
                    inbox: in
                    inbox-settle: 300ms
                    growth-percent: 1e9
                """,
                StandardOpenOption.APPEND);
        return installation;
    }
}
