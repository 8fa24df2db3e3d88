package se.ringvakt.ledger.postgres;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterator;
import org.jdbi.v3.core.statement.PreparedBatch;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.Database;

/// Carries an embedded ledger over into an empty shared one, in one transaction: all of it or
/// nothing. Whoever was called, objected or is owed a call under the old ledger is remembered by
/// the new one; ids stay as they are, but for those of denials, which become times.
///
/// Both engines' tables have the same columns, so a row goes as it is.
public final class CarryOver {
    /// Those that refer to others after them.
    static final List<String> TABLES =
            List.of(
                    "history",
                    "history_floor",
                    "basis",
                    "attempt",
                    "outcome",
                    "silent_call",
                    "denial",
                    "bypass",
                    "offer_memory",
                    "retention_run",
                    "retention_erased",
                    "revision",
                    "principal",
                    "campaign",
                    "campaign_floor",
                    "campaign_caller_id",
                    "stop",
                    "number_block",
                    "prefix_block",
                    "consent",
                    "customer",
                    "subscription",
                    "list_act",
                    "list_change",
                    "removal",
                    "recording",
                    "erasure",
                    "objection_batch",
                    "objection",
                    "wash",
                    "wash_column",
                    "wash_register",
                    "wash_count",
                    "credit",
                    "check_count",
                    "access_user",
                    "access_network",
                    "access_session",
                    "access_token",
                    "audit",
                    "hook",
                    "hook_delivery",
                    "idempotency");

    /// What every new ledger holds.
    private static final Set<String> SEEDED = Set.of("revision", "history_floor");

    /// A gate that lacks one of them must not judge by offers.
    private static final String KEYS_IN_USE =
            "INSERT INTO memory_key (mark) SELECT DISTINCT key FROM offer_memory";

    private static final int BATCH = 1_000;

    /// The embedded ledger numbers denials from 1; here an id is a time and 20 bits, which a
    /// million denials in one millisecond would exhaust.
    private static final String DENIAL_ID = "(at << 20) | (id & 1048575)";

    private final Database from;
    private final PostgresDatabase to;

    private CarryOver(Database from, PostgresDatabase to) {
        this.from = from;
        this.to = to;
    }

    /// Carries it over. Nobody may write to either meanwhile.
    ///
    /// @return how many rows of each table, in the order they went
    /// @throws LedgerException when the shared ledger is not empty, or something fails; then it is
    ///   as it was
    public static Map<String, Long> run(Database from, PostgresDatabase to) {
        CarryOver carryOver = new CarryOver(from, to);
        carryOver.makeMonths();
        return from.read(source ->
                to.write(target -> {
                    to.takeTime(target);
                    return carryOver.all(source, target);
                }));
    }

    /// So that rows do not go to the rest, which would keep their months from being made later.
    /// What is older than a year does: its months nobody makes, and retention soon erases it.
    private void makeMonths() {
        YearMonth oldest = YearMonth.now(ZoneOffset.UTC).minusYears(1);
        YearMonth first =
                from.read(source ->
                        source.createQuery(
                                        "SELECT min(at) FROM (SELECT min(start) AS at FROM attempt"
                                                + " UNION ALL SELECT min(at) FROM denial)")
                                .mapTo(Long.class)
                                .findOne()
                                .map(at ->
                                        YearMonth.from(
                                                Instant.ofEpochMilli(at).atZone(ZoneOffset.UTC)))
                                .orElseGet(() -> YearMonth.now(ZoneOffset.UTC)));
        new Partitions(to).make(first.isBefore(oldest) ? oldest : first);
    }

    private Map<String, Long> all(Handle source, Handle target) {
        Map<String, Long> carried = new LinkedHashMap<>();
        for (String table : TABLES) {
            refuseRows(target, table);
            long rows = rows(source, target, table);
            long found = count(target, table);
            if (rows != found) {
                throw to.fault(
                        new IllegalStateException(
                                table + ": " + found + " rows (expected: " + rows + ")"));
            }
            carried.put(table, rows);
        }
        target.execute(KEYS_IN_USE);
        identities(target).forEach((table, column) -> goOnAfter(target, table, column));
        return carried;
    }

    private void refuseRows(Handle target, String table) {
        if (SEEDED.contains(table)) {
            target.execute("DELETE FROM " + quoted(table));
        } else if (count(target, table) > 0) {
            throw to.fault(
                    new IllegalStateException(
                            "holds rows already, in "
                                    + table
                                    + " (expected: an empty ledger, with which no gate has begun)"));
        }
    }

    private static long rows(Handle source, Handle target, String table) {
        Map<String, String> columns = columns(target, table);
        String names =
                columns.keySet().stream().map(CarryOver::quoted).collect(Collectors.joining(", "));
        String marks = columns.keySet().stream().map(_ -> "?").collect(Collectors.joining(", "));
        String values =
                columns.keySet().stream()
                        .map(column -> value(table, column))
                        .collect(Collectors.joining(", "));
        List<String> types = List.copyOf(columns.values());
        long rows = 0;
        try (ResultIterator<List<Cell>> each =
                source.createQuery("SELECT " + values + " FROM " + quoted(table))
                        .setFetchSize(BATCH)
                        .map((row, _) -> Cell.of(row, types))
                        .iterator()) {
            while (each.hasNext()) {
                PreparedBatch batch =
                        target.prepareBatch(
                                "INSERT INTO "
                                        + quoted(table)
                                        + " ("
                                        + names
                                        + ") VALUES ("
                                        + marks
                                        + ")");
                while (each.hasNext() && batch.size() < BATCH) {
                    add(batch, each.next());
                    rows++;
                }
                int[] _ = batch.execute();
            }
        }
        return rows;
    }

    private static String value(String table, String column) {
        return table.equals("denial") && column.equals("id") ? DENIAL_ID : quoted(column);
    }

    private static void add(PreparedBatch batch, List<Cell> row) {
        for (int i = 0; i < row.size(); i++) {
            row.get(i).bind(batch, i);
        }
        batch.add();
    }

    /// Names and types, in order.
    private static Map<String, String> columns(Handle target, String table) {
        Map<String, String> columns = new LinkedHashMap<>();
        target.createQuery(
                        """
                        SELECT column_name, data_type FROM information_schema.columns
                         WHERE table_schema = current_schema() AND table_name = :table
                         ORDER BY ordinal_position
                        """)
                .bind("table", table)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(column -> columns.put(column.getKey(), column.getValue()));
        return columns;
    }

    /// Tables whose rows the database numbers, and the column it does it in.
    private static Map<String, String> identities(Handle target) {
        return target
                .createQuery(
                        """
                        SELECT table_name, column_name FROM information_schema.columns
                         WHERE table_schema = current_schema() AND is_identity = 'YES'
                        """)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .stream()
                .filter(column -> TABLES.contains(column.getKey()))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static void goOnAfter(Handle target, String table, String column) {
        long greatest =
                target.createQuery(
                                "SELECT COALESCE(max(%s), 0) FROM %s"
                                        .formatted(quoted(column), quoted(table)))
                        .mapTo(Long.class)
                        .one();
        target.execute(
                "ALTER TABLE %s ALTER COLUMN %s RESTART WITH %d"
                        .formatted(quoted(table), quoted(column), greatest + 1));
    }

    private static long count(Handle target, String table) {
        return target.createQuery("SELECT count(*) FROM " + quoted(table)).mapTo(Long.class).one();
    }

    /// Some names are words of the language.
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
