package se.ringvakt.ledger.sql;

import java.nio.file.Path;
import java.util.function.Supplier;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresServer;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.EmptyLedger;

/// The engines that the stores run on. Tests of one that is not installed are left out.
public enum Engine {
    SQLITE {
        @Override
        public Supplier<Database> ledger(Path folder) {
            return () -> EmptyLedger.open(folder.resolve("ledger.db"));
        }
    },
    POSTGRES {
        @Override
        public Supplier<Database> ledger(Path folder) {
            PostgresSettings settings =
                    PostgresServer.shared().ledger(folder.resolve("installation"));
            return () -> PostgresDatabase.open(settings);
        }
    };

    /// An empty ledger of its own; each call of the answer opens it once more, as another process
    /// would.
    public abstract Supplier<Database> ledger(Path folder);
}
