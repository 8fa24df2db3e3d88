package se.ringvakt.ledger.sql;

import java.nio.charset.Charset;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashReport.FileFacts;
import se.ringvakt.wash.WashRequest;

/// Receipts of washes in the ledger's file. Any process may use it beside the gate's.
public final class SqlWashReceipts implements WashReceipts {
    private static final String ADD =
            """
            INSERT INTO wash (at, took, who, mode, several, unreadable, separator, encoding,
                              header, sheet, missing_zero, principal, campaign, policy, valid_until, in_name, in_bytes, in_sha256, out_name,
                              out_bytes, out_sha256, rejects_name, rejects_bytes, rejects_sha256,
                              rows, kept, again, newly_stopped)
            VALUES (:at, :took, :who, :mode, :several, :unreadable, :separator, :encoding,
                    :header, :sheet, :missingZero, :principal, :campaign, :policy, :validUntil, :inName, :inBytes, :inSha256, :outName,
                    :outBytes, :outSha256, :rejectsName, :rejectsBytes, :rejectsSha256,
                    :rows, :kept, :again, :newlyStopped)
            RETURNING id
            """;

    private static final String ADD_COLUMN =
            "INSERT INTO wash_column (wash, position, name) VALUES (:wash, :position, :name)";

    private static final String ADD_REGISTER =
            """
            INSERT INTO wash_register (wash, register, version, updated)
            VALUES (:wash, :register, :version, :updated)
            """;

    private static final String ADD_COUNT =
            """
            INSERT INTO wash_count (wash, status, reason, numbers)
            VALUES (:wash, :status, :reason, :numbers)
            """;

    private static final String LIST =
            """
            SELECT * FROM wash
             WHERE at >= :since AND id < :beforeId
               AND (CAST(:principal AS TEXT) IS NULL OR principal = :principal)
               AND (lower(in_name) LIKE :holding ESCAPE '!'
                    OR lower(out_name) LIKE :holding ESCAPE '!'
                    OR lower(who) LIKE :holding ESCAPE '!'
                    OR in_sha256 LIKE :beginning ESCAPE '!'
                    OR out_sha256 LIKE :beginning ESCAPE '!')
             ORDER BY id DESC
             LIMIT :most
            """;

    private static final String LAST_OF =
            """
            SELECT * FROM wash
             WHERE in_sha256 = :sha256 OR out_sha256 = :sha256
             ORDER BY id DESC
             LIMIT 1
            """;

    private final Database database;

    public SqlWashReceipts(Database database) {
        this.database = database;
    }

    @Override
    public WashReceipt add(WashReceipt receipt) {
        return database.write(handle -> {
            long id = bound(handle.createQuery(ADD), receipt).mapTo(long.class).one();
            addColumns(handle, id, receipt);
            addRegisters(handle, id, receipt);
            addCounts(handle, id, receipt.report());
            return receipt.numbered(id);
        });
    }

    @Override
    public Optional<WashReceipt> find(long id) {
        return database.read(handle ->
                receipts(
                                handle,
                                handle.createQuery("SELECT * FROM wash WHERE id = :id")
                                        .bind("id", id))
                        .stream()
                        .findFirst());
    }

    @Override
    public List<WashReceipt> list(Search search) {
        String text = search.text().toLowerCase(Locale.ROOT);
        return database.read(handle ->
                receipts(
                        handle,
                        handle.createQuery(LIST)
                                .bind("holding", Like.holding(text))
                                .bind("beginning", Like.beginning(text))
                                .bind("principal", search.principal().map(PrincipalId::value))
                                .bind("since", search.since().toEpochMilli())
                                .bind("beforeId", search.beforeId().orElse(Long.MAX_VALUE))
                                .bind("most", search.most())));
    }

    @Override
    public Optional<WashReceipt> lastOf(String sha256) {
        return database.read(handle ->
                receipts(handle, handle.createQuery(LAST_OF).bind("sha256", sha256)).stream()
                        .findFirst());
    }

    private static Query bound(Query adding, WashReceipt receipt) {
        WashReport report = receipt.report();
        Optional<FileFacts> rejects = report.rejects();
        return adding.bind("at", receipt.at().toEpochMilli())
                .bind("took", receipt.took().toMillis())
                .bind("who", receipt.who())
                .bind("mode", receipt.as().mode().name())
                .bind("several", receipt.as().several().name())
                .bind("unreadable", receipt.as().unreadable().name())
                .bind("separator", receipt.as().form().separator().map(String::valueOf))
                .bind("encoding", receipt.as().form().encoding().map(Charset::name))
                .bind("header", receipt.as().form().header())
                .bind("sheet", receipt.as().sheet())
                .bind("missingZero", receipt.as().missingZero())
                .bind("principal", receipt.as().principal().map(PrincipalId::value))
                .bind("campaign", receipt.as().campaign().map(CampaignId::value))
                .bind("policy", receipt.policy())
                .bind("validUntil", receipt.validUntil().map(LocalDate::toString))
                .bind("inName", report.in().name())
                .bind("inBytes", report.in().bytes())
                .bind("inSha256", report.in().sha256())
                .bind("outName", report.out().name())
                .bind("outBytes", report.out().bytes())
                .bind("outSha256", report.out().sha256())
                .bind("rejectsName", rejects.map(FileFacts::name))
                .bind("rejectsBytes", rejects.map(FileFacts::bytes))
                .bind("rejectsSha256", rejects.map(FileFacts::sha256))
                .bind("rows", report.rows())
                .bind("kept", report.kept())
                .bind("again", receipt.again().map(WashReceipt.Again::of))
                .bind("newlyStopped", receipt.again().map(WashReceipt.Again::newlyStopped));
    }

