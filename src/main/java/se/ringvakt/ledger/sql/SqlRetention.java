package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.KeyRefused;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.SubjectStore;

/// Erases from the ledger's database. Any process may use it beside the gate's.
public final class SqlRetention implements SubjectStore {
    private static final String TURN = "erasing";

    /// Well more than a step and its rest.
    private static final Duration LEASE = Duration.ofMinutes(2);

    private final Database database;
    private final MemoryKeys keys;
    private final AttemptEraser attempts;
    private final SubjectRows subjects;
    private final Turns turns;

    public SqlRetention(Database database, MemoryKeys keys) {
        this.database = database;
        this.keys = keys;
        this.attempts = new AttemptEraser(database, keys);
        this.subjects = new SubjectRows(database, keys, attempts);
        this.turns = new Turns(database);
    }

    /// The keys that something is remembered by: their marks where gates share the ledger, else
    /// their names.
    public static Set<String> keysUsed(Database database) {
        return OfferMemory.used(database);
    }

    @Override
    public boolean takeTurn() {
        return turns.take(TURN, LEASE);
    }

    @Override
    public void endTurn() {
        turns.end(TURN);
    }

    @Override
    public long begin(Instant at, String by) {
        return database.write(handle ->
                handle.createQuery(ErasingSql.BEGIN)
                        .bind("at", at.toEpochMilli())
                        .bind("by", by)
                        .mapTo(Long.class)
                        .one());
    }

    @Override
    public int erase(long run, Kept kept, Map<Kept, Instant> before, int most) {
        if (!takeTurn()) {
            throw new LedgerException("erasing: another gate goes on with it (expected: one)");
        }
        Instant until = instant(before, kept);
        int rows =
                switch (kept) {
                    case ATTEMPTS -> attempts(run, until, instant(before, Kept.OFFERS), most);
                    case DENIALS ->
                            rows(run, kept, until, most, ErasingSql.DUE_DENIALS, "denial", "id");
                    case BYPASSES ->
                            rows(run, kept, until, most, ErasingSql.DUE_BYPASSES, "bypass", "id");
                    case OFFERS -> offers(run, until, most);
                    case OBJECTIONS ->
                            rows(
                                    run,
                                    kept,
                                    until,
                                    most,
                                    ErasingSql.DUE_OBJECTIONS,
                                    "objection",
                                    "attempt");
                    case LIST_CHANGES -> changes(run, until, most);
                    case EXEMPTIONS -> exemptions(run, until, most);
                    case DELIVERIES ->
                            rows(
                                    run,
                                    kept,
                                    until,
                                    most,
                                    ErasingSql.DUE_DELIVERIES,
                                    "hook_delivery",
                                    "id");
                    case RECORDINGS, EVIDENCE -> 0;
                };
        return rows > 0 ? rows : newest(run, kept, until);
    }

    private static Instant instant(Map<Kept, Instant> before, Kept kept) {
        return Optional.ofNullable(before.get(kept)).orElse(Instant.EPOCH);
    }

    /// Without a key that all gates have, those that nothing is remembered of.
    private int attempts(long run, Instant before, Instant offersBefore, int most) {
        try {
            return attempts(run, ErasingSql.DUE_ATTEMPTS, before, offersBefore, most);
        } catch (KeyRefused refused) {
            int rows = attempts(run, ErasingSql.DUE_WITHOUT_OFFER, before, offersBefore, most);
            if (rows == 0) {
                throw refused;
            }
            return rows;
        }
    }

    private int attempts(long run, String query, Instant before, Instant offersBefore, int most) {
        List<Long> due = due(query, before, most);
        List<Long> debtors = due.isEmpty() ? due(ErasingSql.DUE_DEBTS, before, most) : List.of();
        if (due.isEmpty() && debtors.isEmpty()) {
            return 0;
        }
        attempts.outdate(due, debtors);
        return database.write(handle -> {
            int rows = attempts.erase(handle, due, offersBefore);
            rows += attempts.debts(handle, debtors, before);
            note(handle, run, Kept.ATTEMPTS, rows, before);
            return rows;
        });
    }

    private int rows(
            long run, Kept kept, Instant before, int most, String due, String table, String key) {
        List<Long> ids = due(due, before, most);
        if (ids.isEmpty()) {
            return 0;
        }
        return database.write(handle -> {
            int rows = delete(handle, table, key, ids);
            note(handle, run, kept, rows, before);
            return rows;
        });
    }

    private int changes(long run, Instant before, int most) {
        int rows =
                rows(
                        run,
                        Kept.LIST_CHANGES,
                        before,
                        most,
                        ErasingSql.DUE_CHANGES,
                        "list_change",
                        "revision");
        return rows > 0
                ? rows
                : rows(
                        run,
                        Kept.LIST_CHANGES,
                        before,
                        most,
                        ErasingSql.DUE_REMOVALS,
                        "removal",
                        "id");
    }

    private int offers(long run, Instant before, int most) {
        boolean due =
                database.read(handle ->
                        handle.createQuery(ErasingSql.DUE_OFFERS)
                                .bind("before", before.toEpochMilli())
                                .bind("most", 1)
                                .mapTo(String.class)
                                .findFirst()
                                .isPresent());
        if (!due) {
            return 0;
        }
        int rows =
                database.write(handle -> {
                    int erased =
                            handle.createUpdate(ErasingSql.OFFERS)
                                    .bind("before", before.toEpochMilli())
                                    .bind("most", most)
                                    .execute();
                    note(handle, run, Kept.OFFERS, erased, before);
                    return erased;
                });
        OfferMemory.tidy(database, keys);
        return rows;
    }

