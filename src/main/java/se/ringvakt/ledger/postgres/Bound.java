package se.ringvakt.ledger.postgres;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import se.ringvakt.call.Outcome;
import se.ringvakt.ledger.sql.OutcomeFacts;

/// A statement whose parameters are given in order. The driver keeps it prepared with the
/// connection.
final class Bound implements AutoCloseable {
    private static final int FACTS = 11;

    private final PreparedStatement statement;
    private int next = 1;

    Bound(Connection connection, String sql) throws SQLException {
        statement = connection.prepareStatement(sql);
    }

    PreparedStatement statement() {
        return statement;
    }

    Bound number(long value) throws SQLException {
        statement.setLong(next++, value);
        return this;
    }

    Bound number(Optional<Long> value) throws SQLException {
        if (value.isPresent()) {
            return number(value.get());
        }
        statement.setNull(next++, Types.BIGINT);
        return this;
    }

    Bound flag(boolean value) throws SQLException {
        return number(value ? 1 : 0);
    }

    Bound text(String value) throws SQLException {
        statement.setString(next++, value);
        return this;
    }

    Bound text(Optional<String> value) throws SQLException {
        if (value.isPresent()) {
            return text(value.get());
        }
        statement.setNull(next++, Types.VARCHAR);
        return this;
    }

    Bound bytes(byte[] value) throws SQLException {
        statement.setBytes(next++, value);
        return this;
    }

    Bound facts(Outcome told) throws SQLException {
        OutcomeFacts.bind(statement, next, told);
        next += FACTS;
        return this;
    }

    /// Returns whether it wrote anything.
    boolean writes() throws SQLException {
        return statement.executeUpdate() > 0;
    }

    void batch() throws SQLException {
        statement.addBatch();
        next = 1;
    }

    @Override
    public void close() throws SQLException {
        statement.close();
    }
}
