package se.ringvakt.ledger.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.HandleCallback;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterShare;

/// Versions of registers in the ledger that gates share: each file in parts, named by what the
/// whole file holds, so that a part that is written twice is the same part.
public final class SharedRegisters implements RegisterShare {
    private static final int CHUNK_BYTES = 1 << 20;

    private static final String FILE =
            """
            INSERT INTO register_file (sha256, register, version, bytes, at)
            VALUES (:sha, :register, :version, :bytes,
                    CAST(EXTRACT(EPOCH FROM now()) * 1000 AS BIGINT))
            ON CONFLICT (sha256) DO UPDATE SET at = excluded.at
            """;

    private static final String CHUNK =
            """
            INSERT INTO register_chunk (sha256, position, content) VALUES (:sha, :position, :content)
            ON CONFLICT (sha256, position) DO UPDATE SET content = excluded.content
            """;

    private static final String PUT_IN_FORCE =
            """
            INSERT INTO register_in_force (register, revision, text, sha256)
            VALUES (:register, 1, :text, :sha)
            ON CONFLICT (register) DO UPDATE
               SET revision = register_in_force.revision + 1, text = excluded.text,
                   sha256 = excluded.sha256
            """;

    private static final String REVISION =
            "SELECT revision FROM register_in_force WHERE register = :register";

    private static final String PARTS = "SELECT count(*) FROM register_chunk WHERE sha256 = :sha";

    private static final String OLD =
            """
            SELECT sha256 FROM register_file
             WHERE register = :register AND sha256 <> :sha
             ORDER BY at DESC, sha256
            OFFSET :kept
            """;

    private final Supplier<? extends Database> database;
    private final int versionsKept;

    /// @param versionsKept how many versions of each register stay
    public SharedRegisters(Supplier<? extends Database> database, int versionsKept) {
        this.database = database;
        this.versionsKept = versionsKept;
    }

    private record Sum(String sha256, long bytes) {
        int chunks() {
            return Math.toIntExact((bytes + CHUNK_BYTES - 1) / CHUNK_BYTES);
        }
    }

    @Override
    public boolean publish(Publication what, Path file, OptionalLong onlyAfter) {
        String name = "register " + what.register() + ", version " + what.version();
        try {
            Sum sum = sum(file);
            int _ =
                    database.get()
                            .write(handle ->
                                    handle.createUpdate(FILE)
                                            .bind("sha", sum.sha256())
                                            .bind("register", what.register())
                                            .bind("version", what.version())
                                            .bind("bytes", sum.bytes())
                                            .execute());
            send(file, sum);
            return database.get().write(handle -> putInForce(handle, what, sum, onlyAfter));
        } catch (IOException e) {
            throw new RegisterRefused(
                    name + ": " + file + ": " + e.getMessage() + " (expected: a readable file)", e);
        } catch (LedgerException e) {
            throw new RegisterRefused(
                    name + ": not published, and not in force: " + e.getMessage(), e);
        }
    }

    private void send(Path file, Sum sum) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            for (int position = 0; position < sum.chunks(); position++) {
                byte[] content = in.readNBytes(CHUNK_BYTES);
                int at = position;
                int _ =
                        database.get()
                                .write(handle ->
                                        handle.createUpdate(CHUNK)
                                                .bind("sha", sum.sha256())
                                                .bind("position", at)
                                                .bind("content", content)
                                                .execute());
            }
        }
    }

    private boolean putInForce(Handle handle, Publication what, Sum sum, OptionalLong onlyAfter) {
        String register = what.register();
        long revision =
                handle.createQuery(REVISION)
                        .bind("register", register)
                        .mapTo(Long.class)
                        .findOne()
                        .orElse(0L);
        if (onlyAfter.isPresent() && onlyAfter.getAsLong() != revision) {
            return false;
        }
        int parts = handle.createQuery(PARTS).bind("sha", sum.sha256()).mapTo(Integer.class).one();
        if (parts != sum.chunks()) {
            throw new RegisterRefused(
                    "register "
                            + register
                            + ": "
                            + parts
                            + " parts in the ledger (expected: "
                            + sum.chunks()
                            + "; others published meanwhile, import it again)");
        }
        handle.createUpdate(PUT_IN_FORCE)
                .bind("register", register)
                .bind("text", what.text())
                .bind("sha", sum.sha256())
                .execute();
        prune(handle, register, sum.sha256());
        return true;
    }

    private void prune(Handle handle, String register, String inForce) {
        List<String> old =
                handle.createQuery(OLD)
                        .bind("register", register)
                        .bind("sha", inForce)
                        .bind("kept", versionsKept - 1)
                        .mapTo(String.class)
                        .list();
        for (String each : old) {
            handle.execute("DELETE FROM register_chunk WHERE sha256 = ?", each);
            handle.execute("DELETE FROM register_file WHERE sha256 = ?", each);
        }
    }

    @Override
    public List<Shared> inForce() {
        return asked(handle ->
                handle.createQuery("SELECT register, revision, text, sha256 FROM register_in_force")
                        .map((row, _) ->
                                new Shared(
                                        row.getString(1),
                                        row.getLong(2),
                                        row.getString(3),
                                        row.getString(4)))
                        .list());
    }

    @Override
    public void fetch(Shared what, WritableByteChannel to) throws IOException {
        MessageDigest digest = sha256();
        for (int position = 0; ; position++) {
            Optional<byte[]> chunk = chunk(what, position);
            if (chunk.isEmpty()) {
                break;
            }
            digest.update(chunk.get());
            ByteBuffer content = ByteBuffer.wrap(chunk.get());
            while (content.hasRemaining()) {
                to.write(content);
            }
        }
        String found = HexFormat.of().formatHex(digest.digest());
        if (!found.equals(what.sha256())) {
            throw new RegisterRefused(
                    "ledger, register "
                            + what.register()
                            + ", revision "
                            + what.revision()
                            + ": damaged, its SHA-256 is "
                            + found
                            + " (expected: "
                            + what.sha256()
                            + "; import the version again)");
        }
    }

    private Optional<byte[]> chunk(Shared what, int position) {
        return asked(handle ->
                handle.createQuery(
                                "SELECT content FROM register_chunk"
                                        + " WHERE sha256 = :sha AND position = :position")
                        .bind("sha", what.sha256())
                        .bind("position", position)
                        .mapTo(byte[].class)
                        .findOne());
    }

    private <T> T asked(HandleCallback<T, RuntimeException> question) {
        try {
            return database.get().read(question);
        } catch (LedgerException e) {
            throw new RegisterRefused("registers of the ledger: " + e.getMessage(), e);
        }
    }

    private static Sum sum(Path file) throws IOException {
        MessageDigest digest = sha256();
        long bytes = 0;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] buffer = new byte[CHUNK_BYTES];
            for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                digest.update(buffer, 0, read);
                bytes += read;
            }
        }
        return new Sum(HexFormat.of().formatHex(digest.digest()), bytes);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-256: missing (expected: part of the platform)", e);
        }
    }
}