    private int exemptions(long run, Instant before, int most) {
        LocalDate day = LocalDate.ofInstant(before, ZoneOffset.UTC);
        boolean due =
                !due(ErasingSql.DUE_CONSENTS, before, most).isEmpty()
                        || database.read(handle ->
                                handle.createQuery(ErasingSql.DUE_CUSTOMERS)
                                        .bind("day", day.toString())
                                        .bind("most", 1)
                                        .mapTo(Long.class)
                                        .findFirst()
                                        .isPresent());
        if (!due) {
            return 0;
        }
        return database.write(handle -> {
            int rows =
                    handle.createUpdate(ErasingSql.CONSENTS)
                            .bind("before", before.toEpochMilli())
                            .bind("most", most)
                            .execute();
            rows +=
                    handle.createUpdate(ErasingSql.CUSTOMERS)
                            .bind("day", day.toString())
                            .bind("most", most - rows)
                            .execute();
            note(handle, run, Kept.EXEMPTIONS, rows, before);
            return rows;
        });
    }

    /// Empties the newest row of a table that others follow by id, once all before it are gone.
    private int newest(long run, Kept kept, Instant before) {
        String empty =
                switch (kept) {
                    case DENIALS -> ErasingSql.EMPTY_DENIAL;
                    case BYPASSES -> ErasingSql.EMPTY_BYPASS;
                    default -> "";
                };
        if (empty.isEmpty()) {
            return 0;
        }
        return database.write(handle -> {
            int rows = handle.createUpdate(empty).bind("before", before.toEpochMilli()).execute();
            if (rows > 0) {
                note(handle, run, kept, rows, before);
            }
            return rows;
        });
    }

    private List<Long> due(String query, Instant before, int most) {
        return database.read(handle ->
                handle.createQuery(query)
                        .bind("before", before.toEpochMilli())
                        .bind("most", most)
                        .mapTo(Long.class)
                        .list());
    }

    static int delete(Handle handle, String table, String key, List<Long> ids) {
        if (ids.isEmpty()) {
            return 0;
        }
        if (table.equals("denial")) {
            int _ = handle.createUpdate(ErasingSql.COUNT_DENIALS).bindList("ids", ids).execute();
        }
        return handle.createUpdate(ErasingSql.delete(table, key)).bindList("ids", ids).execute();
    }

    static void note(Handle handle, long run, Kept kept, long rows, Instant before) {
        handle.createUpdate(ErasingSql.NOTE)
                .bind("run", run)
                .bind("what", kept.name())
                .bind("rows", rows)
                .bind("before", before.toEpochMilli())
                .execute();
    }

    @Override
    public void note(long run, Kept kept, long count, Instant before) {
        if (count == 0) {
            return;
        }
        database.write(handle -> {
            note(handle, run, kept, count, before);
            return count;
        });
    }

    @Override
    public void compact() {
        database.compact();
    }

    @Override
    public boolean end(long run, Instant at) {
        database.write(handle ->
                handle.createUpdate(ErasingSql.END)
                        .bind("at", at.toEpochMilli())
                        .bind("run", run)
                        .execute());
        return database.forgetErased();
    }

    @Override
    public List<Denied> denials(PhoneNumber number) {
        return subjects.denials(number);
    }

    @Override
    public List<Remembered> remembered(PhoneNumber number, OfferId offer) {
        return subjects.remembered(number, offer);
    }

    @Override
    public Map<Kept, Long> erase(
            long run, PhoneNumber number, Instant before, Instant offersBefore) {
        return subjects.erase(run, number, before, offersBefore);
    }

    @Override
    public List<Run> runs(int most) {
        if (most < 1) {
            throw new LedgerException("runs: " + most + " (expected: 1 or more)");
        }
        return database.read(handle ->
                handle.createQuery(ErasingSql.RUNS)
                        .bind("most", most)
                        .map((row, context) -> run(handle, row))
                        .list());
    }

    @Override
    public Optional<Run> find(long run) {
        return database.read(handle ->
                handle.createQuery(ErasingSql.RUN)
                        .bind("run", run)
                        .map((row, context) -> run(handle, row))
                        .findOne());
    }

    @Override
    public Optional<Run> last(String by) {
        return database.read(handle ->
                handle.createQuery(ErasingSql.LAST_BY)
                        .bind("by", by)
                        .map((row, context) -> run(handle, row))
                        .findOne());
    }

    private static Run run(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        long ended = row.getLong("ended");
        Optional<Instant> end =
                row.wasNull() ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended));
        return new Run(
                id,
                Instant.ofEpochMilli(row.getLong("begun")),
                end,
                row.getString("by"),
                done(handle, id));
    }

    private static List<Done> done(Handle handle, long run) {
        return handle
                .createQuery(ErasingSql.DONE)
                .bind("run", run)
                .map((row, context) ->
                        new Done(
                                Kept.valueOf(row.getString("what")),
                                row.getLong("rows"),
                                Instant.ofEpochMilli(row.getLong("before"))))
                .list()
                .stream()
                .sorted((one, other) -> one.kept().compareTo(other.kept()))
                .toList();
    }
}
