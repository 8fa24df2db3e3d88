package se.ringvakt.ledger.postgres;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;

/// The ids of the lines by which was judged. There are few, one for each set of versions in force.
/// Thread-safe.
final class BasisLines {
    private static final int MOST = 1_000;

    private final Cache<String, Long> known =
            Caffeine.newBuilder().executor(Runnable::run).maximumSize(MOST).build();

    /// A line's id; a new line is recorded first.
    long id(Connection connection, String line) throws SQLException {
        Long hot = known.getIfPresent(line);
        if (hot != null) {
            return hot;
        }
        try (Bound add = new Bound(connection, HotSql.ADD_BASIS)) {
            add.text(line).writes();
        }
        try (Bound find = new Bound(connection, HotSql.FIND_BASIS)) {
            try (ResultSet row = find.text(line).statement().executeQuery()) {
                row.next();
                long id = row.getLong(1);
                known.put(line, id);
                return id;
            }
        }
    }

    /// What was known may be of a database that was put back.
    void forget() {
        known.invalidateAll();
    }
}
