package se.ringvakt.ledger.sqlite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// A ledger file with its schema and nothing else, made once: bringing a schema up to date takes
/// longer than a test.
public final class EmptyLedger {
    private static final byte[] CONTENT = make();

    private EmptyLedger() {}

    /// Opens the file, an empty ledger if it is not there.
    public static SqliteDatabase open(Path file) {
        try {
            if (!Files.exists(file)) {
                Files.write(file, CONTENT);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return SqliteDatabase.open(SqliteSettings.of(file));
    }

    private static byte[] make() {
        try {
            Path file = Files.createTempDirectory("ringvakt").resolve("ledger.db");
            SqliteDatabase.open(SqliteSettings.of(file)).close();
            byte[] content = Files.readAllBytes(file);
            Files.deleteIfExists(file);
            return content;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
