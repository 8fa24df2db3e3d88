package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How each engine finds what it knows of one number among much of others'.
@OnEveryEngine
final class SubjectRowsTest {
    /// Of 2,000 numbers that have no subscriber in any country.
    private static final String DENIALS =
            """
            WITH RECURSIVE each (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM each WHERE n < 20000)
            INSERT INTO denial (id, at, unique_id, number, campaign, agent, kind, reasons, basis)
            SELECT n, n, '', 999000000000 + n % 2000, 'el-2026', 'anna', 'MANUAL',
                   'LISTED', 1
              FROM each
            """;

    @TempDir private Path folder;
    private final Engine engine;
    private Database database;

    SubjectRowsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(folder).get();
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void denialsAreFoundByTheirNumber() {
        int _ =
                database.write(handle -> {
                    handle.execute("INSERT INTO basis (id, line) VALUES (1, 'sweden-1')");
                    return handle.execute(DENIALS);
                });
        int _ = database.write(handle -> handle.execute("ANALYZE denial"));

        assertThat(plan(SubjectRows.DENIALS)).contains(index());
        assertThat(plan(SubjectRows.DUE_DENIALS)).contains(index());
    }

    private String index() {
        return switch (engine) {
            case SQLITE -> "denial_number";
            case POSTGRES -> "denial_rest_number_idx";
        };
    }

    private String plan(String query) {
        return database.read(handle -> plan(handle, query));
    }

    private String plan(Handle handle, String query) {
        String explain =
                switch (engine) {
                    case SQLITE -> "EXPLAIN QUERY PLAN ";
                    case POSTGRES -> "EXPLAIN ";
                };
        String bound = query.replace(":number", "999000000007").replace(":before", "9000000000000");
        int told = engine == Engine.SQLITE ? 4 : 1;
        return String.join(
                "\n",
                handle.createQuery(explain + bound).map((row, _) -> row.getString(told)).list());
    }
}
