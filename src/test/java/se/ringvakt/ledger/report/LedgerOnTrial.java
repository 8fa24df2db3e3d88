package se.ringvakt.ledger.report;

import java.nio.file.Path;
import java.time.Instant;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.postgres.PostgresTrial;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.Engine;
import se.ringvakt.ledger.sqlite.SqliteTrial;

/// A ledger written to as its gate does, but at any time and in any order. Each change is committed
/// at once.
public interface LedgerOnTrial extends AutoCloseable {
    /// An empty one.
    static LedgerOnTrial of(Engine engine, Path folder) {
        return switch (engine) {
            case SQLITE -> new SqliteTrial(folder);
            case POSTGRES -> new PostgresTrial(folder);
        };
    }

    Database database();

    LedgerView view();

    void allow(long seenVersion, Attempt attempt);

    void deny(Denial denial);

    void settle(Attempt attempt, Outcome outcome);

    void complete(Attempt attempt, Outcome outcome);

    void silent(AttemptId id, Instant at);

    @Override
    void close();
}
