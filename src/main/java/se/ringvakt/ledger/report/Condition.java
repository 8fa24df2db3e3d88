package se.ringvakt.ledger.report;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;

/// The end of a query, put together from fixed words; what users gave is only ever bound.
final class Condition {
    private final StringBuilder sql = new StringBuilder();
    private final List<Object> values = new ArrayList<>();

    /// Adds fixed words with the values of their question marks.
    Condition and(String words, Object... bound) {
        sql.append(sql.isEmpty() ? " WHERE " : " AND ").append(words);
        Collections.addAll(values, bound);
        return this;
    }

    /// One of these.
    Condition in(String column, Collection<?> any) {
        String marks = String.join(",", Collections.nCopies(any.size(), "?"));
        return and(column + " IN (" + marks + ")", any.toArray());
    }

    /// One of those that a query finds by these words.
    Condition in(String column, String query, Collection<?> any) {
        String marks = String.join(",", Collections.nCopies(any.size(), "?"));
        return and(column + " IN (" + query + " IN (" + marks + "))", any.toArray());
    }

    /// Binds what comes before the conditions.
    void bindFirst(Object... bound) {
        values.addAll(0, List.of(bound));
    }

    /// What comes after the conditions.
    Condition then(String words, Object... bound) {
        sql.append(' ').append(words);
        Collections.addAll(values, bound);
        return this;
    }

    String sql() {
        return sql.toString();
    }

    void bind(PreparedStatement statement) throws SQLException {
        for (int i = 0; i < values.size(); i++) {
            statement.setObject(i + 1, values.get(i));
        }
    }
}
