package se.ringvakt.ledger.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;
import se.ringvakt.register.Replacement;

/// Writes entries into the lists' tables, and a change with before and after for each that was new
/// or different. For one connection, one act, one transaction that holds the revisions' counter.
///
/// Plain JDBC: a million entries pass here, and Jdbi would parse and bind each by name.
final class ListWriter implements AutoCloseable {
    private final Connection connection;
    private final List<PreparedStatement> prepared = new ArrayList<>();
    private final Statements blocks;
    private final Statements prefixBlocks;
    private final Statements consents;
    private final Statements customers;
    private final Statements subscriptions;
    private final PreparedStatement change;
    private final long act;
    private long revision;

    /// For one act.
    ///
    /// @param revision the last one
    ListWriter(Connection connection, long act, long revision) throws SQLException {
        this.connection = connection;
        this.act = act;
        this.revision = revision;
        this.blocks = new Statements(ListSql.BLOCK_THERE, ListSql.PUT_BLOCK);
        this.prefixBlocks = new Statements(ListSql.PREFIX_BLOCK_THERE, ListSql.PUT_PREFIX_BLOCK);
        this.consents = new Statements(ListSql.CONSENT_THERE, ListSql.PUT_CONSENT);
        this.customers = new Statements(ListSql.CUSTOMER_THERE, ListSql.PUT_CUSTOMER);
        this.subscriptions = new Statements(ListSql.SUBSCRIPTION_THERE, ListSql.PUT_SUBSCRIPTION);
        this.change = prepare(ListSql.ADD_CHANGE);
    }

    /// The last change's.
    long revision() {
        return revision;
    }

    /// Returns whether it was new or different.
    boolean add(Entry added) throws SQLException {
        Optional<Entry> standing = standing(added);
        Optional<Entry> instead =
                standing.isEmpty() ? Optional.of(added) : Replacement.of(standing.get(), added);
        if (instead.isEmpty()) {
            return false;
        }
        put(instead.get());
        noteChange(standing, instead);
        return true;
    }

    /// Writes what stands from now on in place of what stood.
    void replace(Entry standing, Entry instead) throws SQLException {
        put(instead);
        noteChange(Optional.of(standing), Optional.of(instead));
    }

    /// Removes a block, if it stands just so; returns whether it did.
    boolean remove(Entry.Blocked blocked) throws SQLException {
        if (!standing(blocked).equals(Optional.of(blocked))) {
            return false;
        }
        boolean ofNumber = blocked instanceof NumberBlock;
        try (PreparedStatement delete =
                connection.prepareStatement(
                        ofNumber ? ListSql.REMOVE_BLOCK : ListSql.REMOVE_PREFIX_BLOCK)) {
            bindKey(delete, blocked);
            delete.executeUpdate();
        }
        noteChange(Optional.of(blocked), Optional.empty());
        return true;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : prepared) {
            statement.close();
        }
    }

    /// What stands of the same number and says the same thing.
    private Optional<Entry> standing(Entry entry) throws SQLException {
        PreparedStatement there = statements(entry).there;
        bindKey(there, entry);
        try (ResultSet row = there.executeQuery()) {
            return row.next() ? Optional.of(ListRows.read(entry, row)) : Optional.empty();
        }
    }

    private Statements statements(Entry entry) {
        return switch (entry) {
            case NumberBlock _ -> blocks;
            case PrefixBlock _ -> prefixBlocks;
            case ConsentGiven _ -> consents;
            case Customer _ -> customers;
            case Subscribed _ -> subscriptions;
        };
    }

    /// Binds what tells an entry from others, and returns the next parameter's index.
    private static int bindKey(PreparedStatement statement, Entry entry) throws SQLException {
        return switch (entry) {
            case NumberBlock(PhoneNumber number, Block it) -> {
                statement.setLong(1, number.e164());
                yield bindOwner(statement, it);
            }
            case PrefixBlock(String prefix, Block it) -> {
                statement.setString(1, prefix);
                yield bindOwner(statement, it);
            }
            case ConsentGiven(PhoneNumber number, Consent it) -> {
                statement.setLong(1, number.e164());
                statement.setString(2, it.principal().value());
                statement.setLong(3, it.given().toEpochMilli());
                yield 4;
            }
            case Customer(PhoneNumber number, CustomerRelation it) -> {
                statement.setLong(1, number.e164());
                statement.setString(2, it.principal().value());
                statement.setString(3, it.goods().orElse(""));
                yield 4;
            }
            case Subscribed(PhoneNumber number, var _) -> {
                statement.setLong(1, number.e164());
                yield 2;
            }
        };
    }

    private static int bindOwner(PreparedStatement statement, Block block) throws SQLException {
        statement.setString(2, block.list().name());
        statement.setString(3, block.principal().map(PrincipalId::value).orElse(""));
        return 4;
    }

    private void put(Entry entry) throws SQLException {
        PreparedStatement put = statements(entry).put;
        int next = bindKey(put, entry);
        switch (entry) {
            case Entry.Blocked blocked -> setInstant(put, next++, blocked.block().expires());
            case ConsentGiven(var _, Consent it) -> {
                setInstant(put, next++, it.withdrawn());
                put.setString(next++, it.proof());
            }
            case Customer(var _, CustomerRelation it) -> {
                put.setString(next++, it.since().toString());
                setText(put, next++, it.ended().map(Object::toString));
            }
            case Subscribed(var _, Subscription it) -> put.setString(next++, it.name());
        }
        put.setLong(next, act);
        put.executeUpdate();
    }

    private void noteChange(Optional<Entry> before, Optional<Entry> after) throws SQLException {
        Entry subject = after.or(() -> before).orElseThrow();
        if (subject instanceof PrefixBlock(String prefix, var _)) {
            change.setNull(1, Types.BIGINT);
            change.setString(2, prefix);
        } else {
            change.setLong(1, subject.about().orElseThrow().e164());
            change.setNull(2, Types.VARCHAR);
        }
        change.setLong(3, act);
        change.setString(4, EntryText.kind(subject));
        setText(change, 5, before.map(EntryText::of));
        setText(change, 6, after.map(EntryText::of));
        change.setLong(7, ++revision);
        change.executeUpdate();
    }

    private static void setInstant(PreparedStatement statement, int index, Optional<Instant> at)
            throws SQLException {
        if (at.isPresent()) {
            statement.setLong(index, at.get().toEpochMilli());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }

    private static void setText(PreparedStatement statement, int index, Optional<String> text)
            throws SQLException {
        if (text.isPresent()) {
            statement.setString(index, text.get());
        } else {
            statement.setNull(index, Types.VARCHAR);
        }
    }

    private PreparedStatement prepare(String sql) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        prepared.add(statement);
        return statement;
    }

    /// A table's two statements.
    private final class Statements {
        private final PreparedStatement there;
        private final PreparedStatement put;

        Statements(String there, String put) throws SQLException {
            this.there = prepare(there);
            this.put = prepare(put);
        }
    }
}
