package se.ringvakt.ledger.sqlite;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;

/// The rows of block lists, exemptions and subscriptions, as one connection sees them.
final class ListRows {
    private final Handle handle;

    ListRows(Handle handle) {
        this.handle = handle;
    }

    /// How an entry is written: one upsert that changes nothing when the same stands already.
    private enum Table {
        NUMBER_BLOCK(
                """
                INSERT INTO number_block (number, list, principal, expires)
                VALUES (:number, :list, :principal, :expires)
                ON CONFLICT DO UPDATE SET expires = excluded.expires
                 WHERE expires IS NOT excluded.expires
                """),
        PREFIX_BLOCK(
                """
                INSERT INTO prefix_block (prefix, list, principal, expires)
                VALUES (:prefix, :list, :principal, :expires)
                ON CONFLICT DO UPDATE SET expires = excluded.expires
                 WHERE expires IS NOT excluded.expires
                """),
        CONSENT(
                """
                INSERT INTO consent (number, principal, given, withdrawn, proof)
                VALUES (:number, :principal, :given, :withdrawn, :proof)
                ON CONFLICT DO UPDATE SET withdrawn = excluded.withdrawn, proof = excluded.proof
                 WHERE withdrawn IS NOT excluded.withdrawn OR proof IS NOT excluded.proof
                """),
        CUSTOMER(
                """
                INSERT INTO customer (number, principal, goods, since, ended)
                VALUES (:number, :principal, :goods, :since, :ended)
                ON CONFLICT DO UPDATE SET since = excluded.since, ended = excluded.ended
                 WHERE since IS NOT excluded.since OR ended IS NOT excluded.ended
                """),
        SUBSCRIPTION(
                """
                INSERT INTO subscription (number, kind) VALUES (:number, :kind)
                ON CONFLICT DO UPDATE SET kind = excluded.kind WHERE kind IS NOT excluded.kind
                """);

        private final String upsert;

        Table(String upsert) {
            this.upsert = upsert;
        }

        static Table of(Entry entry) {
            return switch (entry) {
                case Entry.NumberBlock _ -> NUMBER_BLOCK;
                case Entry.PrefixBlock _ -> PREFIX_BLOCK;
                case Entry.ConsentGiven _ -> CONSENT;
                case Entry.Customer _ -> CUSTOMER;
                case Entry.Subscribed _ -> SUBSCRIPTION;
            };
        }
    }

    /// Writes the entries and returns the numbers of those that were new or different; for a
    /// prefix, nothing.
    List<Optional<PhoneNumber>> put(List<Entry> entries) {
        List<Optional<PhoneNumber>> changed = new ArrayList<>();
        Map<Table, List<Entry>> byTable =
                entries.stream().collect(Collectors.groupingBy(Table::of));
        byTable.forEach((table, rows) -> {
            PreparedBatch batch = handle.prepareBatch(table.upsert);
            rows.forEach(entry -> bind(batch, entry));
            int[] counts = batch.execute();
            for (int i = 0; i < counts.length; i++) {
                if (counts[i] > 0) {
                    changed.add(number(rows.get(i)));
                }
            }
        });
        return changed;
    }

    private static void bind(PreparedBatch batch, Entry entry) {
        switch (entry) {
            case Entry.NumberBlock(PhoneNumber number, Block block) ->
                    bind(batch.bind("number", number.e164()), block);
            case Entry.PrefixBlock(String prefix, Block block) ->
                    bind(batch.bind("prefix", prefix), block);
            case Entry.ConsentGiven(PhoneNumber number, Consent consent) ->
                    batch.bind("number", number.e164())
                            .bind("principal", consent.principal().value())
                            .bind("given", consent.given().toEpochMilli())
                            .bind("withdrawn", millis(consent.withdrawn()))
                            .bind("proof", consent.proof());
            case Entry.Customer(PhoneNumber number, CustomerRelation relation) ->
                    batch.bind("number", number.e164())
                            .bind("principal", relation.principal().value())
                            .bind("goods", text(relation.goods()))
                            .bind("since", relation.since().toString())
                            .bind("ended", relation.ended().map(LocalDate::toString).orElse(null));
            case Entry.Subscribed(PhoneNumber number, Subscription subscription) ->
                    batch.bind("number", number.e164()).bind("kind", subscription.name());
        }
        batch.add();
    }

