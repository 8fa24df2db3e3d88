package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;

/// Attempts on record. Thread-safe.
public final class AttemptReader {
    private static final String COLUMNS =
            """
            SELECT a.id, a.number, a.campaign, a.offer, a.agent, a.kind, a.caller_id, a.start,
                   a.timeout, a.unique_id, b.line
              FROM attempt a
              JOIN basis b ON b.id = a.basis
            """;

    private static final String BY_ID = COLUMNS + " WHERE a.id = :id";

    private static final String NOT_WITHDRAWN =
            """
               AND NOT EXISTS (SELECT 1 FROM outcome o
                                WHERE o.attempt = a.id AND o.status = 'WITHDRAWN')
            """;

    /// By way of the number's history, which is found at once; attempts have no index by number.
    private static final String LAST =
            COLUMNS
                    + """
                      JOIN history h ON h.attempt = a.id AND h.what = 1
                     WHERE h.number = :number
                       AND a.caller_id = :callerId
                    """
                    + NOT_WITHDRAWN
                    + """
                     ORDER BY h.version DESC
                     LIMIT 1
                    """;

    private static final String PERMITTED_AT =
            COLUMNS
                    + """
                      JOIN history h ON h.attempt = a.id AND h.what = 1
                     WHERE h.number = :number
                       AND h.at >= :since
                       AND a.unique_id = :uniqueId
                    """
                    + NOT_WITHDRAWN;

    private static final String PERMITTED =
            COLUMNS
                    + """
                     WHERE a.start >= :since
                       AND a.unique_id = :uniqueId
                    """
                    + NOT_WITHDRAWN;

    private static final String OPEN =
            COLUMNS
                    + """
                     WHERE a.start > :oldest
                       AND NOT EXISTS (SELECT 1 FROM outcome o WHERE o.attempt = a.id)
                     ORDER BY a.start, a.id
                    """;

    private final Database database;

    public AttemptReader(Database database) {
        this.database = database;
    }

    public Optional<Attempt> attempt(AttemptId id) {
        return database.read(handle ->
                handle.createQuery(BY_ID)
                        .bind("id", id.value())
                        .map(AttemptReader::attempt)
                        .findOne());
    }

    public Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        return database.read(handle ->
                handle.createQuery(LAST)
                        .bind("number", number.e164())
                        .bind("callerId", callerId.e164())
                        .map(AttemptReader::attempt)
                        .findOne());
    }

    /// What a channel was permitted since then, newest first.
    public List<Attempt> permitted(String uniqueId, Optional<PhoneNumber> number, Instant since) {
        List<Attempt> found =
                database.read(handle -> {
                    Query query = handle.createQuery(number.isPresent() ? PERMITTED_AT : PERMITTED);
                    number.ifPresent(each -> query.bind("number", each.e164()));
                    return query.bind("uniqueId", uniqueId)
                            .bind("since", since.toEpochMilli())
                            .map(AttemptReader::attempt)
                            .list();
                });
        // Not sorted by the database: it might choose to look through all attempts in that order.
        return found.stream().sorted(Comparator.comparing(Attempt::start).reversed()).toList();
    }

    /// Those without an outcome that started after this.
    public List<Attempt> open(Instant oldest) {
        return database.read(handle ->
                handle.createQuery(OPEN)
                        .bind("oldest", oldest.toEpochMilli())
                        .map(AttemptReader::attempt)
                        .list());
    }

    static Attempt attempt(ResultSet row, StatementContext context) throws SQLException {
        return new Attempt(
                new AttemptId(row.getLong(1)),
                new PhoneNumber(row.getLong(2)),
                new CampaignId(row.getString(3)),
                Optional.ofNullable(row.getString(4)).map(OfferId::new),
                Optional.ofNullable(row.getString(5)).map(AgentId::new),
                Kind.valueOf(row.getString(6)),
                new PhoneNumber(row.getLong(7)),
                Instant.ofEpochMilli(row.getLong(8)),
                Duration.ofMillis(row.getLong(9)),
                row.getString(10),
                row.getString(11));
    }
}
