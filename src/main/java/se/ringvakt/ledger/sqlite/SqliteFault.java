package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import se.ringvakt.ledger.LedgerException;

/// What is wrong with the database, in one line for an operator.
final class SqliteFault {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFault.class);
    private static final int PRIMARY_CODE = 0xff;

    private SqliteFault() {}

    static LedgerException of(Path file, Exception cause) {
        return new LedgerException(describe(file, cause), cause);
    }

    static String describe(Path file, Exception cause) {
        String what =
                switch (code(cause)) {
                    case SQLITE_BUSY, SQLITE_LOCKED ->
                            "locked by another process, or by a slow disk";
                    case SQLITE_FULL -> "no space left on the disk";
                    case SQLITE_CORRUPT -> "damaged (expected: an intact database; restore a copy)";
                    case SQLITE_NOTADB -> "not a database (expected: a SQLite file)";
                    case SQLITE_READONLY, SQLITE_PERM -> "cannot be written (expected: permission)";
                    case SQLITE_CANTOPEN -> "cannot be opened (expected: file and directory)";
                    case SQLITE_IOERR -> "the disk fails: " + firstLine(cause);
                    default -> firstLine(cause);
                };
        return "ledger " + file + ": " + what;
    }

    static String locked(Path file) {
        return "ledger " + file + ": locked by another process, or by a slow disk";
    }

    /// Gives up a connection that is of no more use.
    static void closeQuietly(@Nullable Connection connection) {
        try {
            if (connection != null) {
                connection.close();
            }
        } catch (SQLException e) {
            LOG.warn("a connection could not be closed: {}", firstLine(e));
        }
    }

    /// Somebody else writes; nothing is wrong.
    static boolean isBusy(Exception cause) {
        SQLiteErrorCode code = code(cause);
        return code == SQLiteErrorCode.SQLITE_BUSY || code == SQLiteErrorCode.SQLITE_LOCKED;
    }

    /// The primary result code; extended codes carry it in their lowest byte.
    private static SQLiteErrorCode code(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getErrorCode() > 0) {
                return SQLiteErrorCode.getErrorCode(sql.getErrorCode() & PRIMARY_CODE);
            }
        }
        return SQLiteErrorCode.UNKNOWN_ERROR;
    }

    private static String firstLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
