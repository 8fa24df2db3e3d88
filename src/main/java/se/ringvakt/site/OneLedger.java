package se.ringvakt.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.Settings;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.postgres.CarryOver;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sqlite.SqliteDatabase;

/// Which ledger an installation has: that in its state folder, or the one that `ledger.url` names.
/// Never both: what the other knew of calls, objections and debts would be forgotten.
public final class OneLedger {
    private OneLedger() {}

    /// What was carried over.
    ///
    /// @param rows of each table
    /// @param kept where the former ledger lies now
    public record CarriedOver(Map<String, Long> rows, Path kept) {}

    /// Opens it.
    ///
    /// @throws LedgerException when it cannot be opened
    /// @throws ConfigException when there are two
    static Database open(Settings settings) {
        return settings.sharedLedger()
                .<Database>map(shared -> shared(settings, shared))
                .orElseGet(() -> own(settings));
    }

    /// A new one would allow everything once more, and a stop or a block in it would stop nobody.
    private static SqliteDatabase own(Settings settings) {
        Path mark = settings.ledgerMark();
        if (Files.exists(mark) && !Files.exists(settings.ledger().file())) {
            throw new ConfigException(
                    "ledger.url: empty, and "
                            + mark
                            + " says that this folder belongs to a shared ledger (expected: its"
                            + " url, or that file moved away by whoever wants a new ledger)");
        }
        return SqliteDatabase.open(settings.ledger());
    }

    private static PostgresDatabase shared(Settings settings, PostgresSettings shared) {
        Path own = settings.ledger().file();
        if (Files.exists(own)) {
            throw new ConfigException(
                    "ledger: "
                            + own
                            + " is there, and ledger.url names another (expected: ringvakt ledger"
                            + " carry-over, or that file moved away by whoever wants all it knows"
                            + " forgotten)");
        }
        return PostgresDatabase.open(shared);
    }

    /// Carries the ledger in the state folder over into the shared one, and puts its file aside.
    /// Nobody may write to either meanwhile.
    ///
    /// @throws ConfigException when there is nothing to carry over, or nowhere to
    /// @throws LedgerException when the shared one is not empty, or it fails; nothing was carried
    ///   over then, unless it says so
    public static CarriedOver carryOver(Settings settings) {
        PostgresSettings shared =
                settings.sharedLedger()
                        .orElseThrow(() ->
                                new ConfigException(
                                        "ledger.url: empty (expected: the ledger to carry over"
                                                + " to)"));
        Path own = settings.ledger().file();
        if (!Files.exists(own)) {
            throw new ConfigException("ledger: " + own + ": not found (expected: a ledger's file)");
        }
        Map<String, Long> rows;
        try (Database from = SqliteDatabase.open(settings.ledger());
                PostgresDatabase to = PostgresDatabase.open(shared)) {
            rows = CarryOver.run(from, to);
        }
        return new CarriedOver(rows, aside(own));
    }

    private static Path aside(Path file) {
        try {
            return Files.move(file, file.resolveSibling(file.getFileName() + ".carried-over"));
        } catch (IOException e) {
            throw new LedgerException(
                    "ledger: everything was carried over, but "
                            + file
                            + " could not be put aside (expected: moved away by hand): "
                            + e,
                    e);
        }
    }
}
