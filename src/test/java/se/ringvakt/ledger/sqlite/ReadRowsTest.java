package se.ringvakt.ledger.sqlite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.LedgerException;

class ReadRowsTest {
    @TempDir private Path folder;

    private static Stream<Long> rows(SqliteDatabase database, String above) {
        return database.streamed(handle ->
                handle
                        .createQuery(
                                "WITH t(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM t LIMIT 2)"
                                        + " SELECT abs("
                                        + above
                                        + " - n) FROM t")
                        .mapTo(Long.class)
                        .stream());
    }

    @Test
    void aLedgerThatFailsBetweenTwoRowsFailsAsALedger() {
        try (SqliteDatabase database = EmptyLedger.open(folder.resolve("ledger.db"))) {
            try (Stream<Long> whole = rows(database, "0")) {
                assertThat(whole).containsExactly(1L, 2L);
            }
            try (Stream<Long> broken = rows(database, "-9223372036854775806")) {
                assertThatThrownBy(broken::toList)
                        .isInstanceOf(LedgerException.class)
                        .hasMessageStartingWith("ledger ");
            }
        }
    }
}
