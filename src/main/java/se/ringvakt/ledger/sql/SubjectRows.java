package se.ringvakt.ledger.sql;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.MemoryKeys.Hash;
import se.ringvakt.retention.SubjectStore.Denied;
import se.ringvakt.retention.SubjectStore.Remembered;

/// Everything about one number. What a rehearsal let out is told with its attempt. An embedded
/// ledger has no index of denials by number: all are read, which takes seconds of millions; nobody
/// waits on the line for it.
final class SubjectRows {
    static final String DENIALS =
            """
            SELECT at, campaign, agent, kind, reasons FROM denial
             WHERE number = :number
               AND (rehearsed IS NULL
                    OR NOT EXISTS (SELECT 1 FROM attempt WHERE id = denial.rehearsed))
             ORDER BY id DESC
            """;

    private static final String REMEMBERED =
            "SELECT campaign, at FROM offer_memory WHERE hash = :hash ORDER BY campaign";

    private static final String DUE_ATTEMPTS =
            """
            SELECT DISTINCT attempt FROM history
             WHERE number = :number AND what = 1 AND at < :before
            """;

    static final String DUE_DENIALS =
            """
            SELECT id FROM denial
             WHERE number = :number AND at < :before AND id < (SELECT max(id) FROM denial)
            """;

    private static final String EMPTY_DENIAL =
            """
            UPDATE denial SET number = NULL, agent = '', unique_id = ''
             WHERE number = :number AND at < :before
            """;

    private static final String DUE_BYPASSES =
            """
            SELECT id FROM bypass
             WHERE number = :number AND at < :before AND id < (SELECT max(id) FROM bypass)
            """;

    private static final String EMPTY_BYPASS =
            """
            UPDATE bypass SET channel = '', dialled = '', number = NULL, place = ''
             WHERE number = :number AND at < :before
            """;

    private static final String DUE_CHANGES =
            """
            SELECT c.revision
              FROM list_change c
              JOIN list_act a ON a.id = c.act
             WHERE c.number = :number AND a.at < :before
               AND c.revision < (SELECT max(revision) FROM list_change)
            """;

    private static final String DUE_CONSENTS =
            "DELETE FROM consent WHERE number = :number AND withdrawn < :before";

    private final Database database;
    private final MemoryKeys keys;
    private final AttemptEraser attempts;

    SubjectRows(Database database, MemoryKeys keys, AttemptEraser attempts) {
        this.database = database;
        this.keys = keys;
        this.attempts = attempts;
    }

    List<Denied> denials(PhoneNumber number) {
        return database.read(handle ->
                handle.createQuery(DENIALS)
                        .bind("number", number.e164())
                        .map((row, context) ->
                                new Denied(
                                        Instant.ofEpochMilli(row.getLong("at")),
                                        row.getString("campaign"),
                                        row.getString("agent"),
                                        row.getString("kind"),
                                        row.getString("reasons")))
                        .list());
    }

    List<Remembered> remembered(PhoneNumber number, OfferId offer) {
        return database.read(handle -> {
            List<Remembered> found = new ArrayList<>();
            for (Hash hash : keys.hashes(number, offer)) {
                found.addAll(
                        handle.createQuery(REMEMBERED)
                                .bind("hash", hash.bytes())
                                .map((row, context) ->
                                        new Remembered(
                                                row.getString("campaign"),
                                                offer.value(),
                                                Instant.ofEpochMilli(row.getLong("at"))))
                                .list());
            }
            return found;
        });
    }

    Map<Kept, Long> erase(long run, PhoneNumber number, Instant before, Instant offersBefore) {
        long e164 = number.e164();
        attempts.outdate(
                database.read(handle -> due(handle, DUE_ATTEMPTS, e164, before)), List.of(e164));
        return database.write(handle -> {
            Map<Kept, Long> erased = new EnumMap<>(Kept.class);
            long rows =
                    attempts.erase(handle, due(handle, DUE_ATTEMPTS, e164, before), offersBefore);
            rows += attempts.debts(handle, List.of(e164), before);
            erased.put(Kept.ATTEMPTS, rows);
            erased.put(
                    Kept.DENIALS,
                    erase(handle, "denial", due(handle, DUE_DENIALS, e164, before))
                            + update(handle, EMPTY_DENIAL, e164, before));
            erased.put(
                    Kept.BYPASSES,
                    erase(handle, "bypass", due(handle, DUE_BYPASSES, e164, before))
                            + update(handle, EMPTY_BYPASS, e164, before));
            List<Long> changes = due(handle, DUE_CHANGES, e164, before);
            erased.put(
                    Kept.LIST_CHANGES,
                    (long) SqlRetention.delete(handle, "list_change", "revision", changes));
            erased.put(Kept.EXEMPTIONS, update(handle, DUE_CONSENTS, e164, before));
            erased.forEach((kept, count) -> SqlRetention.note(handle, run, kept, count, before));
            return erased;
        });
    }

    private static long erase(Handle handle, String table, List<Long> ids) {
        return SqlRetention.delete(handle, table, "id", ids);
    }

    private static List<Long> due(Handle handle, String query, long number, Instant before) {
        return handle.createQuery(query)
                .bind("number", number)
                .bind("before", before.toEpochMilli())
                .mapTo(Long.class)
                .list();
    }

    private static long update(Handle handle, String statement, long number, Instant before) {
        return handle.createUpdate(statement)
                .bind("number", number)
                .bind("before", before.toEpochMilli())
                .execute();
    }
}
