package se.ringvakt.ledger.sql;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.function.Supplier;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteSettings;

/// The engines that the stores run on. Tests of one that is not installed are left out.
public enum Engine {
    SQLITE {
        @Override
        public Supplier<Database> ledger(Path folder) {
            Path file = folder.resolve("ledger.db");
            EmptyLedger.open(file).close();
            return () -> SqliteDatabase.open(SqliteSettings.of(file).withWriteWait(PATIENCE));
        }

        @Override
        public Ledger gate(Database database, InstantSource clock) {
            return SqliteLedger.start((SqliteDatabase) database, clock);
        }
    },
    POSTGRES {
        @Override
        public Supplier<Database> ledger(Path folder) {
            PostgresSettings settings =
                    PostgresServer.shared().ledger(folder.resolve("installation"));
            return () -> PostgresDatabase.open(settings);
        }

        @Override
        public Ledger gate(Database database, InstantSource clock) {
            return PostgresLedger.start((PostgresDatabase) database, clock);
        }
    };

    /// Tests share the machine, so a write may take its time.
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /// An empty ledger of its own; each call of the answer opens it once more, as another process
    /// would.
    public abstract Supplier<Database> ledger(Path folder);

    /// The ledger as a gate writes to it; whoever asks for it closes it.
    public abstract Ledger gate(Database database, InstantSource clock);
}
