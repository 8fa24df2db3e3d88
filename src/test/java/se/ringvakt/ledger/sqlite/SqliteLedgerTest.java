package se.ringvakt.ledger.sqlite;

import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerContractTest;
import se.ringvakt.ledger.Samples;

/// The contract, kept by the embedded ledger.
final class SqliteLedgerTest extends LedgerContractTest {
    @TempDir private Path directory;
    private Instant now = Samples.NOW;
    private SqliteDatabase database;
    private SqliteLedger ledger;

    @BeforeEach
    void open() {
        database = SqliteDatabase.open(SqliteSettings.of(directory.resolve("ledger.db")));
        ledger = SqliteLedger.start(database, () -> now);
    }

    @AfterEach
    void close() {
        ledger.close();
        database.close();
    }

    @Override
    protected Ledger ledger() {
        return ledger;
    }

    @Override
    protected Ledger reopened() {
        close();
        open();
        return ledger;
    }

    @Override
    protected void clock(Instant later) {
        now = later;
    }
}
