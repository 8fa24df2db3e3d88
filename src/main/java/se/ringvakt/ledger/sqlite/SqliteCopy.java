package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import se.ringvakt.ledger.LedgerException;

/// Copies of the ledger, and what is found in one.
public final class SqliteCopy {

    /// What a copy holds.
    ///
    /// @param schema the last migration's version
    /// @param rows how many each table holds
    public record Contents(int schema, Map<String, Long> rows) {
        public Contents {
            rows = Map.copyOf(rows);
        }
    }

    private SqliteCopy() {}

    /// Copies the ledger as it is at one moment, while others go on writing it: a reader's snapshot
    /// of the write-ahead log, which no writer waits for. The copy is one file, and holds nothing
    /// that was erased.
    ///
    /// @param to is not there yet
    /// @throws LedgerException when it cannot be read, or the copy not be written
    public static void make(SqliteDatabase from, Path to) {
        try (Connection connection = from.connect(from.settings().busyWait());
                PreparedStatement copy = connection.prepareStatement("VACUUM INTO ?")) {
            copy.setString(1, to.toString());
            copy.execute();
        } catch (SQLException e) {
            throw new LedgerException(
                    "copy of " + SqliteFault.describe(to, e) + " (expected: room for it)", e);
        }
    }

    /// Reads a whole copy, without changing it.
    ///
    /// @throws LedgerException when it is damaged, not ours, or of a newer program
    public static Contents check(Path file) {
        try (Connection connection = reader(file);
                Statement statement = connection.createStatement()) {
            SqliteDatabase.checkOurs(file, statement);
            SqliteDatabase.checkPages(file, statement);
            return new Contents(SqliteSchema.marked(file, statement), rows(statement));
        } catch (SQLException e) {
            throw SqliteFault.of(file, e);
        }
    }

    private static Connection reader(Path file) throws SQLException {
        SQLiteConfig config = new SQLiteConfig();
        config.setReadOnly(true);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source.getConnection();
    }

    private static Map<String, Long> rows(Statement statement) throws SQLException {
        List<String> tables = new ArrayList<>();
        try (ResultSet names =
                statement.executeQuery(
                        """
                        SELECT name FROM sqlite_schema
                         WHERE type = 'table' AND name NOT LIKE 'sqlite_%'
                        """)) {
            while (names.next()) {
                tables.add(names.getString(1));
            }
        }
        Map<String, Long> rows = new TreeMap<>();
        for (String table : tables) {
            String quoted = "\"" + table.replace("\"", "\"\"") + "\"";
            try (ResultSet count = statement.executeQuery("SELECT count(*) FROM " + quoted)) {
                rows.put(table, count.next() ? count.getLong(1) : 0);
            }
        }
        return rows;
    }
}
