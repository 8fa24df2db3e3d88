package se.ringvakt.ledger.sql;

import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;
import se.ringvakt.accounting.Credit;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CheckCounts;

/// Checks counted from what is on record in the ledger's file, and from what was added up of it
/// when it was erased.
public final class SqlCheckCounts implements CheckCounts {
    private static final String WASHED =
            """
            SELECT w.principal,
                   sum(CASE WHEN c.status IN ('FREE', 'STOP') THEN c.numbers ELSE 0 END) AS checked,
                   sum(CASE WHEN c.status = 'FREE' THEN c.numbers ELSE 0 END) AS free
              FROM wash w
              JOIN wash_register r ON r.wash = w.id AND r.register = :register
              JOIN wash_count c ON c.wash = w.id AND c.reason = ''
             WHERE w.at >= :from AND w.at < :to
             GROUP BY w.principal
            """;

    /// Reasons that stand alone come before any register is asked; all others come with its answer.
    /// One that was rehearsed is counted with its attempt, but for being free when it is listed.
    static final String OF_DENIALS =
            """
                   sum(CASE WHEN rehearsed IS NULL THEN 1 ELSE 0 END) AS checked,
                   sum(CASE WHEN '&' || reasons || '&' LIKE '%&LISTED&%' THEN 0 ELSE 1 END
                       - CASE WHEN rehearsed IS NULL THEN 0 ELSE 1 END) AS free
              FROM denial
             WHERE reasons NOT IN ('INVALID_NUMBER', 'UNKNOWN_CAMPAIGN', 'UNAVAILABLE')
            """;

    /// Those still on record, and those erased since.
    private static final String DIALLED =
            """
            SELECT campaign, sum(checked) AS checked, sum(free) AS free
              FROM (SELECT campaign, count(*) AS checked, count(*) AS free
                      FROM attempt
                     WHERE start >= :from AND start < :to
                     GROUP BY campaign
                     UNION ALL
                    SELECT campaign,
            """
                    + OF_DENIALS
                    + """
                               AND at >= :from AND at < :to
                             GROUP BY campaign
                             UNION ALL
                            SELECT campaign, sum(checked), sum(free)
                              FROM check_count
                             WHERE at >= :from AND at < :to
                             GROUP BY campaign) AS each_kind
                     GROUP BY campaign
                     ORDER BY campaign
                    """;

    private static final String RECORDS =
            """
            SELECT COALESCE(sum(w.rows), 0)
              FROM wash w
              JOIN wash_register r ON r.wash = w.id AND r.register = :register
             WHERE w.at >= :since
            """;

    private static final String CREDITS =
            "SELECT * FROM credit WHERE register = :register ORDER BY bought, id";

    private static final String BUY =
            """
            INSERT INTO credit (register, records, price, currency, bought, who, at)
            VALUES (:register, :records, :price, :currency, :bought, :who, :at)
            """;

    private final Database database;

    public SqlCheckCounts(Database database) {
        this.database = database;
    }

    @Override
    public List<Washed> washed(String register, Instant from, Instant to) {
        return database.read(handle ->
                handle.createQuery(WASHED)
                        .bind("register", register)
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .map((row, context) ->
                                new Washed(
                                        Optional.ofNullable(row.getString("principal"))
                                                .map(PrincipalId::new),
                                        row.getLong("checked"),
                                        row.getLong("free")))
                        .list());
    }

    @Override
    public List<Dialled> dialled(Instant from, Instant to) {
        return database.read(handle ->
                handle.createQuery(DIALLED)
                        .bind("from", from.toEpochMilli())
                        .bind("to", to.toEpochMilli())
                        .map((row, context) ->
                                new Dialled(
                                        new CampaignId(row.getString("campaign")),
                                        row.getLong("checked"),
                                        row.getLong("free")))
                        .list());
    }

    @Override
    public List<Credit> credits(String register) {
        return database.read(handle ->
                handle.createQuery(CREDITS)
                        .bind("register", register)
                        .map(SqlCheckCounts::credit)
                        .list());
    }

    @Override
    public long records(String register, Instant since) {
        return database.read(handle ->
                handle.createQuery(RECORDS)
                        .bind("register", register)
                        .bind("since", since.toEpochMilli())
                        .mapTo(long.class)
                        .one());
    }

    @Override
    public void buy(Credit credit, Instant at) {
        database.write(handle ->
                handle.createUpdate(BUY)
                        .bind("register", credit.register())
                        .bind("records", credit.records())
                        .bind("price", credit.price().map(BigDecimal::toPlainString))
                        .bind("currency", credit.currency())
                        .bind("bought", credit.bought().toString())
                        .bind("who", credit.who())
                        .bind("at", at.toEpochMilli())
                        .execute());
    }

    private static Credit credit(ResultSet row, StatementContext context) throws SQLException {
        return new Credit(
                row.getString("register"),
                row.getLong("records"),
                Optional.ofNullable(row.getString("price")).map(BigDecimal::new),
                row.getString("currency"),
                LocalDate.parse(row.getString("bought")),
                row.getString("who"));
    }
}
