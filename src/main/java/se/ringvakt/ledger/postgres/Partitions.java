package se.ringvakt.ledger.postgres;

import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.ledger.LedgerException;

/// Makes the months of attempts, outcomes and denials ahead. One that is missing costs nothing but
/// its neatness: its rows go to the rest. Any gate may do it, and it does not matter which does.
final class Partitions {
    static final Duration EVERY = Duration.ofHours(6);

    private static final Logger LOG = LoggerFactory.getLogger(Partitions.class);
    private static final List<String> TABLES = List.of("attempt", "outcome", "denial");
    private static final int AHEAD = 3;
    private static final int ID_BITS = 20;

    private final PostgresDatabase database;

    Partitions(PostgresDatabase database) {
        this.database = database;
    }

    /// This month and those after it.
    void make() {
        YearMonth month = YearMonth.from(Instant.now().atZone(ZoneOffset.UTC));
        for (int ahead = 0; ahead <= AHEAD; ahead++) {
            for (String table : TABLES) {
                make(table, month.plusMonths(ahead));
            }
        }
    }

    /// Nobody waits for it longer than a moment: if it cannot have the table at once, the next time
    /// will do.
    private void make(String table, YearMonth month) {
        String name =
                String.format(
                        Locale.ROOT, "%s_%04d_%02d", table, month.getYear(), month.getMonthValue());
        try {
            if (database.read(handle -> exists(handle, name))) {
                return;
            }
            int _ =
                    database.write(handle -> {
                        handle.execute("SET LOCAL lock_timeout = 100");
                        handle.execute(
                                "CREATE TABLE " + name + " (LIKE " + table + " INCLUDING ALL)");
                        return handle.execute(
                                "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM (%d) TO (%d)"
                                        .formatted(
                                                table,
                                                name,
                                                begin(month),
                                                begin(month.plusMonths(1))));
                    });
            LOG.info("ledger {}: {} made", database.settings().name(), name);
        } catch (LedgerException e) {
            LOG.info("{} not made now: {}", name, e.getMessage());
        }
    }

    private static boolean exists(Handle handle, String name) {
        return handle.createQuery(
                        """
                        SELECT count(*) > 0 FROM information_schema.tables
                         WHERE table_schema = current_schema() AND table_name = :name
                        """)
                .bind("name", name)
                .mapTo(Boolean.class)
                .one();
    }

    private static long begin(YearMonth month) {
        return month.atDay(1).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli() << ID_BITS;
    }
}
