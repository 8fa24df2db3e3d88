package se.ringvakt.ledger.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.History;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Samples;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;

final class CarryOverTest {
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final int ROWS = 3;
    private static final String DENIAL_ID = "(at << 20) + id";

    /// Of gates that share a ledger, or of one engine's upkeep.
    private static final List<String> ONLY_SHARED =
            List.of(
                    "installation",
                    "gate",
                    "agent_lease",
                    "turn",
                    "memory_key",
                    "memory_key_holder",
                    "register_file",
                    "register_chunk",
                    "register_in_force",
                    "flyway_schema_history");

    @TempDir private Path folder;
    private Database from;
    private PostgresDatabase to;

    @BeforeEach
    void open() {
        from = Engine.SQLITE.ledger(folder).get();
        to = (PostgresDatabase) Engine.POSTGRES.ledger(folder).get();
    }

    @AfterEach
    void close() {
        from.close();
        to.close();
    }

    @Test
    void everyTableIsCarriedOverAndHasTheSameColumns() {
        Map<String, List<String>> here = from.read(CarryOverTest::embeddedColumns);
        Map<String, List<String>> there = to.read(CarryOverTest::sharedColumns);
        ONLY_SHARED.forEach(there::remove);
        assertThat(CarryOver.TABLES).containsExactlyInAnyOrderElementsOf(here.keySet());
        assertThat(there).isEqualTo(here);
    }

    @Test
    void everyColumnOfEveryRowIsTheSame() {
        from.write(CarryOverTest::fill);

        Map<String, Long> carried = CarryOver.run(from, to);

        assertThat(carried.keySet()).containsExactlyElementsOf(CarryOver.TABLES);
        Map<String, List<String>> columns = from.read(CarryOverTest::embeddedColumns);
        for (String table : CarryOver.TABLES) {
            List<String> names = of(columns, table);
            List<String> before = from.read(source -> rows(source, table, names, DENIAL_ID));
            assertThat(to.<List<String>>read(target -> rows(target, table, names, "id")))
                    .as(table)
                    .hasSizeGreaterThanOrEqualTo(ROWS)
                    .containsExactlyElementsOf(before);
            assertThat(carried).containsEntry(table, (long) before.size());
        }
        assertThat(count("memory_key")).as("keys that gates must have").isEqualTo(ROWS);
    }

    @Test
    void whatTheDatabaseNumbersGoesOnBehind() {
        from.write(CarryOverTest::fill);
        CarryOver.run(from, to);
        long id =
                to.write(handle ->
                        handle.createQuery(
                                        "INSERT INTO objection_batch (at, who, file)"
                                                + " VALUES (1, 'kim', 'x') RETURNING id")
                                .mapTo(Long.class)
                                .one());
        assertThat(id).isEqualTo(ROWS + 1);
    }

    @Test
    void theNewLedgerKnowsWhatTheOldOneKnew() {
        Attempt counted = Samples.attempt(id(1), NUMBER, Samples.NOW);
        Attempt open = Samples.attempt(id(2), Samples.number(1), Samples.NOW);
        History before;
        try (SqliteLedger ledger = SqliteLedger.start((SqliteDatabase) from, () -> Samples.NOW)) {
            assertThat(ledger.append(ledger.history(NUMBER), counted)).isTrue();
            assertThat(ledger.append(ledger.history(Samples.number(1)), open)).isTrue();
            assertThat(ledger.settle(counted.id(), Samples.answered(counted))).isTrue();
            before = ledger.history(NUMBER);
        }

        CarryOver.run(from, to);

        try (PostgresLedger ledger = PostgresLedger.start(to, () -> Samples.NOW)) {
            assertThat(ledger.history(NUMBER)).isEqualTo(before);
            assertThat(before.counted()).hasSize(1);
            assertThat(ledger.attempt(open.id())).contains(open);
            assertThat(
                            ledger.append(
                                    ledger.history(NUMBER),
                                    Samples.attempt(id(3), NUMBER, Samples.NOW.plusSeconds(60))))
                    .isTrue();
        }
        assertThat(count("attempt_rest") + count("outcome_rest")).isZero();
    }

    /// After hours of copying, counting a table takes longer than a store ever waits; here a row
    /// does, longer than the server and the socket would.
    @Test
    void aStatementTakesAsLongAsItTakes() {
        from.write(CarryOverTest::fill);
        String sleeper =
                "CREATE FUNCTION sleep() RETURNS trigger LANGUAGE plpgsql"
                        + " AS 'BEGIN PERFORM pg_sleep(8); RETURN NEW; END';"
                        + " CREATE TRIGGER slow BEFORE INSERT ON credit FOR EACH ROW"
                        + " WHEN (NEW.id = 1) EXECUTE FUNCTION sleep()";
        PostgresSettings settings = to.settings().withBusyWait(Duration.ofSeconds(1));
        PostgresServer.shared().execute(settings.database(), sleeper);

        try (PostgresDatabase hasty = PostgresDatabase.open(settings)) {
            assertThat(CarryOver.run(from, hasty)).containsEntry("credit", (long) ROWS);
            assertThatThrownBy(() ->
                            hasty.read(handle ->
                                    handle.createQuery("SELECT 1 FROM pg_sleep(3)")
                                            .mapTo(Integer.class)
                                            .one()))
                    .as("others afterwards")
                    .isInstanceOf(LedgerException.class);
        }
    }

