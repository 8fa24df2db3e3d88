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
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.MemoryKeys.Hash;

/// Erases attempts with everything that hangs on them, within somebody's transaction. Of one that
/// counts for the year's offers a keyed hash stays.
final class AttemptEraser {
    private final MemoryKeys keys;

    AttemptEraser(MemoryKeys keys) {
        this.keys = keys;
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

    /// Returns how many attempts were there.
    ///
    /// @param offersBefore an offer made before is not remembered
    int erase(Handle handle, List<Long> ids, Instant offersBefore) {
        int erased = 0;
        for (long id : ids) {
            Optional<Old> old =
                    handle.createQuery(ErasingSql.ATTEMPT).bind("id", id).map(Old::of).findOne();
            if (old.isPresent()) {
                remember(handle, old.get(), offersBefore);
                erase(handle, id, old.get().number());
                erased++;
            }
        }
        return erased;
    }

    private void remember(Handle handle, Old old, Instant offersBefore) {
        if (old.offer().isEmpty() || !old.counted() || old.start().isBefore(offersBefore)) {
            return;
        }
        Hash hash = keys.hash(old.number(), old.offer().get());
        handle.createUpdate(ErasingSql.REMEMBER)
                .bind("hash", hash.bytes())
                .bind("campaign", old.campaign())
                .bind("at", old.start().toEpochMilli())
                .bind("key", hash.key())
                .execute();
    }

    private static void erase(Handle handle, long id, PhoneNumber number) {
        raiseFloor(handle, number.e164());
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
            raiseFloor(handle, number);
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

    private static void raiseFloor(Handle handle, long number) {
        handle.createUpdate(ErasingSql.RAISE_FLOOR).bind("number", number).execute();
    }
}
