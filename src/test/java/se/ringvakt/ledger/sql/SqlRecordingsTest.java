package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Recordings.Consented;
import se.ringvakt.ledger.Recordings.Erasure;
import se.ringvakt.ledger.Recordings.Recorded;
import se.ringvakt.ledger.Samples;

@OnEveryEngine
final class SqlRecordingsTest {
    private static final Instant NOW = Samples.NOW;
    private static final AttemptId NONE = new AttemptId(0);
    private static final PhoneNumber CALLER_ID = new PhoneNumber(46_701_740_699L);

    @TempDir private Path directory;
    private final Engine engine;
    private @Nullable Supplier<Database> place;
    private Database database;
    private Ledger ledger;
    private SqlRecordings recordings;

    SqlRecordingsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        if (place == null) {
            place = engine.ledger(directory);
        }
        database = place.get();
        ledger = engine.gate(database, () -> NOW);
        recordings = new SqlRecordings(database);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void aConsentInACallIsThereAfterARestart() {
        allowed(7, 0);
        Consented consented = consent(7, NOW);

        assertThat(recordings.consent(consented)).isTrue();

        close();
        open();
        assertThat(recordings.list(Optional.empty()))
                .containsExactly(new Recorded(consented, Optional.empty()));
        assertThat(consented.file()).isEqualTo("attempt-7.wav");
    }

    @Test
    void theSameAgainChangesNothing() {
        allowed(7, 0);
        Consented first = consent(7, NOW);
        recordings.consent(first);

        assertThat(recordings.consent(consent(7, NOW.plusSeconds(9)))).isTrue();
        assertThat(recordings.list(Optional.empty()))
                .containsExactly(new Recorded(first, Optional.empty()));
    }

    @Test
    void aCallThatIsOverOrUnknownIsNotRecorded() {
        Attempt settled = allowed(7, 0);
        ledger.settle(settled.id(), Samples.answered(settled));
        Attempt withdrawn = allowed(8, 1);
        ledger.withdraw(withdrawn.id());
        Attempt wasRecorded = allowed(9, 2);
        recordings.consent(consent(9, NOW));
        ledger.settle(wasRecorded.id(), Samples.answered(wasRecorded));

        assertThat(recordings.consent(consent(7, NOW))).isFalse();
        assertThat(recordings.consent(consent(8, NOW))).isFalse();
        assertThat(recordings.consent(consent(9, NOW))).isFalse();
        assertThat(recordings.consent(consent(10, NOW))).isFalse();
        assertThat(recordings.list(Optional.empty())).hasSize(1);
    }

    @Test
    void thoseThatStandComeInOrderAndInSteps() {
        for (int id = 1; id <= 5; id++) {
            allowed(id, id);
            recordings.consent(consent(id, NOW.plusSeconds(id)));
        }
        erase(2, OptionalLong.of(6_764));

        assertThat(recordings.standing(NOW.plusSeconds(5), NONE, 2))
                .extracting(each -> each.attempt().value())
                .containsExactly(1L, 3L);
        assertThat(recordings.standing(NOW.plusSeconds(5), new AttemptId(3), 2))
                .as("before, not at, that time")
                .extracting(each -> each.attempt().value())
                .containsExactly(4L);
    }

    @Test
    void anErasureIsToldWithItsRecording() {
        allowed(1, 1);
        allowed(2, 2);
        recordings.consent(consent(1, NOW));
        recordings.consent(consent(2, NOW));
        Erasure gone = erase(1, OptionalLong.empty());
        Erasure erased = erase(2, OptionalLong.of(6_764));
        erase(2, OptionalLong.of(1));

        assertThat(recordings.list(Optional.empty()))
                .extracting(recorded -> recorded.erasure().orElseThrow())
                .containsExactly(erased, gone);
        assertThat(recordings.list(Optional.of(new AttemptId(1))))
                .singleElement()
                .satisfies(recorded -> assertThat(recorded.erasure()).contains(gone));
        assertThat(recordings.list(Optional.of(new AttemptId(3)))).isEmpty();
    }

    @Test
    void theLastAttemptAtANumberIsTheOneWhosePermitArrived() {
        PhoneNumber number = Samples.number(0);
        assertThat(ledger.last(number, CALLER_ID)).isEmpty();
        Attempt first = allowed(1, 0);
        ledger.settle(first.id(), Samples.notReached(first));
        Attempt second = allowed(2, 0);
        ledger.settle(second.id(), Samples.answered(second));
        Attempt third = allowed(3, 0);
        allowed(4, 1);

        assertThat(ledger.last(number, CALLER_ID)).contains(third);
        ledger.withdraw(third.id());
        assertThat(ledger.last(number, CALLER_ID)).contains(second);
        assertThat(ledger.last(number, Samples.number(3))).isEmpty();
    }

    private Attempt allowed(long id, int number) {
        Attempt attempt = Samples.attempt(id, Samples.number(number), NOW);
        assertThat(ledger.append(ledger.history(attempt.number()), attempt)).isTrue();
        return attempt;
    }

    private static Consented consent(long attempt, Instant at) {
        return Consented.of(new AttemptId(attempt), at, "1795431600.1");
    }

    private Erasure erase(long attempt, OptionalLong bytes) {
        Erasure erasure =
                new Erasure(
                        new AttemptId(attempt),
                        NOW.plusSeconds(100),
                        "serve",
                        "attempt-" + attempt + ".wav",
                        bytes);
        recordings.erased(erasure);
        return erasure;
    }
}
