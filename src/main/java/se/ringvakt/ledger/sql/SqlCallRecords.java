package se.ringvakt.ledger.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.Outcome.Answer;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Source;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.rule.Reason;

/// What became of calls, read from the ledger's file.
public final class SqlCallRecords implements CallRecords {
    private static final String RECORD =
            """
            SELECT a.id, a.number, a.campaign, a.offer, a.agent, a.kind, a.caller_id, a.start,
                   a.timeout, a.unique_id, b.line, o.attempt AS settled, o.ended, o.sources,
                   o.status, o.counted, o.reached, o.answer, o.rang_millis, o.breach, o.ended_by,
                   o.answered_millis, o.met_millis, s.at AS silent,
                   r.reasons AS against
              FROM attempt a
              JOIN basis b ON b.id = a.basis
              LEFT JOIN outcome o ON o.attempt = a.id
              LEFT JOIN silent_call s ON s.attempt = a.id
              LEFT JOIN denial r ON r.rehearsed = a.id
            """;

    private static final String BY_ID = RECORD + " WHERE a.id = :id";

    /// A number's attempts are found by its history: attempts have no index by number.
    private static final String BY_NUMBER =
            RECORD
                    + """
                     WHERE a.id IN (SELECT attempt FROM history
                                     WHERE number = :number AND what = 1)
                     ORDER BY a.id DESC
                     LIMIT :most
                    """;

    private static final String BREACHES =
            RECORD
                    + """
                     WHERE o.breach IS NOT NULL AND a.start >= :since
                     ORDER BY a.id DESC
                    """;

    private static final String STARTED =
            RECORD
                    + """
                     WHERE a.start >= :since
                     ORDER BY a.id
                    """;

    private static final String BY_AGENT =
            RECORD
                    + """
                     WHERE a.start >= :from AND a.start < :before AND a.agent = :agent
                     ORDER BY a.id
                    """;

    /// Of a number and campaign: the first silent call since the last debt was closed, by what was
    /// known at an instant. First, in one pass, who owes at all: by far the most debts on record
    /// are paid. `what IN (4, 5)` is written as in the index `history_debt`, without which all of
    /// history would be read.
    private static final String OWED =
            """
            WITH latest AS
                 (SELECT number, campaign,
                         max(CASE WHEN what = 4 THEN version ELSE 0 END) AS owed,
                         max(CASE WHEN what = 5 THEN version ELSE 0 END) AS paid
                    FROM history
                   WHERE what IN (4, 5) AND at <= :at%s
                   GROUP BY number, campaign)
            SELECT h.number, h.campaign, h.at, h.attempt, a.agent,
                   (SELECT count(*) FROM history later
                     WHERE later.number = h.number AND later.campaign = h.campaign
                       AND later.what = 1 AND later.version > h.version AND later.at < :at
                       AND NOT EXISTS (SELECT 1 FROM outcome o
                                        WHERE o.attempt = later.attempt
                                          AND o.counted = 0 AND o.ended <= :at)) AS tried
              FROM latest l
              JOIN history h ON h.number = l.number AND h.campaign = l.campaign AND h.what = 4
              LEFT JOIN attempt a ON a.id = h.attempt
             WHERE l.owed > l.paid
               AND h.version =
                   (SELECT min(o.version) FROM history o
                     WHERE o.number = l.number AND o.campaign = l.campaign AND o.what = 4
                       AND o.at <= :at AND o.version > l.paid)
            """;

    static final String DEBTS = OWED.formatted("") + " ORDER BY h.at, h.number";

    private static final String DEBTS_OF =
            OWED.formatted(" AND number = :number") + " ORDER BY h.at, h.campaign";

    private static final String BYPASS =
            "SELECT id, at, switch, channel, dialled, number, place, hung_up FROM bypass";

    private static final String BYPASSES = BYPASS + " WHERE at >= :since ORDER BY id DESC";

    private static final String BYPASS_BY_ID = BYPASS + " WHERE id = :id";

    private final Database database;