    private static void addColumns(Handle handle, long id, WashReceipt receipt) {
        List<String> columns = receipt.as().columns();
        PreparedBatch batch = handle.prepareBatch(ADD_COLUMN);
        for (int i = 0; i < columns.size(); i++) {
            batch.bind("wash", id).bind("position", i).bind("name", columns.get(i)).add();
        }
        batch.execute();
    }

    private static void addRegisters(Handle handle, long id, WashReceipt receipt) {
        PreparedBatch batch = handle.prepareBatch(ADD_REGISTER);
        for (WashReceipt.Against against : receipt.registers()) {
            batch.bind("wash", id)
                    .bind("register", against.register())
                    .bind("version", against.version())
                    .bind("updated", against.updated().toString())
                    .add();
        }
        batch.execute();
    }

    private static void addCounts(Handle handle, long id, WashReport report) {
        PreparedBatch batch = handle.prepareBatch(ADD_COUNT);
        report.numbers().forEach((status, count) -> addCount(batch, id, status, "", count));
        report.stopped()
                .forEach((reason, count) -> addCount(batch, id, Status.STOP, reason.name(), count));
        batch.execute();
    }

    private static void addCount(
            PreparedBatch batch, long id, Status status, String reason, long count) {
        batch.bind("wash", id)
                .bind("status", status.name())
                .bind("reason", reason)
                .bind("numbers", count)
                .add();
    }

    private static List<WashReceipt> receipts(Handle handle, Query washes) {
        return washes.map((row, context) -> receipt(handle, row)).list();
    }

    private static WashReceipt receipt(Handle handle, ResultSet row) throws SQLException {
        long id = row.getLong("id");
        return new WashReceipt(
                id,
                Instant.ofEpochMilli(row.getLong("at")),
                Duration.ofMillis(row.getLong("took")),
                row.getString("who"),
                as(handle, id, row),
                of(handle, "SELECT * FROM wash_register WHERE wash = :wash", id)
                        .map((register, context) -> against(register))
                        .list(),
                row.getString("policy"),
                Optional.ofNullable(row.getString("valid_until")).map(LocalDate::parse),
                report(handle, id, row),
                again(row));
    }

    private static WashReceipt.As as(Handle handle, long id, ResultSet row) throws SQLException {
        return new WashReceipt.As(
                WashRequest.Mode.valueOf(row.getString("mode")),
                WashRequest.Several.valueOf(row.getString("several")),
                WashRequest.Unreadable.valueOf(row.getString("unreadable")),
                of(handle, "SELECT name FROM wash_column WHERE wash = :wash ORDER BY position", id)
                        .mapTo(String.class)
                        .list(),
                new CsvForm(
                        Optional.ofNullable(row.getString("separator")).map(s -> s.charAt(0)),
                        Optional.ofNullable(row.getString("encoding")).map(Charset::forName),
                        row.getBoolean("header")),
                Optional.ofNullable(row.getString("sheet")),
                row.getBoolean("missing_zero"),
                Optional.ofNullable(row.getString("principal")).map(PrincipalId::new),
                Optional.ofNullable(row.getString("campaign")).map(CampaignId::new));
    }

    private static WashReceipt.Against against(ResultSet row) throws SQLException {
        return new WashReceipt.Against(
                row.getString("register"),
                row.getString("version"),
                LocalDate.parse(row.getString("updated")));
    }

    private static WashReport report(Handle handle, long id, ResultSet row) throws SQLException {
        Map<Status, Long> numbers = new EnumMap<>(Status.class);
        Map<Reason, Long> stopped = new EnumMap<>(Reason.class);
        of(handle, "SELECT status, reason, numbers FROM wash_count WHERE wash = :wash", id)
                .map((count, context) ->
                        new Count(
                                count.getString("status"),
                                count.getString("reason"),
                                count.getLong("numbers")))
                .forEach(count -> {
                    if (count.reason.isEmpty()) {
                        numbers.put(Status.valueOf(count.status), count.numbers);
                    } else {
                        stopped.put(Reason.valueOf(count.reason), count.numbers);
                    }
                });
        return new WashReport(
                file(row, "in"),
                file(row, "out"),
                row.getString("rejects_name") == null
                        ? Optional.empty()
                        : Optional.of(file(row, "rejects")),
                row.getLong("rows"),
                row.getLong("kept"),
                numbers,
                stopped,
                List.of());
    }

    private static FileFacts file(ResultSet row, String which) throws SQLException {
        return new FileFacts(
                row.getString(which + "_name"),
                row.getLong(which + "_bytes"),
                row.getString(which + "_sha256"));
    }

    private static Optional<WashReceipt.Again> again(ResultSet row) throws SQLException {
        long of = row.getLong("again");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(new WashReceipt.Again(of, row.getLong("newly_stopped")));
    }

    private static Query of(Handle handle, String sql, long wash) {
        return handle.createQuery(sql).bind("wash", wash);
    }

    private record Count(String status, String reason, long numbers) {}
}
