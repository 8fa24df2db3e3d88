package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.MemoryKeys.Hash;

/// Erases attempts with everything that hangs on them, within somebody's transaction. Of one that
/// counts for the year's offers a keyed hash stays.
final class AttemptEraser {
    /// By so many versions more than is needed, so that it is seldom needed.
    private static final long AHEAD = 1_000;

    private final Database database;
    private final MemoryKeys keys;
    private final boolean shared;

    AttemptEraser(Database database, MemoryKeys keys) {
        this.database = database;
        this.keys = keys;
        this.shared = database.sharer().isPresent();
    }

    private record Old(
            PhoneNumber number,
            String campaign,
            Optional<OfferId> offer,
            Instant start,
            boolean counted) {
        private static Old of(ResultSet row, StatementContext context) throws SQLException {
            @Nullable String offer = row.getString("offer");
            return new Old(
                    new PhoneNumber(row.getLong("number")),
                    row.getString("campaign"),
                    Optional.ofNullable(offer).map(OfferId::new),
                    Instant.ofEpochMilli(row.getLong("start")),
                    row.getBoolean("counted"));
        }
    }

    /// To be done before these are erased, in a transaction of its own.
    ///
    /// @param numbers whose paid debts are to be erased
    void outdate(List<Long> ids, List<Long> numbers) {
        if (!shared) {
            return;
        }
        long greatest =
                Math.max(
                        greatest(ErasingSql.GREATEST_OF_ATTEMPTS, ids),
                        greatest(ErasingSql.GREATEST_OF_DEBTS, numbers));
        if (greatest > 0) {
            database.outdate(greatest + AHEAD);
        }
    }

    /// The greatest version that is not outdated yet; 0: all are.
    private long greatest(String query, List<Long> ids) {
        return ids.isEmpty()
                ? 0
                : database.read(handle ->
                        handle.createQuery(query).bindList("ids", ids).mapTo(Long.class).one());
    }

    /// Returns how many attempts were there.
    ///
    /// @param offersBefore an offer made before is not remembered
    int erase(Handle handle, List<Long> ids, Instant offersBefore) {
        int erased = 0;
        OfferMemory memory = new OfferMemory(handle, keys, shared);
        for (long id : ids) {
            Optional<Old> old =
                    handle.createQuery(ErasingSql.ATTEMPT).bind("id", id).map(Old::of).findOne();
            if (old.isPresent()) {
                remember(handle, memory, old.get(), offersBefore);
                erase(handle, id, old.get().number());
                erased++;
            }
        }
        return erased;
    }

    private static void remember(Handle handle, OfferMemory memory, Old old, Instant offersBefore) {
        if (old.offer().isEmpty() || !old.counted() || old.start().isBefore(offersBefore)) {
            return;
        }
        Hash hash = memory.hash(old.number(), old.offer().get());
        handle.createUpdate(ErasingSql.REMEMBER)
                .bind("hash", hash.bytes())
                .bind("campaign", old.campaign())
                .bind("at", old.start().toEpochMilli())
                .bind("key", hash.key())
                .execute();
    }

    private void erase(Handle handle, long id, PhoneNumber number) {
        raiseFloor(handle, number.e164(), ErasingSql.GREATEST_OF_ATTEMPTS, id);
        handle.createUpdate(ErasingSql.HISTORY)
                .bind("number", number.e164())
                .bind("id", id)
                .execute();
        for (String delete : ErasingSql.OF_ATTEMPT) {
            handle.createUpdate(delete).bind("id", id).execute();
        }
    }

    /// Erases debts paid before, and their payments. Returns how many rows.
    int debts(Handle handle, List<Long> numbers, Instant before) {
        int rows = 0;
        for (long number : numbers) {
            raiseFloor(handle, number, ErasingSql.GREATEST_OF_DEBTS, number);
            for (String delete : ErasingSql.DEBTS) {
                rows +=
                        handle.createUpdate(delete)
                                .bind("number", number)
                                .bind("before", before.toEpochMilli())
                                .execute();
            }
        }
        return rows;
    }

    /// Where gates share the ledger it was raised before; a row written since must wait.
    private void raiseFloor(Handle handle, long number, String greatest, long id) {
        if (!shared) {
            handle.createUpdate(ErasingSql.RAISE_FLOOR).bind("number", number).execute();
        } else if (handle.createQuery(greatest).bindList("ids", List.of(id)).mapTo(Long.class).one()
                > 0) {
            throw new LedgerException(
                    "history: changed while it was to be erased (expected: another try)");
        }
    }
}