    public SqlCallRecords(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Call> attempt(AttemptId id) {
        return database.read(handle ->
                handle.createQuery(BY_ID)
                        .bind("id", id.value())
                        .map(SqlCallRecords::read)
                        .findOne());
    }

    @Override
    public List<Call> attempts(PhoneNumber number, int most) {
        return database.read(handle ->
                records(
                        handle.createQuery(BY_NUMBER)
                                .bind("number", number.e164())
                                .bind("most", most)));
    }

    @Override
    public List<Call> breaches(Instant since) {
        return database.read(handle ->
                records(handle.createQuery(BREACHES).bind("since", since.toEpochMilli())));
    }

    @Override
    public List<Call> started(Instant since) {
        return database.read(
                handle -> records(handle.createQuery(STARTED).bind("since", since.toEpochMilli())));
    }

    @Override
    public List<Call> by(AgentId agent, Instant from, Instant before) {
        return database.read(handle ->
                records(
                        handle.createQuery(BY_AGENT)
                                .bind("agent", agent.value())
                                .bind("from", from.toEpochMilli())
                                .bind("before", before.toEpochMilli())));
    }

    @Override
    public List<Debt> debts() {
        return database.read(handle ->
                handle.createQuery(DEBTS)
                        .bind("at", Long.MAX_VALUE)
                        .map(SqlCallRecords::debt)
                        .list());
    }

    @Override
    public List<Debt> debts(PhoneNumber number, Instant at) {
        return database.read(handle ->
                handle.createQuery(DEBTS_OF)
                        .bind("number", number.e164())
                        .bind("at", at.toEpochMilli())
                        .map(SqlCallRecords::debt)
                        .list());
    }

    @Override
    public List<PastGate> bypasses(Instant since) {
        return database.read(handle ->
                handle.createQuery(BYPASSES)
                        .bind("since", since.toEpochMilli())
                        .map(SqlCallRecords::bypass)
                        .list());
    }

    @Override
    public Optional<PastGate> bypass(long id) {
        return database.read(handle ->
                handle.createQuery(BYPASS_BY_ID)
                        .bind("id", id)
                        .map(SqlCallRecords::bypass)
                        .findOne());
    }

    private static List<Call> records(Query query) {
        return query.map(SqlCallRecords::read).list();
    }

    private static Call read(ResultSet row, StatementContext context) throws SQLException {
        row.getLong("settled");
        boolean settled = !row.wasNull();
        return new Call(
                AttemptReader.attempt(row, context),
                instant(row, "silent"),
                settled ? Optional.of(settled(row)) : Optional.empty(),
                against(row.getString("against")));
    }

    private static List<Reason> against(@Nullable String words) {
        return words == null
                ? List.of()
                : Arrays.stream(words.split("&")).map(Reason::valueOf).toList();
    }

    private static Settled settled(ResultSet row) throws SQLException {
        return new Settled(
                Instant.ofEpochMilli(row.getLong("ended")),
                sources(row.getString("sources")),
                row.getString("status"),
                row.getBoolean("counted"),
                row.getBoolean("reached"),
                Answer.valueOf(row.getString("answer")),
                millis(row, "rang_millis"),
                Optional.ofNullable(row.getString("breach")).map(Breach::valueOf),
                Optional.ofNullable(row.getString("ended_by")).map(EndedBy::valueOf),
                millis(row, "answered_millis"),
                number(row, "met_millis"));
    }

    private static Set<Source> sources(String words) {
        return Arrays.stream(words.split("\\+"))
                .filter(word -> !word.isEmpty())
                .map(Source::valueOf)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Debt debt(ResultSet row, StatementContext context) throws SQLException {
        OptionalLong silent = number(row, "attempt");
        return new Debt(
                new PhoneNumber(row.getLong("number")),
                new CampaignId(row.getString("campaign")),
                Instant.ofEpochMilli(row.getLong("at")),
                silent.isPresent()
                        ? Optional.of(new AttemptId(silent.getAsLong()))
                        : Optional.empty(),
                Optional.ofNullable(row.getString("agent")).map(AgentId::new),
                row.getLong("tried"));
    }

    private static PastGate bypass(ResultSet row, StatementContext context) throws SQLException {
        OptionalLong number = number(row, "number");
        return new PastGate(
                row.getLong("id"),
                new Bypass(
                        Instant.ofEpochMilli(row.getLong("at")),
                        row.getString("switch"),
                        row.getString("channel"),
                        row.getString("dialled"),
                        number.isPresent()
                                ? Optional.of(new PhoneNumber(number.getAsLong()))
                                : Optional.empty(),
                        row.getString("place"),
                        row.getBoolean("hung_up")));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        OptionalLong value = number(row, column);
        return value.isPresent()
                ? Optional.of(Instant.ofEpochMilli(value.getAsLong()))
                : Optional.empty();
    }

    private static Optional<Duration> millis(ResultSet row, String column) throws SQLException {
        OptionalLong value = number(row, column);
        return value.isPresent()
                ? Optional.of(Duration.ofMillis(value.getAsLong()))
                : Optional.empty();
    }

    private static OptionalLong number(ResultSet row, String column) throws SQLException {
        long value = row.getLong(column);
        return row.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
    }
}
