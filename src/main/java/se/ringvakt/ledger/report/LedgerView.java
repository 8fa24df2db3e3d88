package se.ringvakt.ledger.report;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.OptionalLong;
import se.ringvakt.ledger.LedgerException;

/// A ledger for those who look back: connections of their own, few, that cannot write, so that no
/// question about the past takes anything from a decision but the machine's time. Thread-safe.
///
/// What is asked through it must mean the same to every engine.
public interface LedgerView extends AutoCloseable {
    /// So many may read at once.
    int READERS = 2;

    /// How the ledger numbers its denials.
    DenialIds denialIds();

    /// A connection that reads one moment from its first question on; closing gives it back.
    Connection reader() throws SQLException;

    /// A connection for oneself, which reads one moment until it is rolled back.
    Connection connect() throws SQLException;

    /// A number that is another one as soon as anything was committed to the ledger since it was
    /// last asked for through this connection; none: the engine does not tell.
    OptionalLong version(Connection own) throws SQLException;

    /// What is wrong, in one line for an operator.
    LedgerException fault(SQLException cause);

    @Override
    void close();
}