    @Test
    void aLedgerInUseIsRefusedAndStays() {
        from.write(CarryOverTest::fill);
        CarryOver.run(from, to);
        long before = count("audit");
        assertThatThrownBy(() -> CarryOver.run(from, to))
                .isInstanceOf(LedgerException.class)
                .hasMessageContaining("holds rows already, in history (expected: an empty ledger");
        assertThat(count("audit")).isEqualTo(before);
    }

    @Test
    void whatFailsHalfWayLeavesNothing() {
        from.write(CarryOverTest::fill);
        from.write(handle -> handle.execute("UPDATE idempotency SET type = 'a' || char(0)"));
        assertThatThrownBy(() -> CarryOver.run(from, to)).isInstanceOf(LedgerException.class);
        assertThat(count("history") + count("attempt") + count("audit")).isZero();
        assertThat(count("history_floor")).isEqualTo(1);

        from.write(handle -> handle.execute("UPDATE idempotency SET type = 'a'"));
        assertThat(CarryOver.run(from, to)).containsEntry("history", (long) ROWS);
    }

    private static long id(int which) {
        return (Samples.NOW.toEpochMilli() << 20) + which;
    }

    private long count(String table) {
        return to.read(handle ->
                handle.createQuery("SELECT count(*) FROM " + table).mapTo(Long.class).one());
    }

    /// Three rows of each, every column with a value; a row refers to those of its own number.
    private static int fill(Handle handle) {
        Map<String, List<String>> columns = embeddedColumns(handle);
        for (String table : CarryOver.TABLES) {
            for (int row = 1; row <= ROWS; row++) {
                List<String> values = new ArrayList<>();
                for (String column : of(columns, table)) {
                    values.add(value(handle, table, column, row));
                }
                handle.execute(
                        "INSERT INTO \"%s\" (\"%s\") VALUES (%s)"
                                .formatted(
                                        table,
                                        String.join("\", \"", of(columns, table)),
                                        String.join(", ", values)));
            }
        }
        return ROWS;
    }

    private static String value(Handle handle, String table, String column, int row) {
        String type =
                handle.createQuery("SELECT type FROM pragma_table_info(:table) WHERE name = :name")
                        .bind("table", table)
                        .bind("name", column)
                        .mapTo(String.class)
                        .one();
        return switch (type) {
            case "INTEGER" -> Integer.toString(row);
            case "TEXT" -> "'å" + row + "'";
            case "BLOB" -> "x'00ff0" + row + "'";
            default -> throw new AssertionError(table + "." + column + ": " + type);
        };
    }

    private static List<String> of(Map<String, List<String>> columns, String table) {
        return columns.getOrDefault(table, List.of());
    }

    private static Map<String, List<String>> embeddedColumns(Handle handle) {
        return columns(
                handle,
                "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c"
                        + " WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite%'"
                        + " AND m.name <> 'flyway_schema_history'");
    }

    private static Map<String, List<String>> sharedColumns(Handle handle) {
        return columns(
                handle,
                """
                SELECT c.relname, a.attname
                  FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0
                 WHERE c.relnamespace = current_schema()::regnamespace
                   AND c.relkind IN ('r', 'p') AND NOT c.relispartition
                """);
    }

    private static Map<String, List<String>> columns(Handle handle, String query) {
        Map<String, List<String>> columns = new TreeMap<>();
        handle.createQuery(query)
                .map((row, _) -> Map.entry(row.getString(1), row.getString(2)))
                .forEach(each ->
                        columns.computeIfAbsent(each.getKey(), _ -> new ArrayList<>())
                                .add(each.getValue()));
        columns.values().forEach(Collections::sort);
        return columns;
    }

    /// @param denialId how the id of a denial is told: in the shared ledger it is a time
    private static List<String> rows(
            Handle handle, String table, List<String> columns, String denialId) {
        List<String> shown =
                columns.stream()
                        .map(name ->
                                table.equals("denial") && name.equals("id")
                                        ? denialId
                                        : '"' + name + '"')
                        .toList();
        return handle
                .createQuery("SELECT " + String.join(", ", shown) + " FROM \"" + table + '"')
                .map((row, _) -> {
                    List<String> cells = new ArrayList<>();
                    for (int i = 1; i <= shown.size(); i++) {
                        cells.add(
                                row.getObject(i) instanceof byte[] bytes
                                        ? HexFormat.of().formatHex(bytes)
                                        : String.valueOf(row.getObject(i)));
                    }
                    return cells.toString();
                })
                .stream()
                .sorted()
                .toList();
    }
}
