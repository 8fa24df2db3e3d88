package se.ringvakt.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.call.AttemptId;
import se.ringvakt.gate.Eraser.Run;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.ledger.Recordings.Erasure;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;

/// Recordings are kept for their time, then erased, and each erasure is recorded.
class EraserTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");
    private static final Instant CONSENTED = Instant.parse("2026-05-23T10:00:00Z");

    @TempDir private Path folder;
    private final MemoryRecordings recordings = new MemoryRecordings();
    private final Meters meters = new Meters(new SimpleMeterRegistry());
    private Instant now = CONSENTED.plusSeconds(400L * 86_400);
    private Eraser eraser;

    @BeforeEach
    void open() {
        eraser = eraser(folder, Period.ofMonths(6));
    }

    /// Noon in summer to noon in winter; the end of a shorter month.
    @ParameterizedTest
    @CsvSource({
        "2026-05-23T12:00, P6M, 2026-11-23T11:59:59.999, false",
        "2026-05-23T12:00, P6M, 2026-11-23T12:00, true",
        "2026-08-31T12:00, P6M, 2027-02-28T11:59:59.999, false",
        "2026-08-31T12:00, P6M, 2027-02-28T12:00, true",
        "2026-05-23T12:00, P1D, 2026-05-24T11:59:59.999, false",
        "2026-05-23T12:00, P1D, 2026-05-24T12:00, true"
    })
    void keepsThemForTheirTime(String consented, Period keep, String at, boolean erased)
            throws IOException {
        Path file = recorded(1, LocalDateTime.parse(consented).atZone(STOCKHOLM).toInstant());
        now = LocalDateTime.parse(at).atZone(STOCKHOLM).toInstant();

        assertThat(eraser(folder, keep).run("serve").erased()).isEqualTo(erased ? 1 : 0);
        assertThat(file.toFile().exists()).isNotEqualTo(erased);
    }

    @Test
    void leavesARecordOfEachErasure() throws IOException {
        recorded(1, CONSENTED);

        assertThat(eraser.run("karin")).isEqualTo(new Run(1, 0, 0));

        assertThat(recordings.erasure(1))
                .isEqualTo(
                        new Erasure(
                                new AttemptId(1),
                                now,
                                "karin",
                                "attempt-1.wav",
                                OptionalLong.of(5)));
        assertThat(eraser.run("karin")).isEqualTo(new Run(0, 0, 0));
        assertThat(meters.counted(Meter.ERASURES, "erased")).isEqualTo(1);
    }

    @Test
    void whatIsAlreadyGoneIsRecordedAsThat() throws IOException {
        Files.delete(recorded(1, CONSENTED));

        assertThat(eraser.run("serve")).isEqualTo(new Run(0, 1, 0));
        assertThat(recordings.erasure(1).bytes()).isEmpty();
    }

    @Test
    void whatCannotBeErasedIsTriedAgain() throws IOException {
        Path file = recorded(1, CONSENTED);
        Files.delete(file);
        Files.createDirectory(file);
        Files.createFile(file.resolve("inside"));
        recorded(2, CONSENTED);

        assertThat(eraser.run("serve")).isEqualTo(new Run(1, 0, 1));
        assertThat(eraser.run("serve")).isEqualTo(new Run(0, 0, 1));
        assertThat(recordings.erasures).containsOnlyKeys(2L);

        Files.delete(file.resolve("inside"));
        Files.delete(file);
        Files.writeString(file, "sound");
        assertThat(eraser.run("serve")).isEqualTo(new Run(1, 0, 0));
    }

    @Test
    void aFolderThatIsNotThereIsNoErasure() throws IOException {
        recorded(1, CONSENTED);
        Eraser unmounted = eraser(folder.resolve("elsewhere"), Period.ofMonths(6));

        assertThat(unmounted.run("serve")).isEqualTo(new Run(0, 0, 1));
        assertThat(recordings.erasures).isEmpty();
    }

    @Test
    void goesThroughAllOfManyAlsoWhenTheFirstCannotBeErased() throws IOException {
        for (int id = 1; id <= 120; id++) {
            Path file = recorded(id, CONSENTED);
            if (id <= 60) {
                Files.delete(file);
                Files.createDirectory(file);
            }
        }
        assertThat(eraser.run("serve")).isEqualTo(new Run(60, 0, 60));
    }

    @Test
    void neverErasesAnythingElsewhere() throws IOException {
        Path outside = Files.writeString(folder.resolve("outside.wav"), "sound");
        Path inner = Files.createDirectory(folder.resolve("inner"));
        recordings.consents.put(
                1L, new Consented(new AttemptId(1), CONSENTED, "17.1", "../outside.wav"));

        assertThat(eraser(inner, Period.ofMonths(6)).run("serve")).isEqualTo(new Run(0, 0, 1));
        assertThat(outside).exists();
    }

    @Test
    void aLedgerThatCannotBeReadErasesNothing() throws IOException {
        Path file = recorded(1, CONSENTED);
        recordings.broken = true;

        assertThatThrownBy(() -> eraser.run("serve")).isInstanceOf(LedgerException.class);
        assertThat(file).exists();
    }

    private Eraser eraser(Path where, Period keep) {
        return new Eraser(recordings, where, keep, STOCKHOLM, () -> now, meters);
    }

    private Path recorded(long id, Instant at) throws IOException {
        Consented consented = Consented.of(new AttemptId(id), at, "17.1");
        recordings.consents.put(id, consented);
        return Files.writeString(folder.resolve(consented.file()), "sound");
    }
}
