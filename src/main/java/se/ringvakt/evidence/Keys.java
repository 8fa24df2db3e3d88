package se.ringvakt.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/// The key files of a folder: the secret one, the one that is to follow it, and in `keys/` the
/// public halves of all there ever were.
final class Keys {
    private static final String SECRET = "evidence-key.pem";
    private static final String NEXT = "evidence-key.next.pem";

    private final Path folder;

    Keys(Path folder) {
        this.folder = folder;
    }

    /// The key that signs; made when there is none.
    SigningKey current() throws IOException {
        Optional<SigningKey> key = read(SECRET);
        if (key.isEmpty()) {
            key = Optional.of(SigningKey.random());
            write(SECRET, key.get());
        }
        publish(key.get().open());
        return key.get();
    }

    /// The key that signs; empty: none was ever made.
    Optional<SigningKey> existing() throws IOException {
        return read(SECRET);
    }

    /// The key that is to sign from the next segment on.
    Optional<SigningKey> next() throws IOException {
        return read(NEXT);
    }

    /// Makes the key that is to follow. One that waits already stays.
    SigningKey prepareNext() throws IOException {
        Optional<SigningKey> waiting = next();
        if (waiting.isPresent()) {
            return waiting.get();
        }
        SigningKey key = SigningKey.random();
        Files.createDirectories(folder);
        write(NEXT, key);
        return key;
    }

    /// The key that was to follow signs from now on; the one before is gone.
    void adoptNext() throws IOException {
        Durable.move(folder.resolve(NEXT), folder.resolve(SECRET));
    }

    void publish(VerifyingKey key) throws IOException {
        Path file = publicFile(key.id());
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!Files.exists(file)) {
            Durable.write(file, key.pem().getBytes(StandardCharsets.UTF_8));
        }
    }

    /// A public key.
    ///
    /// @throws EvidenceException when there is none such, or its file holds another
    VerifyingKey find(String id) {
        Path file = publicFile(id);
        try {
            VerifyingKey key = VerifyingKey.read(Files.readString(file));
            if (key.id().equals(id)) {
                return key;
            }
            throw new EvidenceException(file.getFileName() + ": holds another key");
        } catch (IOException e) {
            throw new EvidenceException(file.getFileName() + ": cannot be read", e);
        } catch (EvidenceException e) {
            throw new EvidenceException(file.getFileName() + ": " + e.getMessage(), e);
        }
    }

    Path publicFile(String id) {
        return folder.resolve("keys").resolve(id + ".pub.pem");
    }

    private Optional<SigningKey> read(String name) throws IOException {
        try {
            return Optional.of(SigningKey.read(Files.readString(folder.resolve(name))));
        } catch (NoSuchFileException _) {
            return Optional.empty();
        } catch (EvidenceException e) {
            throw new IOException(name + ": " + e.getMessage(), e);
        }
    }

    private void write(String name, SigningKey key) throws IOException {
        Durable.writeSecret(folder.resolve(name), key.pem().getBytes(StandardCharsets.UTF_8));
    }
}
