package se.ringvakt.ledger.postgres;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.ledger.DecisionIds;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.report.LedgerOnTrial;
import se.ringvakt.ledger.report.LedgerView;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.HistoryCache;

/// The shared ledger, written to by the statements of the hot path.
public final class PostgresTrial implements LedgerOnTrial {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PostgresDatabase database;
    private final BasisLines lines = new BasisLines();
    private final DecisionIds ids = new DecisionIds();
    private final HistoryCache cache;

    public PostgresTrial(Path folder) {
        PostgresSettings settings =
                PostgresServer.shared()
                        .ledger(folder.resolve("installation"))
                        .withWriteWait(PATIENCE);
        this.database = PostgresDatabase.open(settings);
        this.cache = new HistoryCache(settings.cachedHistories(), settings.memory());
    }

    @Override
    public Database database() {
        return database;
    }

    @Override
    public LedgerView view() {
        return database.view();
    }

    @Override
    public void allow(long seenVersion, Attempt attempt) {
        write(connection ->
                new Changes(connection, cache)
                        .append(seenVersion, attempt, lines.id(connection, attempt.basis())));
    }

    @Override
    public void deny(Denial denial) {
        write(connection -> {
            long id = ids.next(denial.at(), 0);
            DenialWriter.insert(connection, denial, id, lines.id(connection, denial.basis()));
            return true;
        });
    }

    @Override
    public void settle(Attempt attempt, Outcome outcome) {
        write(connection ->
                new Changes(connection, cache)
                        .settle(attempt.id(), outcome, database.settings().attemptMax()));
    }

    /// The same as a second outcome.
    @Override
    public void complete(Attempt attempt, Outcome outcome) {
        settle(attempt, outcome);
    }

    @Override
    public void silent(AttemptId id, Instant at) {
        write(connection -> new Changes(connection, cache).silent(id, at));
    }

    private interface Change {
        boolean apply(Connection connection) throws SQLException;
    }

    private void write(Change change) {
        try (Connection connection = database.hot()) {
            change.apply(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        database.close();
    }
}
