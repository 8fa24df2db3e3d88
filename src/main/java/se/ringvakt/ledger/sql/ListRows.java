package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListHistory.BrokenOff;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.Removals.Decision;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.register.Removals.State;

/// Rows of the lists' tables as what they mean.
final class ListRows {
    private ListRows() {}

    static Entry block(ResultSet row, StatementContext context) throws SQLException {
        return block(row);
    }

    static Entry prefixBlock(ResultSet row, StatementContext context) throws SQLException {
        return prefixBlock(row);
    }

    static Entry consent(ResultSet row, StatementContext context) throws SQLException {
        return consent(row);
    }

    static Entry customer(ResultSet row, StatementContext context) throws SQLException {
        return customer(row);
    }

    static Entry subscription(ResultSet row, StatementContext context) throws SQLException {
        return subscription(row);
    }

    /// The row of the table this entry would stand in.
    static Entry read(Entry like, ResultSet row) throws SQLException {
        return switch (like) {
            case Entry.NumberBlock _ -> block(row);
            case Entry.PrefixBlock _ -> prefixBlock(row);
            case Entry.ConsentGiven _ -> consent(row);
            case Entry.Customer _ -> customer(row);
            case Entry.Subscribed _ -> subscription(row);
        };
    }

    static Change change(ResultSet row, StatementContext context) throws SQLException {
        return new Change(row.getLong(1), number(row, 2));
    }

    static Event event(ResultSet row, StatementContext context) throws SQLException {
        Optional<PhoneNumber> number = number(row, 2);
        String prefix = row.getString(3);
        String kind = row.getString(4);
        return new Event(
                row.getLong(1),
                Instant.ofEpochMilli(row.getLong(8)),
                new Act(row.getString(7), row.getString(9), row.getString(10), row.getString(11)),
                entry(number, prefix, kind, row.getString(5)),
                entry(number, prefix, kind, row.getString(6)));
    }

    private static Optional<Entry> entry(
            Optional<PhoneNumber> number,
            @Nullable String prefix,
            @Nullable String kind,
            @Nullable String text) {
        if (kind == null || text == null) {
            return Optional.empty();
        }
        return Optional.of(
                prefix == null
                        ? EntryText.read(kind, number.orElseThrow(), text)
                        : new Entry.PrefixBlock(prefix, EntryText.block(text)));
    }

    static BrokenOff brokenOff(ResultSet row, StatementContext context) throws SQLException {
        return new BrokenOff(
                Instant.ofEpochMilli(row.getLong(1)), row.getString(2), row.getLong(3));
    }

    static Request request(ResultSet row, StatementContext context) throws SQLException {
        Block block = EntryText.block(row.getString(4));
        Optional<PhoneNumber> number = number(row, 2);
        return new Request(
                row.getLong(1),
                number.isPresent()
                        ? new Entry.NumberBlock(number.get(), block)
                        : new Entry.PrefixBlock(row.getString(3), block),
                row.getString(5),
                row.getString(6),
                Instant.ofEpochMilli(row.getLong(7)),
                State.valueOf(row.getString(8)),
                decision(row));
    }

    private static Optional<Decision> decision(ResultSet row) throws SQLException {
        Optional<Instant> at = instant(row, 10);
        return at.isEmpty()
                ? Optional.empty()
                : Optional.of(new Decision(row.getString(9), at.get(), row.getString(11)));
    }

    private static Entry block(ResultSet row) throws SQLException {
        return new Entry.NumberBlock(number(row), blockOf(row));
    }

    private static Entry prefixBlock(ResultSet row) throws SQLException {
        return new Entry.PrefixBlock(row.getString(1), blockOf(row));
    }

    private static Entry consent(ResultSet row) throws SQLException {
        return new Entry.ConsentGiven(
                number(row),
                new Consent(
                        new PrincipalId(row.getString(2)),
                        Instant.ofEpochMilli(row.getLong(3)),
                        instant(row, 4),
                        row.getString(5)));
    }

    private static Entry customer(ResultSet row) throws SQLException {
        return new Entry.Customer(
                number(row),
                new CustomerRelation(
                        new PrincipalId(row.getString(2)),
                        given(row.getString(3)),
                        LocalDate.parse(row.getString(4)),
                        Optional.ofNullable(row.getString(5)).map(LocalDate::parse)));
    }

    private static Entry subscription(ResultSet row) throws SQLException {
        return new Entry.Subscribed(number(row), Subscription.valueOf(row.getString(2)));
    }

    private static Block blockOf(ResultSet row) throws SQLException {
        return new Block(
                Block.List.valueOf(row.getString(2)),
                given(row.getString(3)).map(PrincipalId::new),
                instant(row, 4));
    }

    private static PhoneNumber number(ResultSet row) throws SQLException {
        return new PhoneNumber(row.getLong(1));
    }

    private static Optional<PhoneNumber> number(ResultSet row, int column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(new PhoneNumber(number));
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
