package se.ringvakt.bench;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;

/// The same wash as an anti-join in DuckDB, on two threads. Arguments: list, register, output.
final class DuckWash {
    private DuckWash() {}

    /// Runs it.
    public static void main(String[] arguments) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:");
                Statement statement = connection.createStatement()) {
            statement.execute("SET threads = 2");
            statement.execute(
                    """
                    COPY (
                      SELECT l.* FROM read_csv('%s', delim = ';', header = true, quote = '"',
                                               all_varchar = true) l
                      ANTI JOIN read_csv('%s', header = false, all_varchar = true,
                                         columns = {'number': 'VARCHAR'}) r
                      ON r.number = regexp_replace(
                           regexp_replace(l.telefon, '[^0-9+]', '', 'g'),
                           '^([+]46|0046)0?', '0')
                    ) TO '%s' (FORMAT csv, DELIMITER ';', HEADER)
                    """
                            .formatted(arguments[0], arguments[1], arguments[2]));
        }
    }
}
