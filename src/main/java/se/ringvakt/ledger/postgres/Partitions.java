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

    /// So many months after it no outcome comes for an attempt of a month.
    private static final int OVER = 2;

    private static final int ID_BITS = 20;

    private final PostgresDatabase database;

    Partitions(PostgresDatabase database) {
        this.database = database;
    }

    /// This month and those after it.
    void make() {
        make(YearMonth.now(ZoneOffset.UTC));
    }

    /// The months from this one on, past this day.
    void make(YearMonth first) {
        YearMonth last = YearMonth.now(ZoneOffset.UTC).plusMonths(AHEAD);
        for (YearMonth month = first; !month.isAfter(last); month = month.plusMonths(1)) {
            for (String table : TABLES) {
                make(table, month);
            }
        }
    }

    /// Nobody waits for it longer than a moment: if it cannot have the table at once, the next time
    /// will do.
    private void make(String table, YearMonth month) {
        String name = name(table, month);
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
            if (PostgresFault.isUsedKey(e) || PostgresFault.isUsedName(e)) {
                LOG.debug("{}: another gate makes it", name);
            } else {
                LOG.info("{} not made now: {}", name, e.getMessage());
            }
        }
    }

    /// Drops months long over of which nothing is left: their pages go back to the disk at once,
    /// and nothing need vacuum them.
    void dropEmpty() {
        YearMonth month = YearMonth.from(Instant.now().atZone(ZoneOffset.UTC)).minusMonths(OVER);
        for (String table : TABLES) {
            String newest = name(table, month);
            database.read(handle -> months(handle, table)).stream()
                    .filter(name -> name.compareTo(newest) < 0)
                    .forEach(this::dropEmpty);
        }
    }

    private void dropEmpty(String name) {
        try {
            if (database.read(handle -> isEmpty(handle, name)) && dropped(name)) {
                LOG.info("ledger {}: {} dropped, it was empty", database.settings().name(), name);
            }
        } catch (LedgerException e) {
            LOG.info("{} not dropped now: {}", name, e.getMessage());
        }
    }

    /// An outcome may come in late: looked again under the lock.
    private boolean dropped(String name) {
        return database.write(handle -> {
            handle.execute("SET LOCAL lock_timeout = 100");
            handle.execute("LOCK TABLE " + name + " IN ACCESS EXCLUSIVE MODE");
            boolean empty = isEmpty(handle, name);
            if (empty) {
                handle.execute("DROP TABLE " + name);
            }
            return empty;
        });
    }

    private static boolean isEmpty(Handle handle, String name) {
        return handle.createQuery("SELECT NOT EXISTS (SELECT 1 FROM " + name + ")")
                .mapTo(Boolean.class)
                .one();
    }

    private static List<String> months(Handle handle, String table) {
        return handle
                .createQuery(
                        """
                        SELECT table_name FROM information_schema.tables
                         WHERE table_schema = current_schema()
                        """)
                .mapTo(String.class)
                .list()
                .stream()
                .filter(name -> name.matches(table + "_[0-9]{4}_[0-9]{2}"))
                .toList();
    }

    private static String name(String table, YearMonth month) {
        return String.format(
                Locale.ROOT, "%s_%04d_%02d", table, month.getYear(), month.getMonthValue());
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
