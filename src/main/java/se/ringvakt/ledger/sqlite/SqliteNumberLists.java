package se.ringvakt.ledger.sqlite;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import se.ringvakt.call.Block;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.NumberLists;

/// Block lists, exemptions and subscriptions in the ledger's file. Any process may use it beside
/// the gate's.
///
/// Many entries are added in chunks, each in a transaction of its own: the file has one writer at a
/// time, and a gate that waits longer than a blink denies calls. An addition that was interrupted
/// is simply repeated; what stands already changes nothing.
public final class SqliteNumberLists implements NumberLists {
    private static final int CHUNK = 2_000;

    /// Lets a gate that waits for the file have it between two chunks.
    private static final long PAUSE_MILLIS = 5;

    private final SqliteDatabase database;
    private final InstantSource clock;

    public SqliteNumberLists(SqliteDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public long add(Stream<Entry> entries, String who) {
        long changed = 0;
        List<Entry> chunk = new ArrayList<>(CHUNK);
        for (Iterator<Entry> each = entries.iterator(); each.hasNext(); ) {
            chunk.add(each.next());
            if (chunk.size() == CHUNK) {
                changed += addChunk(chunk, who);
                chunk.clear();
                pause();
            }
        }
        return changed + addChunk(chunk, who);
    }

    private long addChunk(List<Entry> chunk, String who) {
        if (chunk.isEmpty()) {
            return 0;
        }
        return database.write(handle -> {
            ListRows rows = new ListRows(handle);
            List<Optional<PhoneNumber>> changed = rows.put(chunk);
            log(handle, changed, who, "add");
            return (long) changed.size();
        });
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public long unblock(
            PhoneNumber number, Block.List list, Optional<PrincipalId> principal, String who) {
        return change(
                number,
                who,
                "unblock",
                handle ->
                        handle.createUpdate(
                                        """
                                        DELETE FROM number_block
                                         WHERE number = :number AND list = :list
                                           AND principal = :principal
                                        """)
                                .bind("number", number.e164())
                                .bind("list", list.name())
                                .bind("principal", ListRows.text(principal))
                                .execute());
    }

    @Override
    public long withdraw(PhoneNumber number, PrincipalId principal, Instant at, String who) {
        return change(
                number,
                who,
                "withdraw",
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE consent SET withdrawn = :at
                                         WHERE number = :number AND principal = :principal
                                           AND (withdrawn IS NULL OR withdrawn > :at)
                                        """)
                                .bind("at", at.toEpochMilli())
                                .bind("number", number.e164())
                                .bind("principal", principal.value())
                                .execute());
    }

    @Override
    public long end(PhoneNumber number, PrincipalId principal, LocalDate on, String who) {
        return change(
                number,
                who,
                "end",
                handle ->
                        handle.createUpdate(
                                        """
                                        UPDATE customer SET ended = :on
                                         WHERE number = :number AND principal = :principal
                                           AND (ended IS NULL OR ended > :on)
                                        """)
                                .bind("on", on.toString())
                                .bind("number", number.e164())
                                .bind("principal", principal.value())
                                .execute());
    }

    /// A change of one number's rows.
    @FunctionalInterface
    private interface Rows {
        long change(Handle handle);
    }

    private long change(PhoneNumber number, String who, String act, Rows rows) {
        return database.write(handle -> {
            long changed = rows.change(handle);
            if (changed > 0) {
                log(handle, List.of(Optional.of(number)), who, act);
            }
            return changed;
        });
    }

    private void log(Handle handle, List<Optional<PhoneNumber>> changed, String who, String act) {
        if (changed.isEmpty()) {
            return;
        }
        long id =
                handle.createQuery(
                                "INSERT INTO list_act (who, at, act) VALUES (:who, :at, :act)"
                                        + " RETURNING id")
                        .bind("who", who)
                        .bind("at", clock.millis())
                        .bind("act", act)
                        .mapTo(long.class)
                        .one();
        var batch =
                handle.prepareBatch("INSERT INTO list_change (number, act) VALUES (:number, :act)");
        for (Optional<PhoneNumber> number : changed) {
            batch.bind("number", number.map(PhoneNumber::e164).orElse(null)).bind("act", id).add();
        }
        batch.execute();
    }

    /// Read whole, so that no connection is held while the entries are worked on.
    @Override
    public Stream<Entry> all() {
        return database.read(handle -> new ListRows(handle).all()).stream();
    }

    @Override
    public Stream<Entry.PrefixBlock> prefixes() {
        return database.read(handle -> new ListRows(handle).prefixes()).stream();
    }

    @Override
    public List<Entry> of(PhoneNumber number) {
        return database.read(handle -> new ListRows(handle).of(number));
    }

    @Override
    public List<Change> changesSince(long revision, int most) {
        return database.read(handle -> {
            Query query =
                    handle.createQuery(
                            """
                            SELECT revision, number FROM list_change
                             WHERE revision > :revision ORDER BY revision LIMIT :most
                            """);
            return query.bind("revision", revision)
                    .bind("most", most)
                    .map((row, context) ->
                            new Change(
                                    row.getLong("revision"),
                                    Optional.ofNullable(row.getObject("number"))
                                            .map(Number.class::cast)
                                            .map(Number::longValue)
                                            .map(PhoneNumber::new)))
                    .list();
        });
    }

    @Override
    public long revision() {
        return database.read(handle ->
                handle.createQuery("SELECT COALESCE(MAX(revision), 0) FROM list_change")
                        .mapTo(long.class)
                        .one());
    }
}
