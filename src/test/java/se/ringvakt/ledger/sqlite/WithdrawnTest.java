package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.PhoneNumber;

/// A permit taken back because its switch seemed to have gone, which had got it all the same.
class WithdrawnTest {
    private static final Instant START = Instant.parse("2026-11-23T11:00:00Z");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);
    private static final Attempt ATTEMPT =
            new Attempt(
                    new AttemptId(7),
                    NUMBER,
                    new CampaignId("el-2026"),
                    Optional.empty(),
                    Optional.empty(),
                    Kind.MANUAL,
                    new PhoneNumber(46_701_740_699L),
                    START,
                    Duration.ofSeconds(46),
                    "1.1",
                    "basis");

    @TempDir Path folder;
    private SqliteDatabase database;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(folder.resolve("ledger.db")));
        ledger = SqliteLedger.start(database, () -> START.plusSeconds(60));
        assertThat(ledger.append(ledger.history(NUMBER), ATTEMPT)).isTrue();
        ledger.withdraw(ATTEMPT.id());
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Test
    void doesNotCount() {
        assertThat(ledger.history(NUMBER).counted()).isEmpty();
    }

    @Test
    void countsAgainWhenItsOutcomeShowsThatThePhoneWasReached() {
        assertThat(ledger.settle(ATTEMPT.id(), outcome("BUSY", true))).isTrue();
        assertThat(ledger.history(NUMBER).counted())
                .singleElement()
                .satisfies(counted -> assertThat(counted.end()).contains(START.plusSeconds(30)));

        ledger.close();
        ledger = SqliteLedger.start(database, () -> START.plusSeconds(60));
        assertThat(ledger.history(NUMBER).counted()).hasSize(1);
    }

    @Test
    void staysReleasedWhenItWasNot() {
        assertThat(ledger.settle(ATTEMPT.id(), outcome("CHANUNAVAIL", false))).isTrue();
        assertThat(ledger.history(NUMBER).counted()).isEmpty();
    }

    @Test
    void cannotBeWithdrawnAgainstAnOutcome() {
        ledger.settle(ATTEMPT.id(), outcome("BUSY", true));
        ledger.withdraw(ATTEMPT.id());
        assertThat(ledger.history(NUMBER).counted()).hasSize(1);
    }

    private static Outcome outcome(String status, boolean reached) {
        Instant end = START.plusSeconds(30);
        return new Outcome(
                end,
                reached,
                false,
                Optional.empty(),
                Optional.empty(),
                new OutcomeReport(
                        ATTEMPT.id(),
                        end,
                        status,
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalLong.empty(),
                        OptionalInt.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }
}
