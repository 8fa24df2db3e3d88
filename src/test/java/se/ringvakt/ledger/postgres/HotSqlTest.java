package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a real server plans for the statements that a dial waits for.
final class HotSqlTest {
    /// From here on (jit_above_cost) a server compiles a statement, each time, for longer than it
    /// then runs; a tenth leaves room for histories ten times as long.
    private static final double DEAR = 100_000 / 10.0;

    private static final Pattern COST = Pattern.compile("cost=[0-9.]+\\.\\.([0-9.]+) ");

    /// A thousand rows of each of a hundred numbers.
    private static final String LONG_HISTORIES =
            """
            INSERT INTO history (number, version, what, attempt, campaign, at)
            SELECT 46790000000 + n, v, 1, v, 'el', v
              FROM generate_series(0, 99) n, generate_series(1, 1000) v
            """;

    @Test
    void aLongHistoryIsNoReasonToCompile(@TempDir Path folder) throws Exception {
        assertThat(cost(folder, HotSql.HISTORY)).isLessThan(DEAR);
        assertThat(cost(folder, HotSql.CURRENT)).isLessThan(DEAR);
        assertThat(cost(folder, HotSql.OWES.replace("campaign = ?", "campaign = 'el'")))
                .isLessThan(DEAR);
    }

    /// The test would see it.
    @Test
    void aTableOfOneRowIsTakenForManyWithoutALimit(@TempDir Path folder) throws Exception {
        assertThat(cost(folder, HotSql.HISTORY.replace(" LIMIT 1", ""))).isGreaterThan(DEAR);
    }

    /// What the server thinks that a statement costs, on a new ledger with long histories.
    private static double cost(Path folder, String statement) throws Exception {
        PostgresServer server = PostgresServer.shared();
        try (Connection connection =
                        server.connect(server.ledger(folder.resolve("mark")).database());
                Statement sql = connection.createStatement()) {
            sql.execute(LONG_HISTORIES);
            sql.execute("ANALYZE history");
            try (ResultSet plan =
                    sql.executeQuery("EXPLAIN " + statement.replace("?", "46790000007"))) {
                plan.next();
                Matcher cost = COST.matcher(plan.getString(1));
                assertThat(cost.find()).as(plan.getString(1)).isTrue();
                return Double.parseDouble(cost.group(1));
            }
        }
    }
}
