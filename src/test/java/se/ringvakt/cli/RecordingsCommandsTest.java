package se.ringvakt.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.Period;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.config.Settings.RecordingSettings;
import se.ringvakt.ledger.Recordings.Consented;

final class RecordingsCommandsTest {
    @TempDir private Path folder;
    private Shell shell;

    @BeforeEach
    void open() {
        shell = new Shell(folder);
    }

    @Test
    void listTellsWhenEachIsErased() throws IOException {
        assertThat(shell.ok("recordings", "list").out()).contains("no recording was consented to");
        recorded(1, "2026-05-22T10:00:00Z");
        recorded(2, "2026-11-20T11:00:00Z");
        manage();
        shell.ok("recordings", "erase-due");

        assertThat(shell.ok("recordings", "list").out())
                .containsPattern("1 +Fri 2026-05-22 12:00:00 \\+02:00 +Sun 2026-11-22 12:00:00")
                .containsPattern("attempt-1.wav +Mon 2026-11-23 .* by kim, 5 bytes")
                .containsPattern("attempt-2.wav +-");
        JsonNode json = shell.ok("recordings", "list", "--attempt", "1", "--json").json();
        assertThat(json).hasSize(1);
        assertThat(json.at("/0/attempt").asLong()).isEqualTo(1);
        assertThat(json.at("/0/keptTo").asText()).isEqualTo("2026-11-22T12:00:00+01:00");
        assertThat(json.at("/0/erased/bytes").asLong()).isEqualTo(5);
        assertThat(json.at("/0/erased/gone").asBoolean(true)).isFalse();
        assertThat(json.at("/0/erased/by").asText()).isEqualTo("kim");
    }

    @Test
    void eraseDueTellsWhatItDid() throws IOException {
        recorded(1, "2026-01-22T10:00:00Z");
        Files.delete(recorded(2, "2026-01-22T10:00:00Z"));
        recorded(3, "2026-11-22T10:00:00Z");
        manage();

        assertThat(shell.ok("recordings", "erase-due", "--who", "eva").out())
                .isEqualTo("1 erased, 1 already gone, 0 could not be erased\n");
        assertThat(shell.site.recordings.erasure(1).by()).isEqualTo("eva");
        assertThat(shell.ok("recordings", "erase-due", "--json").json().path("erased").asInt(9))
                .isZero();
    }

    @Test
    void withoutAFolderThereIsNothingToErase() {
        assertThat(shell.refused(ExitCode.REFUSED, "recordings", "erase-due"))
                .contains(
                        "recordings.folder: empty (expected: the folder the switch records into)");
    }

    @Test
    void aFolderThatIsGoneIsAFailure() throws IOException {
        recorded(1, "2026-01-22T10:00:00Z");
        shell.site.recordingSettings =
                new RecordingSettings(Period.ofMonths(6), Optional.of(folder.resolve("gone")));

        assertThat(shell.run("recordings", "erase-due").code())
                .isEqualTo(ExitCode.UNAVAILABLE.code());
    }

    private void manage() {
        shell.site.recordingSettings =
                new RecordingSettings(Period.ofMonths(6), Optional.of(folder));
    }

    private Path recorded(long id, String at) throws IOException {
        Consented consented = Consented.of(new AttemptId(id), Instant.parse(at), "17.1");
        shell.site.recordings.consents.put(id, consented);
        return Files.writeString(folder.resolve(consented.file()), "sound");
    }
}
