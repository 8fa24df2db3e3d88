package se.ringvakt.ledger.report;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;
import se.ringvakt.ledger.LedgerException;

/// What is wrong with the file of counts, or with the ledger as it is read for them, in one line
/// for an operator.
final class ReportFault {
    private static final Logger LOG = LoggerFactory.getLogger(ReportFault.class);
    private static final int PRIMARY_CODE = 0xff;

    private ReportFault() {}

    static LedgerException of(Path file, Exception cause) {
        return new LedgerException("reports " + file + ": " + what(cause), cause);
    }

    private static String what(Exception cause) {
        return switch (code(cause)) {
            case SQLITE_BUSY, SQLITE_LOCKED -> "locked by another process, or by a slow disk";
            case SQLITE_FULL -> "no space left on the disk";
            case SQLITE_CORRUPT -> "damaged (expected: counts, which may be deleted)";
            case SQLITE_NOTADB -> "not a database (expected: counts, which may be deleted)";
            case SQLITE_READONLY, SQLITE_PERM -> "cannot be written (expected: permission)";
            case SQLITE_CANTOPEN -> "cannot be opened (expected: file and directory)";
            case SQLITE_IOERR -> "the disk fails: " + firstLine(cause);
            default -> firstLine(cause);
        };
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

    /// The primary result code; extended codes carry it in their lowest byte.
    private static SQLiteErrorCode code(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SQLiteException sql && sql.getErrorCode() > 0) {
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
