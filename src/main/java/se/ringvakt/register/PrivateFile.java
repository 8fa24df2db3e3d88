package se.ringvakt.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// A file with whole numbers in it, which its owner alone may read.
public final class PrivateFile {
    private PrivateFile() {}

    /// Makes it anew, empty; what was left there is gone.
    public static void create(Path file) throws IOException {
        Files.deleteIfExists(file);
        Files.createFile(
                file,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
}
