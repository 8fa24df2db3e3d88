package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;

/// The conditions of a search as SQL.
final class ListQuery {
    private final ListSearch search;
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    private ListQuery(ListSearch search) {
        this.search = search;
    }

    /// A search in one of the lists' tables.
    ///
    /// @param from the first number; empty: from the beginning
    static Query of(Handle handle, ListTable table, ListSearch search, Optional<PhoneNumber> from) {
        ListQuery query = new ListQuery(search);
        if (table.equals(ListTable.PREFIX_BLOCKS)) {
            query.prefixes("e.prefix");
        } else {
            query.numbers("e.number");
            from.ifPresent(first -> {
                query.conditions.add("e.number >= :from");
                query.values.put("from", first.e164());
            });
        }
        query.owners(table);
        query.acts();
        return query.bound(handle, table.found() + query.where() + table.order());
    }

    /// A search in the changes. List and principal are not looked at.
    ///
    /// @param before only smaller revisions
    static Query ofEvents(Handle handle, ListSearch search, long before) {
        ListQuery query = new ListQuery(search);
        query.conditions.add("c.revision < :before");
        query.values.put("before", before);
        // Two look-ups, each by its own index.
        List<String> subjects = new ArrayList<>();
        if (search.number().isPresent()) {
            subjects.add("SELECT revision FROM list_change WHERE number = :number");
        }
        if (search.prefix().isPresent()) {
            subjects.add(
                    "SELECT revision FROM list_change WHERE number IS NOT NULL AND "
                            + begins("number", ":prefix"));
        }
        if (!subjects.isEmpty()) {
            ListQuery prefixes = new ListQuery(search);
            prefixes.prefixes("prefix");
            subjects.add(
                    "SELECT revision FROM list_change WHERE prefix IS NOT NULL" + prefixes.where());
            query.conditions.add("c.revision IN (" + String.join(" UNION ALL ", subjects) + ")");
            query.values.putAll(prefixes.values);
            search.number().ifPresent(number -> query.values.put("number", number.e164()));
        }
        search.kind().ifPresent(kind -> query.equal("c.kind", "kind", letter(kind)));
        query.acts();
        return query.bound(handle, ListSql.EVENTS + query.where() + " ORDER BY revision DESC");
    }

    private static String letter(ListKind kind) {
        return switch (kind) {
            case BLOCKS -> "B";
            case CONSENTS -> "C";
            case CUSTOMERS -> "R";
            case SUBSCRIPTIONS -> "S";
        };
    }

    private void numbers(String column) {
        search.number().ifPresent(number -> equal(column, "number", number.e164()));
        search.prefix()
                .ifPresent(prefix -> {
                    conditions.add(begins(column, ":prefix"));
                    values.put("prefix", prefix);
                });
    }

    private void prefixes(String column) {
        search.number()
                .map(PhoneNumber::e164)
                .ifPresent(digits -> {
                    conditions.add(begins(":digits", column));
                    values.put("digits", digits.toString());
                });
        search.prefix()
                .ifPresent(prefix -> {
                    conditions.add(
                            "("
                                    + begins(column, ":prefix")
                                    + " OR "
                                    + begins(":prefix", column)
                                    + ")");
                    values.put("prefix", prefix);
                });
    }

    private void owners(ListTable table) {
        if (search.list().isPresent()) {
            if (table.hasList()) {
                equal("e.list", "list", search.list().get().name());
            } else {
                conditions.add("1 = 0");
            }
        }
        if (search.principal().isPresent()) {
            if (table.hasPrincipal()) {
                equal("e.principal", "principal", search.principal().get().value());
            } else {
                conditions.add("1 = 0");
            }
        }
    }

    private void acts() {
        search.who()
                .ifPresent(who -> {
                    conditions.add("lower(a.who) LIKE lower(:who)" + Like.ESCAPED);
                    values.put("who", Like.holding(who));
                });
        time("a.at >= :since", "since", search.since());
        time("a.at < :until", "until", search.until());
    }

    private void time(String condition, String name, Optional<Instant> at) {
        at.ifPresent(instant -> {
            conditions.add(condition);
            values.put(name, instant.toEpochMilli());
        });
    }

    private void equal(String column, String name, Object value) {
        conditions.add(column + " = :" + name);
        values.put(name, value);
    }

    /// Digits that begin with others; both hold nothing but digits.
    private static String begins(String digits, String with) {
        String text = "CAST(" + with + " AS TEXT)";
        return "substr(CAST(" + digits + " AS TEXT), 1, length(" + text + ")) = " + text;
    }

    private String where() {
        StringBuilder where = new StringBuilder();
        conditions.forEach(condition -> where.append(" AND ").append(condition));
        return where.toString();
    }

    private Query bound(Handle handle, String sql) {
        return handle.createQuery(sql).bindMap(values);
    }
}
