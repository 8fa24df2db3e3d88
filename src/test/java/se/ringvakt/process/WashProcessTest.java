package se.ringvakt.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A wash of two million rows in a process of its own: what memory it needs, and what is left when
/// it is ended half-way.
@Tag("process")
class WashProcessTest {
    private static final int ROWS = 2_000_000;

    /// Where virtual machine, commands, register and buffers have room, and the list has not.
    private static final String SMALL_HEAP = "-Xmx48m";

    private static final long SIGINT_BIT = 1 << 1;

    @TempDir private Path folder;
    private final List<Installation> installations = new ArrayList<>();
    private Path list;
    private Path out;

    @BeforeEach
    void write() throws IOException {
        out = folder.resolve("washed.csv");
        list = folder.resolve("list.csv");
        StringBuilder hundred = new StringBuilder();
        for (int i = 0; i < 100; i++) {
            hundred.append(
                    "%1$d;Kund %1$d;070-174 06 %1$02d;\"en anteckning; och mer\"\n".formatted(i));
        }
        byte[] rows = hundred.toString().getBytes(StandardCharsets.UTF_8);
        try (OutputStream stream = new BufferedOutputStream(Files.newOutputStream(list))) {
            stream.write("id;namn;telefon;anteckning\n".getBytes(StandardCharsets.UTF_8));
            for (int i = 0; i < ROWS / 100; i++) {
                stream.write(rows);
            }
        }
    }

    @AfterEach
    void end() {
        installations.forEach(Installation::close);
    }

    @Test
    void needsNoMoreMemoryForALongerList() throws Exception {
        Process wash = wash();
        assertThat(wash.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(wash.exitValue()).as(installations.getFirst().said()).isZero();
        // Of a hundred numbers one is listed.
        try (Stream<String> lines = Files.lines(out)) {
            assertThat(lines.count()).isEqualTo(1 + ROWS / 100 * 99);
        }
        assertThat(Files.size(list)).isGreaterThan(48L << 20);
    }

    @ParameterizedTest
    @ValueSource(strings = {"INT", "TERM", "KILL"})
    void leavesNoHalfListUnderItsName(String signal) throws Exception {
        assumeFalse(signal.equals("INT") && ignoresInterrupts(), "a background job ignores INT");
        Process wash = wash();
        await().pollInterval(Duration.ofMillis(5))
                .atMost(Duration.ofSeconds(60))
                .until(() -> !aside().isEmpty() || !wash.isAlive());
        new ProcessBuilder("kill", "-" + signal, Long.toString(wash.pid())).start().waitFor();
        assertThat(wash.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(wash.exitValue()).as(installations.getFirst().said()).isNotZero();
        assertThat(out).doesNotExist();
        // Only what is killed outright cannot tidy up behind itself.
        assertThat(aside()).hasSize(signal.equals("KILL") ? 1 : 0);
    }

    /// A shell starts what runs in the background so, and its children inherit it.
    private static boolean ignoresInterrupts() throws IOException {
        try (Stream<String> lines = Files.lines(Path.of("/proc/self/status"))) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .map(line -> Long.parseUnsignedLong(line.substring(7).strip(), 16))
                    .anyMatch(signals -> (signals & SIGINT_BIT) != 0);
        }
    }

    private List<Path> aside() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".washing")).toList();
        }
    }

    private Process wash() throws IOException, InterruptedException {
        Installation installation = Installation.prepare(folder);
        installations.add(installation);
        return installation.start(
                SMALL_HEAP,
                "wash",
                list.toString(),
                out.toString(),
                "--column",
                "telefon",
                "--mode",
                "remove");
    }
}
