package se.ringvakt.register;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.util.Optional;

/// A file that lies in an inbox, as it was when it was looked at. Links are looked at, never
/// followed.
///
/// @param sidecar what lies beside it and bears its name; empty: nothing
record Arrival(Path file, State state, Optional<Path> sidecar) {

    /// What a thing in a folder is.
    enum Kind {
        FILE,
        FOLDER,
        LINK,
        /// A device, a pipe, a socket.
        OTHER
    }

    /// What tells that a file has changed, or is another one.
    ///
    /// @param key of the file on its disk; empty: the disk has none
    record State(Kind kind, long size, FileTime modified, Optional<Object> key) {

        /// @throws java.nio.file.NoSuchFileException when it is gone
        static State of(Path file) throws IOException {
            BasicFileAttributes found =
                    Files.readAttributes(
                            file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            Kind kind =
                    found.isRegularFile()
                            ? Kind.FILE
                            : found.isDirectory()
                                    ? Kind.FOLDER
                                    : found.isSymbolicLink() ? Kind.LINK : Kind.OTHER;
            return new State(
                    kind,
                    found.size(),
                    found.lastModifiedTime(),
                    Optional.ofNullable(found.fileKey()));
        }
    }

    String name() {
        return String.valueOf(file.getFileName());
    }

    /// Whether it still lies there as it was.
    boolean isUnchanged() {
        try {
            return State.of(file).equals(state);
        } catch (IOException _) {
            // Gone, or not to be looked at any more.
            return false;
        }
    }
}
