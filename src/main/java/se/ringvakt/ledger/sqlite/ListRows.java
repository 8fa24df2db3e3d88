package se.ringvakt.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry;

/// Rows of the lists' tables as entries.
final class ListRows {
    private ListRows() {}

    static Entry block(ResultSet row, StatementContext context) throws SQLException {
        return new Entry.NumberBlock(number(row), block(row));
    }

    static Entry prefixBlock(ResultSet row, StatementContext context) throws SQLException {
        return new Entry.PrefixBlock(row.getString(1), block(row));
    }

    static Entry consent(ResultSet row, StatementContext context) throws SQLException {
        return new Entry.ConsentGiven(
                number(row),
                new Consent(
                        new PrincipalId(row.getString(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        instant(row, 4),
                        row.getString(5)));
    }

    static Entry customer(ResultSet row, StatementContext context) throws SQLException {
        return new Entry.Customer(
                number(row),
                new CustomerRelation(
                        new PrincipalId(row.getString(2)),
                        given(row.getString(3)),
                        LocalDate.parse(row.getString(4)),
                        Optional.ofNullable(row.getString(5)).map(LocalDate::parse)));
    }

    static Entry subscription(ResultSet row, StatementContext context) throws SQLException {
        return new Entry.Subscribed(number(row), Subscription.valueOf(row.getString(2)));
    }

    static Change change(ResultSet row, StatementContext context) throws SQLException {
        long number = row.getLong(2);
        Optional<PhoneNumber> changed =
                row.wasNull() ? Optional.empty() : Optional.of(new PhoneNumber(number));
        return new Change(row.getLong(1), changed);
    }

    private static PhoneNumber number(ResultSet row) throws SQLException {
        return new PhoneNumber(row.getLong(1));
    }

    private static Block block(ResultSet row) throws SQLException {
        return new Block(
                Block.List.valueOf(row.getString(2)),
                given(row.getString(3)).map(PrincipalId::new),
                instant(row, 4));
    }

    private static Optional<Instant> instant(ResultSet row, int column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// Empty stands for none in a key.
    private static Optional<String> given(String text) {
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }
}
