package se.ringvakt.ledger.postgres;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.postgresql.util.PSQLException;
import org.postgresql.util.PSQLState;
import se.ringvakt.ledger.LedgerException;

/// What is wrong with the database, in one line for an operator. Never tells the password.
final class PostgresFault {
    private static final Set<String> SOMEBODY_ELSE_WROTE =
            Set.of(
                    PSQLState.SERIALIZATION_FAILURE.getState(),
                    PSQLState.DEADLOCK_DETECTED.getState(),
                    // A month's table came while a row was on its way to the rest: it has one now.
                    PSQLState.CHECK_VIOLATION.getState());

    /// Read only: a replica, or a primary that was one; disk full; no connections left.
    private static final Set<String> OUT_OF_SERVICE =
            Set.of("25006", "53100", "53200", "53300", "28P01", "28000", "3D000");

    private static final String USED_KEY = PSQLState.UNIQUE_VIOLATION.getState();

    private static final String USED_NAME = "42P07";

    private PostgresFault() {}

    static LedgerException of(PostgresSettings settings, Exception cause) {
        return new LedgerException(describe(settings, cause), cause);
    }

    static LedgerException of(PostgresSettings settings, String what) {
        return new LedgerException("ledger " + settings.name() + ": " + what);
    }

    static String describe(PostgresSettings settings, Exception cause) {
        return "ledger " + settings.name() + ": " + what(settings, cause);
    }

    /// The transaction was rolled back because of another one: it may be run again.
    static boolean isConflict(Throwable cause) {
        return SOMEBODY_ELSE_WROTE.contains(state(cause));
    }

    static boolean isUsedKey(Throwable cause) {
        return state(cause).equals(USED_KEY);
    }

    /// A table of that name is there already.
    static boolean isUsedName(Throwable cause) {
        return state(cause).equals(USED_NAME);
    }

    /// Whether it may have been committed all the same: the server's answer was not heard, or it
    /// does not say that the statement was undone.
    static boolean isUnknown(Throwable cause) {
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof PSQLException answered) {
                return answered.getServerErrorMessage() == null || isEndOfConnection(state(at));
            }
        }
        // Hikari had no connection to give: nothing was sent.
        return !(cause instanceof SQLTransientConnectionException);
    }

    /// Whether the connection or the server is gone, rather than one statement refused.
    static boolean isAway(Throwable cause) {
        String state = state(cause);
        return isEndOfConnection(state) || OUT_OF_SERVICE.contains(state);
    }

    private static boolean isEndOfConnection(String state) {
        // 57P01 to 57P05: the server ends, or ended, the connection; 40003: it does not know.
        return state.startsWith("08") || state.startsWith("57P") || state.equals("40003");
    }

    private static String what(PostgresSettings settings, Exception cause) {
        return switch (state(cause)) {
            case "28P01", "28000" ->
                    "user "
                            + settings.user()
                            + " is refused (expected: the right password in ledger.password-file,"
                            + " and a line for this gate in pg_hba.conf)";
            case "3D000" -> "no such database (expected: one made with createdb)";
            case "42501" ->
                    "user "
                            + settings.user()
                            + " may not do this (expected: the database's owner): "
                            + firstLine(cause);
            case "53100" -> "no space left on the server's disk";
            case "53300" -> "the server takes no more connections (expected: max_connections)";
            case "57P03" -> "the server is starting or stopping";
            case "57014" -> "took longer than it may";
            case "25006" -> "the server can only be read (expected: the primary, not a replica)";
            case "08001", "08004" -> "cannot be reached: " + firstLine(root(cause));
            default -> firstLine(cause);
        };
    }

    /// The SQLState of the innermost failure that has one; empty: none has.
    private static String state(Throwable cause) {
        String state = "";
        for (Throwable at = cause; at != null; at = at.getCause()) {
            if (at instanceof SQLException sql && sql.getSQLState() != null) {
                state = sql.getSQLState();
            }
        }
        return state;
    }

    private static Throwable root(Throwable cause) {
        Throwable at = cause;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at;
    }

    private static String firstLine(Throwable cause) {
        String message = String.valueOf(cause.getMessage());
        return message.lines().findFirst().orElse(cause.getClass().getSimpleName());
    }
}
