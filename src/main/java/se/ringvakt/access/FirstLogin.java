package se.ringvakt.access;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/// The file that tells the first user's password to whoever installs the program, and to nobody
/// else. It is gone once that password is.
final class FirstLogin {
    private final Path file;

    FirstLogin(Path file) {
        this.file = file;
    }

    void write(UserName name, String password) {
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    file,
                    "user: " + name + "\npassword: " + password + "\n",
                    StandardCharsets.UTF_8,
                    StandardOpenOption.WRITE);
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written", e);
        }
    }

    /// Deletes it if it tells of this user.
    void over(UserName name) {
        try {
            if (Files.exists(file) && Files.readString(file).startsWith("user: " + name + "\n")) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be deleted", e);
        }
    }
}