    private static void bind(PreparedBatch batch, Block block) {
        batch.bind("list", block.list().name())
                .bind("principal", text(block.principal()))
                .bind("expires", millis(block.expires()));
    }

    private static Optional<PhoneNumber> number(Entry entry) {
        return switch (entry) {
            case Entry.NumberBlock block -> Optional.of(block.number());
            case Entry.PrefixBlock _ -> Optional.empty();
            case Entry.ConsentGiven consent -> Optional.of(consent.number());
            case Entry.Customer customer -> Optional.of(customer.number());
            case Entry.Subscribed subscribed -> Optional.of(subscribed.number());
        };
    }

    /// Every entry.
    List<Entry> all() {
        List<Entry> all = numbered("");
        all.addAll(prefixes());
        return all;
    }

    /// The entries of one number.
    List<Entry> of(PhoneNumber number) {
        return numbered(" WHERE number = " + number.e164());
    }

    List<Entry.PrefixBlock> prefixes() {
        return handle.createQuery("SELECT * FROM prefix_block")
                .map((row, _) -> new Entry.PrefixBlock(row.getString("prefix"), block(row)))
                .list();
    }

    private List<Entry> numbered(String where) {
        List<Entry> entries = new ArrayList<>();
        read(entries, "number_block", where, row -> new Entry.NumberBlock(phone(row), block(row)));
        read(entries, "consent", where, row -> new Entry.ConsentGiven(phone(row), consent(row)));
        read(entries, "customer", where, row -> new Entry.Customer(phone(row), relation(row)));
        read(entries, "subscription", where, row -> new Entry.Subscribed(phone(row), kind(row)));
        return entries;
    }

    @FunctionalInterface
    private interface Reading {
        Entry read(ResultSet row) throws SQLException;
    }

    private void read(List<Entry> entries, String table, String where, Reading reading) {
        RowMapper<Entry> mapper = (row, _) -> reading.read(row);
        Query query = handle.createQuery("SELECT * FROM " + table + where);
        query.map(mapper).forEach(entries::add);
    }

    private static PhoneNumber phone(ResultSet row) throws SQLException {
        return new PhoneNumber(row.getLong("number"));
    }

    private static Block block(ResultSet row) throws SQLException {
        return new Block(
                Block.List.valueOf(row.getString("list")),
                optional(row.getString("principal")).map(PrincipalId::new),
                instant(row, "expires"));
    }

    private static Consent consent(ResultSet row) throws SQLException {
        return new Consent(
                new PrincipalId(row.getString("principal")),
                Instant.ofEpochMilli(row.getLong("given")),
                instant(row, "withdrawn"),
                row.getString("proof"));
    }

    private static CustomerRelation relation(ResultSet row) throws SQLException {
        return new CustomerRelation(
                new PrincipalId(row.getString("principal")),
                optional(row.getString("goods")),
                LocalDate.parse(row.getString("since")),
                Optional.ofNullable(row.getString("ended")).map(LocalDate::parse));
    }

    private static Subscription kind(ResultSet row) throws SQLException {
        return Subscription.valueOf(row.getString("kind"));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(millis));
    }

    /// In keys an empty text means none, since NULL equals nothing.
    static String text(Optional<?> value) {
        return value.map(Object::toString).orElse("");
    }

    private static Optional<String> optional(String text) {
        return Optional.of(text).filter(it -> !it.isEmpty());
    }

    private static @Nullable Long millis(Optional<Instant> instant) {
        return instant.map(Instant::toEpochMilli).orElse(null);
    }
}
