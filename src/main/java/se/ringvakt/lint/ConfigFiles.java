package se.ringvakt.lint;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/// Finds and reads configuration files as Asterisk does: a relative name is meant from the
/// configuration folder, whichever file it stands in, and may hold wildcards.
///
/// @param folder what stands for `/etc/asterisk`
record ConfigFiles(Path folder) {
    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final long BYTES_MAX = 64L << 20;

    /// The regular files that a name in an `#include` means, sorted; none if there are none.
    List<Path> named(String name) {
        if (!hasWildcard(name)) {
            Path file = folder.resolve(name);
            return Files.isRegularFile(file) ? List.of(file) : List.of();
        }
        List<Path> found = List.of(name.startsWith("/") ? Path.of("/") : folder);
        for (Path part : Path.of(name)) {
            found = step(found, part.toString());
        }
        return found.stream().filter(Files::isRegularFile).toList();
    }

    private static List<Path> step(List<Path> folders, String part) {
        List<Path> found = new ArrayList<>();
        for (Path folder : folders) {
            if (!hasWildcard(part)) {
                found.add(folder.resolve(part));
            } else if (Files.isDirectory(folder)) {
                found.addAll(matching(folder, part));
            }
        }
        return found.stream().filter(Files::exists).toList();
    }

    private static List<Path> matching(Path folder, String part) {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, part)) {
            List<Path> found = new ArrayList<>();
            for (Path entry : entries) {
                if (part.startsWith(".") || !entry.getFileName().toString().startsWith(".")) {
                    found.add(entry);
                }
            }
            found.sort(null);
            return found;
        } catch (IOException | PatternSyntaxException e) {
            throw new DialplanException(folder + "/" + part + ": cannot be listed: " + e, e);
        }
    }

    private static boolean hasWildcard(String name) {
        return name.chars().anyMatch(c -> "*?[{".indexOf(c) >= 0);
    }

    /// The file as text: UTF-8, or else ISO-8859-1, as nothing in a dialplan says which.
    static String text(Path file) {
        byte[] bytes;
        try {
            long size = Files.size(file);
            if (size > BYTES_MAX) {
                throw new DialplanException(
                        file + ": " + size + " bytes (expected: at most " + BYTES_MAX + ")");
            }
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new DialplanException(file + ": cannot be read: " + e, e);
        }
        try {
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
            return text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        } catch (CharacterCodingException _) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
    }
}
