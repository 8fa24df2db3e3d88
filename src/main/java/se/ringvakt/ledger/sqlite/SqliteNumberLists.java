package se.ringvakt.ledger.sqlite;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.register.NumberLists;

/// Block lists, exemptions and subscriptions in the ledger's file. Any process may use it beside
/// the gate's.
///
/// A load is read to its end first, about 100 bytes an entry, so that one that fails on the way
/// changes nothing. It is then written in short transactions with a pause after each, because the
/// gate writes its attempts to the same file and waits for no more than a few milliseconds. A
/// process killed in the middle leaves a part; loading the same again completes it.
public final class SqliteNumberLists implements NumberLists {
    /// Held for about 20 ms.
    private static final int CHUNK = 2_000;

    /// Long enough for a gate that waits to see that the lock is free.
    private static final Duration PAUSE = Duration.ofMillis(4);

    private static final Table PREFIX_BLOCKS =
            new Table(ListSql.PREFIX_BLOCKS, ListRows::prefixBlock);
    private static final List<Table> BY_NUMBER =
            List.of(
                    new Table(ListSql.BLOCKS, ListRows::block),
                    new Table(ListSql.CONSENTS, ListRows::consent),
                    new Table(ListSql.CUSTOMERS, ListRows::customer),
                    new Table(ListSql.SUBSCRIPTIONS, ListRows::subscription));

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteNumberLists(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long add(Stream<Entry> entries, String who) {
        // In order of numbers, which is the order of the tables.
        List<Entry> sorted =
                entries.sorted(
                                Comparator.comparingLong(entry ->
                                        ListInserts.number(entry)
                                                .map(PhoneNumber::e164)
                                                .orElse(0L)))
                        .toList();
        if (sorted.isEmpty()) {
            return 0;
        }
        long act = database.write(handle -> act(handle, who, "add"));
        long added = 0;
        for (int from = 0; from < sorted.size(); from += CHUNK) {
            if (from > 0) {
                pause();
            }
            List<Entry> chunk = sorted.subList(from, Math.min(from + CHUNK, sorted.size()));
            added += database.write(handle -> add(handle, chunk, act));
        }
        return added;
    }

    @Override
    public long unblock(
            PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who) {
        return change(
                number,
                who,
                "unblock",
                ListSql.UNBLOCK,
                update ->
                        update.bind("list", list.name())
                                .bind("principal", principal.map(PrincipalId::value).orElse("")));
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who) {
        return change(
                number,
                who,
                "withdraw",
                ListSql.WITHDRAW,
                update ->
                        update.bind("principal", principal.value()).bind("at", at.toEpochMilli()));
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who) {
        return change(
                number,
                who,
                "end",
                ListSql.END,
                update -> update.bind("principal", principal.value()).bind("on", on.toString()));
    }

    /// Everything on record at one moment. The stream must be closed.
    @Override
    public Stream<Entry> all() {
        Handle handle = database.handle();
        return Stream.concat(BY_NUMBER.stream(), Stream.of(PREFIX_BLOCKS))
                .flatMap(table -> handle.createQuery(table.sql).map(table.mapper).stream())
                .onClose(() -> {
                    handle.rollback();
                    handle.close();
                });
    }

    @Override
    public List<Entry> of(PhoneNumber number) {
        return database.read(handle ->
                BY_NUMBER.stream()
                        .flatMap(table ->
                                query(handle, table, number).map(table.mapper).list().stream())
                        .toList());
    }

    @Override
    public List<Change> changesSince(long revision, int most) {
        return database.read(handle ->
                handle.createQuery(ListSql.CHANGES)
                        .bind("revision", revision)
                        .bind("most", most)
                        .map(ListRows::change)
                        .list());
    }

    @Override
    public long revision() {
        return database.read(
                handle -> handle.createQuery(ListSql.REVISION).mapTo(long.class).one());
    }

    private static Query query(Handle handle, Table table, PhoneNumber number) {
        return handle.createQuery(table.sql + " WHERE number = :number")
                .bind("number", number.e164());
    }

    private long change(
            PhoneNumber number, String who, String act, String sql, UnaryOperator<Update> bind) {
        return database.write(handle -> {
            Update update = handle.createUpdate(sql).bind("number", number.e164());
            long changed = bind.apply(update).execute();
            if (changed > 0) {
                handle.execute(ListSql.ADD_CHANGE, number.e164(), act(handle, who, act));
            }
            return changed;
        });
    }

    private long act(Handle handle, String who, String act) {
        handle.createUpdate(ListSql.ADD_ACT)
                .bind("who", who)
                .bind("at", clock.millis())
                .bind("act", act)
                .execute();
        return handle.createQuery(ListSql.LAST_ACT).mapTo(long.class).one();
    }

    private long add(Handle handle, List<Entry> chunk, long act) {
        try (ListInserts inserts = new ListInserts(handle.getConnection(), act)) {
            long added = 0;
            for (Entry entry : chunk) {
                if (inserts.add(entry)) {
                    added++;
                }
            }
            return added;
        } catch (SQLException e) {
            throw SqliteFault.of(database.file(), e);
        }
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LedgerException("load: interrupted; a part is written, load it again", e);
        }
    }

    /// A table and how its rows are read.
    private record Table(String sql, RowMapper<Entry> mapper) {}
}
