package se.ringvakt.ledger.sql;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.Removals;

/// Requests to lift blocks, in the ledger's file. Each step is one transaction, together with what
/// it does to the block.
public final class SqlRemovals implements Removals {
    private static final String CHANGED = "the block was changed or is gone";

    private final Database database;
    private final InstantSource clock;
    private final SqlNumberLists lists;

    public SqlRemovals(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.lists = new SqlNumberLists(database, clock);
    }

    @Override
    public Request ask(Entry.Blocked block, String reason, String who) {
        Act.check("reason", reason);
        Act.check("who", who);
        return database.write(handle -> {
            if (!stands(handle, block)) {
                throw new RegisterRefused("block: " + CHANGED + " (expected: one that stands)");
            }
            for (Request pending : pending(handle)) {
                if (pending.block().equals(block)) {
                    throw new RegisterRefused(
                            "request "
                                    + pending.id()
                                    + " of "
                                    + pending.who()
                                    + " is pending for this block (expected: one at a time)");
                }
            }
            long id =
                    handle.createQuery(ListSql.ASK)
                            .bind("number", block.about().map(PhoneNumber::e164).orElse(null))
                            .bind("prefix", block instanceof PrefixBlock it ? it.prefix() : null)
                            .bind("block", EntryText.of(block))
                            .bind("reason", reason)
                            .bind("who", who)
                            .bind("at", clock.millis())
                            .mapTo(long.class)
                            .one();
            return request(handle, id).orElseThrow();
        });
    }

    @Override
    public Request approve(long id, String who) {
        return database.write(handle -> {
            Request request = pending(handle, id);
            if (request.who().equals(who)) {
                throw new RegisterRefused(
                        "request "
                                + id
                                + ": asked by "
                                + who
                                + " (expected: another who approves)");
            }
            Act act =
                    new Act(
                            who,
                            "remove",
                            "request " + id + " of " + request.who(),
                            request.reason());
            boolean lifted =
                    0
                            < lists.change(
                                    handle,
                                    act,
                                    writer -> writer.remove(request.block()) ? 1L : 0L);
            return lifted
                    ? decide(handle, id, State.APPROVED, who, "")
                    : decide(handle, id, State.DROPPED, who, CHANGED);
        });
    }

    @Override
    public Request reject(long id, String reason, String who) {
        Act.check("reason", reason);
        Act.check("who", who);
        return database.write(handle -> {
            pending(handle, id);
            return decide(handle, id, State.REJECTED, who, reason);
        });
    }

    @Override
    public List<Request> list(boolean all) {
        return database.read(handle ->
                all
                        ? handle.createQuery(ListSql.REMOVALS + " ORDER BY id")
                                .map(ListRows::request)
                                .list()
                        : pending(handle));
    }

    private static List<Request> pending(Handle handle) {
        return handle.createQuery(ListSql.REMOVALS + " WHERE state = 'PENDING' ORDER BY id")
                .map(ListRows::request)
                .list();
    }

    private static Request pending(Handle handle, long id) {
        Optional<Request> request = request(handle, id);
        if (request.isEmpty()) {
            throw new RegisterRefused("request " + id + ": unknown (expected: a pending one)");
        }
        if (request.get().state() != State.PENDING) {
            throw new RegisterRefused(
                    "request " + id + ": decided already (expected: a pending one)");
        }
        return request.get();
    }

    private static Optional<Request> request(Handle handle, long id) {
        return handle.createQuery(ListSql.REMOVALS + " WHERE id = :id")
                .bind("id", id)
                .map(ListRows::request)
                .findOne();
    }

    private Request decide(Handle handle, long id, State state, String who, String reason) {
        handle.createUpdate(ListSql.DECIDE)
                .bind("id", id)
                .bind("state", state.name())
                .bind("who", who)
                .bind("at", clock.millis())
                .bind("decision", reason)
                .execute();
        return request(handle, id).orElseThrow();
    }

    private static boolean stands(Handle handle, Entry.Blocked block) {
        return block instanceof PrefixBlock
                ? handle
                        .createQuery(ListTable.PREFIX_BLOCKS.select())
                        .map(ListTable.PREFIX_BLOCKS.mapper())
                        .stream()
                        .anyMatch(block::equals)
                : SqlNumberLists.of(handle, block.about().stream().toList()).contains(block);
    }
}
