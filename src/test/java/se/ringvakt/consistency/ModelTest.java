package se.ringvakt.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.postgres.PostgresServer;

/// That the model finds what it is there for.
@Tag("process")
class ModelTest {
    private static final int NUMBERS = 10;
    private static final long SEED = 7;

    @TempDir private Path folder = Path.of("");

    @Test
    void findsWhatALedgerDoesThatIgnoresVersionsAndSharesNoLeases() throws Exception {
        try (Cluster cluster = cluster(Heedless::new)) {
            Cluster.Round round = cluster.round(NUMBERS, Duration.ofDays(3));
            List<String> wrong = Model.wrong(round.tables());
            System.out.printf(
                    "figure: a ledger without versions or leases: %d attempts, %d violations, the first: %s%n",
                    round.tables().attempts().size(),
                    wrong.size(),
                    wrong.isEmpty() ? "none" : wrong.getFirst());
            assertThat(wrong).anyMatch(it -> it.contains("was open"));
            assertThat(round.memory().agentsWithTwo(Model.LIFE)).isNotEmpty();
        }
    }

    @Test
    void findsWhatIsChangedInTheTables() throws Exception {
        try (Cluster cluster = cluster(UnaryOperator.identity())) {
            Cluster.Round round = cluster.round(NUMBERS, Duration.ofDays(3));
            assertThat(Model.wrong(round.tables())).isEmpty();
            assertThat(Model.lost(round.tables(), round.memory())).isEmpty();
            assertThat(round.memory().agentsWithTwo(Model.LIFE)).isEmpty();

            cluster.tamper("UPDATE attempt SET start = start - 43200000 WHERE id = " + LAST);
            assertThat(Model.wrong(cluster.again(NUMBERS))).anyMatch(has("outside hours"));
            cluster.tamper("UPDATE attempt SET start = start + 43200000 WHERE id = " + LAST);

            cluster.tamper("UPDATE outcome SET counted = 1 WHERE reached = 0");
            assertThat(Model.wrong(cluster.again(NUMBERS)))
                    .anyMatch(has("counted wrongly"))
                    .anyMatch(has("too near"))
                    .anyMatch(it -> it.matches(".*: [3-9] on 2031-.*"));

            cluster.tamper("UPDATE history SET what = 2 WHERE what = 3");
            assertThat(Model.wrong(cluster.again(NUMBERS)))
                    .anyMatch(has("that day"))
                    .anyMatch(has("too soon"));

            cluster.tamper("DELETE FROM history WHERE attempt = " + LAST);
            cluster.tamper("DELETE FROM history WHERE version = 2");
            assertThat(Model.wrong(cluster.again(NUMBERS)))
                    .anyMatch(has("version 2 is missing"))
                    .anyMatch(has("history says []"));

            cluster.tamper("DELETE FROM outcome WHERE attempt IN (SELECT min(id) FROM attempt)");
            cluster.tamper("DELETE FROM outcome WHERE status = 'CHANUNAVAIL'");
            cluster.tamper("DELETE FROM attempt WHERE id = " + LAST);
            assertThat(Model.lost(cluster.again(NUMBERS), round.memory()))
                    .anyMatch(has("permitted and not on record"))
                    .anyMatch(has("its outcome was acknowledged and is lost"));
        }
    }

    private static final String LAST = "(SELECT max(id) FROM attempt)";

    private static Predicate<String> has(String words) {
        return it -> it.contains(words);
    }

    private Cluster cluster(UnaryOperator<Ledger> between) {
        PostgresServer server = PostgresServer.shared();
        return new Cluster(server, server.ledger(folder.resolve("mark")), between, 0, SEED);
    }
}
