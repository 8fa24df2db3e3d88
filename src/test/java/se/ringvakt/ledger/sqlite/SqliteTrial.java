package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.report.LedgerOnTrial;
import se.ringvakt.ledger.report.LedgerView;
import se.ringvakt.ledger.sql.Database;

/// The embedded ledger, written to by its writer's session.
public final class SqliteTrial implements LedgerOnTrial {
    private final SqliteDatabase database;
    private final WriterSession session;

    public SqliteTrial(Path folder) {
        database = EmptyLedger.open(folder.resolve("ledger.db"));
        try {
            session = WriterSession.open(database, Duration.ofSeconds(5));
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
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
        write(() -> session.allow(seenVersion, attempt));
    }

    @Override
    public void deny(Denial denial) {
        write(() -> {
            session.deny(denial);
            return true;
        });
    }

    @Override
    public void settle(Attempt attempt, Outcome outcome) {
        write(() -> session.settle(attempt.id(), outcome, outcome.answer(), outcome.reached()));
    }

    @Override
    public void complete(Attempt attempt, Outcome outcome) {
        write(() -> {
            session.complete(attempt.id(), outcome);
            return true;
        });
    }

    @Override
    public void silent(AttemptId id, Instant at) {
        write(() -> session.silent(id, at));
    }

    private interface Change {
        boolean apply() throws SQLException;
    }

    private void write(Change change) {
        try {
            session.begin();
            change.apply();
            session.commit();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        database.close();
    }
}
