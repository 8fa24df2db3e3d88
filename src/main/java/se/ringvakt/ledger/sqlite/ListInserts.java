package se.ringvakt.ledger.sqlite;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists.Entry;

/// Puts entries into the lists' tables, and a change for each that was new or different. For one
/// connection and one act.
///
/// Plain JDBC: a million entries pass here, and Jdbi would parse and bind each by name.
final class ListInserts implements AutoCloseable {
    private final PreparedStatement block;
    private final PreparedStatement prefixBlock;
    private final PreparedStatement consent;
    private final PreparedStatement customer;
    private final PreparedStatement subscription;
    private final PreparedStatement change;
    private final long act;

    ListInserts(Connection connection, long act) throws SQLException {
        this.act = act;
        this.block = connection.prepareStatement(ListSql.ADD_BLOCK);
        this.prefixBlock = connection.prepareStatement(ListSql.ADD_PREFIX_BLOCK);
        this.consent = connection.prepareStatement(ListSql.ADD_CONSENT);
        this.customer = connection.prepareStatement(ListSql.ADD_CUSTOMER);
        this.subscription = connection.prepareStatement(ListSql.ADD_SUBSCRIPTION);
        this.change = connection.prepareStatement(ListSql.ADD_CHANGE);
    }

    /// Returns whether it was new or different.
    boolean add(Entry entry) throws SQLException {
        boolean added =
                switch (entry) {
                    case Entry.NumberBlock(PhoneNumber number, Block it) -> {
                        block.setLong(1, number.e164());
                        yield add(block, it);
                    }
                    case Entry.PrefixBlock(String prefix, Block it) -> {
                        prefixBlock.setString(1, prefix);
                        yield add(prefixBlock, it);
                    }
                    case Entry.ConsentGiven(PhoneNumber number, Consent it) -> add(number, it);
                    case Entry.Customer(PhoneNumber number, CustomerRelation it) -> add(number, it);
                    case Entry.Subscribed(PhoneNumber number, var it) -> {
                        subscription.setLong(1, number.e164());
                        subscription.setString(2, it.name());
                        yield subscription.executeUpdate() == 1;
                    }
                };
        if (added) {
            noteChange(number(entry));
        }
        return added;
    }

    void noteChange(Optional<PhoneNumber> number) throws SQLException {
        if (number.isPresent()) {
            change.setLong(1, number.get().e164());
        } else {
            change.setNull(1, Types.BIGINT);
        }
        change.setLong(2, act);
        change.executeUpdate();
    }

    @Override
    public void close() throws SQLException {
        block.close();
        prefixBlock.close();
        consent.close();
        customer.close();
        subscription.close();
        change.close();
    }

    /// The number an entry is about; empty: a prefix.
    static Optional<PhoneNumber> number(Entry entry) {
        return switch (entry) {
            case Entry.NumberBlock(PhoneNumber number, var _) -> Optional.of(number);
            case Entry.PrefixBlock _ -> Optional.empty();
            case Entry.ConsentGiven(PhoneNumber number, var _) -> Optional.of(number);
            case Entry.Customer(PhoneNumber number, var _) -> Optional.of(number);
            case Entry.Subscribed(PhoneNumber number, var _) -> Optional.of(number);
        };
    }

    private static boolean add(PreparedStatement statement, Block block) throws SQLException {
        statement.setString(2, block.list().name());
        statement.setString(3, block.principal().map(PrincipalId::value).orElse(""));
        setInstant(statement, 4, block.expires());
        return statement.executeUpdate() == 1;
    }

    private boolean add(PhoneNumber number, Consent it) throws SQLException {
        consent.setLong(1, number.e164());
        consent.setString(2, it.principal().value());
        consent.setLong(3, it.given().toEpochMilli());
        setInstant(consent, 4, it.withdrawn());
        consent.setString(5, it.proof());
        return consent.executeUpdate() == 1;
    }

    private boolean add(PhoneNumber number, CustomerRelation it) throws SQLException {
        customer.setLong(1, number.e164());
        customer.setString(2, it.principal().value());
        customer.setString(3, it.goods().orElse(""));
        customer.setString(4, it.since().toString());
        if (it.ended().isPresent()) {
            customer.setString(5, it.ended().get().toString());
        } else {
            customer.setNull(5, Types.VARCHAR);
        }
        return customer.executeUpdate() == 1;
    }

    private static void setInstant(PreparedStatement statement, int index, Optional<Instant> at)
            throws SQLException {
        if (at.isPresent()) {
            statement.setLong(index, at.get().toEpochMilli());
        } else {
            statement.setNull(index, Types.BIGINT);
        }
    }
}
