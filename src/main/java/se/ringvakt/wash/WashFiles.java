package se.ringvakt.wash;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/// The files of a wash: which may be read and written.
final class WashFiles {
    private WashFiles() {}

    /// Refuses to write over what is read, over another file of this wash, or, unless asked to,
    /// over any file.
    ///
    /// @throws WashRefused when it would
    static void check(WashRequest request) {
        check(request.in(), request.out(), request.replace());
        List<Path> taken = List.of(request.in(), request.out());
        request.rejects().ifPresent(rejects -> checkOutput(rejects, taken, request.replace()));
    }

    /// The same for one file that is written from another.
    static void check(Path in, Path out, boolean replace) {
        if (!Files.isRegularFile(in)) {
            throw new WashRefused(
                    in
                            + (Files.exists(in)
                                    ? ": not a file (expected: a list)"
                                    : ": no such file (expected: a list)"));
        }
        checkOutput(out, List.of(in), replace);
    }

    private static void checkOutput(Path file, List<Path> taken, boolean replace) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new WashRefused(file + ": its folder is not there (expected: an existing one)");
        }
        if (Files.isDirectory(file)) {
            throw new WashRefused(file + ": a folder (expected: a file's name)");
        }
        for (Path other : taken) {
            if (same(file, other)) {
                throw new WashRefused(
                        file + ": the same file as " + other + " (expected: another)");
            }
        }
        if (!replace && Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            throw new WashRefused(
                    file + ": there already (expected: a new name; --force replaces it)");
        }
    }

    private static boolean same(Path one, Path other) {
        try {
            return (Files.exists(one) && Files.exists(other))
                    ? Files.isSameFile(one, other)
                    : place(one).equals(place(other));
        } catch (IOException e) {
            throw refused(one, e);
        }
    }

    /// Where a file that is not there yet would be.
    private static Path place(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        return folder == null ? absolute : folder.toRealPath().resolve(absolute.getFileName());
    }

    /// What went wrong with reading or writing, as it is told.
    ///
    /// @param file the one meant, unless the cause names another
    static WashRefused refused(Path file, IOException cause) {
        String named =
                (cause instanceof FileSystemException system && system.getFile() != null)
                        ? system.getFile()
                        : file.toString();
        String found =
                switch (cause) {
                    case NoSuchFileException _ -> "no such file or folder";
                    case AccessDeniedException _ -> "access denied";
                    default -> String.valueOf(cause.getMessage());
                };
        return new WashRefused(
                named + ": " + found + " (expected: to be read and written); nothing was written",
                cause);
    }
}
