package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.register.Act;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Found;

/// One of the lists' tables, and how its rows are read.
///
/// @param select selects its entries
/// @param key the columns that tell entries from each other, in the order of the table
record ListTable(ListKind kind, String select, String key, RowMapper<Entry> mapper) {
    static final ListTable PREFIX_BLOCKS =
            new ListTable(
                    ListKind.BLOCKS,
                    ListSql.PREFIX_BLOCKS,
                    "prefix, list, principal",
                    ListRows::prefixBlock);

    /// Those whose entries are of one number.
    static final List<ListTable> OF_NUMBERS =
            List.of(
                    new ListTable(
                            ListKind.BLOCKS,
                            ListSql.BLOCKS,
                            "number, list, principal",
                            ListRows::block),
                    new ListTable(
                            ListKind.CONSENTS,
                            ListSql.CONSENTS,
                            "number, principal, given",
                            ListRows::consent),
                    new ListTable(
                            ListKind.CUSTOMERS,
                            ListSql.CUSTOMERS,
                            "number, principal, goods",
                            ListRows::customer),
                    new ListTable(
                            ListKind.SUBSCRIPTIONS,
                            ListSql.SUBSCRIPTIONS,
                            "number",
                            ListRows::subscription));

    /// All of them, prefixes last.
    static final List<ListTable> ALL =
            Stream.concat(OF_NUMBERS.stream(), Stream.of(PREFIX_BLOCKS)).toList();

    boolean holds(Optional<ListKind> wanted) {
        return wanted.isEmpty() || wanted.get() == kind;
    }

    boolean hasList() {
        return kind == ListKind.BLOCKS;
    }

    boolean hasPrincipal() {
        return kind != ListKind.SUBSCRIPTIONS;
    }

    /// Selects its entries as `e` with their acts as `a`; conditions may follow.
    String found() {
        return "SELECT e.*, a.at AS act_at, a.who AS act_who, a.act AS act_what,"
                + " a.source AS act_source, a.reason AS act_reason FROM ("
                + select
                + ") e LEFT JOIN list_act a ON a.id = e.act WHERE 1 = 1";
    }

    /// In the order of the key, which costs nothing.
    String order() {
        return " ORDER BY e." + key.replace(", ", ", e.");
    }

    Found found(ResultSet row, StatementContext context) throws SQLException {
        Entry entry = mapper.map(row, context);
        long at = row.getLong("act_at");
        return row.wasNull()
                ? new Found(entry, Optional.empty(), Optional.empty())
                : new Found(
                        entry,
                        Optional.of(Instant.ofEpochMilli(at)),
                        Optional.of(
                                new Act(
                                        row.getString("act_who"),
                                        row.getString("act_what"),
                                        row.getString("act_source"),
                                        row.getString("act_reason"))));
    }
}
