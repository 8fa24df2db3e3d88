package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a shared ledger finds what it knows of one number among much of others': within the time
/// that a statement has.
final class SubjectRowsTest {
    /// Of 2,000 numbers that have no subscriber in any country.
    private static final String DENIALS =
            """
            INSERT INTO denial (id, at, unique_id, number, campaign, agent, kind, reasons, basis)
            SELECT n, n, '', 999000000000 + n % 2000, 'el-2026', 'anna', 'MANUAL', 'LISTED', 1
              FROM generate_series(1, 20000) n
            """;

    @Test
    void denialsAreFoundByTheirNumber(@TempDir Path folder) {
        try (Database database = Engine.POSTGRES.ledger(folder).get()) {
            int _ =
                    database.write(handle -> {
                        handle.execute("INSERT INTO basis (id, line) VALUES (1, 'sweden-1')");
                        return handle.execute(DENIALS);
                    });
            int _ = database.write(handle -> handle.execute("ANALYZE denial"));

            assertThat(plan(database, SubjectRows.DENIALS)).contains("denial_rest_number_idx");
            assertThat(plan(database, SubjectRows.DUE_DENIALS)).contains("denial_rest_number_idx");
        }
    }

    private static String plan(Database database, String query) {
        String bound = query.replace(":number", "999000000007").replace(":before", "9000000000000");
        List<String> lines =
                database.read(handle ->
                        handle.createQuery("EXPLAIN " + bound).mapTo(String.class).list());
        return String.join("\n", lines);
    }
}
