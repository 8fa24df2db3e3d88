package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.Objections.Batch;
import se.ringvakt.ledger.Objections.Objection;
import se.ringvakt.ledger.Objections.Recorded;

@OnEveryEngine
class SqlObjectionsTest {
    private static final Instant NOON = Instant.parse("2021-04-01T10:00:00Z");

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;
    private SqlObjections objections;

    SqlObjectionsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
        objections = new SqlObjections(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static Objection objection(long attempt, boolean register) {
        return new Objection(
                new AttemptId(attempt),
                new PhoneNumber(46_701_740_600L + attempt),
                new PrincipalId("elbolaget"),
                NOON.plusSeconds(attempt),
                register);
    }

    @Test
    void keepsWhatWasSaidAndWhatOfItIsToBePassedOn() {
        objections.add(objection(5, true));
        objections.add(objection(6, false));
        assertThat(objections.waiting()).containsExactly(objection(5, true));
        assertThat(objections.list())
                .extracting(Recorded::objection)
                .containsExactly(objection(6, false), objection(5, true));
    }

    @Test
    void theSecondWordOfACallAddsTheRegisterAndTakesNothingAway() {
        objections.add(objection(5, false));
        objections.add(objection(5, true));
        objections.add(objection(5, false));
        assertThat(objections.list())
                .extracting(Recorded::objection)
                .containsExactly(objection(5, true));
    }

    @Test
    void eachIsPassedOnOnce() {
        objections.add(objection(5, true));
        objections.add(objection(6, true));
        Batch first = new Batch(NOON, "kim", "one.csv");
        assertThat(objections.exported(List.of(objection(5, true)), first)).isEqualTo(1);
        assertThat(objections.waiting()).containsExactly(objection(6, true));
        assertThat(
                        objections.exported(
                                List.of(objection(5, true), objection(6, true)),
                                new Batch(NOON, "eva", "two.csv")))
                .isEqualTo(1);
        assertThat(objections.list())
                .contains(new Recorded(objection(5, true), Optional.of(first)));
        assertThat(objections.waiting()).isEmpty();
    }
}
