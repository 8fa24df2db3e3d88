package se.ringvakt.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The folder of an inbox, with `archive` and `refused` below it. Whatever leaves it is moved,
/// never copied over something else and never deleted.
final class InboxFolder {
    static final String ARCHIVE = "archive";
    static final String REFUSED = "refused";
    static final String REASON_SUFFIX = ".reason.txt";

    private static final List<String> UNFINISHED = List.of(".part", ".tmp", ".filepart");

    /// What a name may hold whose bytes are not of this system's character set, and what would
    /// break a line.
    private static final Pattern UNWRITABLE = Pattern.compile("[\\x{FFFD}\\p{Cntrl}]");

    private final Path folder;

    InboxFolder(Path folder) {
        this.folder = folder;
    }

    /// Makes what is not there.
    void prepare() throws IOException {
        for (Path each : List.of(folder, folder.resolve(ARCHIVE), folder.resolve(REFUSED))) {
            if (!Files.isDirectory(each)) {
                Files.createDirectories(each);
            }
        }
    }

    /// What lies there, but for what is ours or says by its name that it is not ready.
    List<Path> entries() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.filter(InboxFolder::counts).sorted().toList();
        }
    }

    private static boolean counts(Path entry) {
        String name = String.valueOf(entry.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".")
                && !name.equals(ARCHIVE)
                && !name.equals(REFUSED)
                && UNFINISHED.stream().noneMatch(name::endsWith);
    }

    /// Moves it to the archive.
    void archive(Arrival arrival) throws IOException {
        Path place = folder.resolve(ARCHIVE);
        move(arrival, place, freeName(place, arrival));
    }

    /// Moves it aside, with the reason beside it.
    void refuse(Arrival arrival, String reason) throws IOException {
        Path place = folder.resolve(REFUSED);
        String name = freeName(place, arrival);
        byte[] line = (reason + "\n").getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(place, name + REASON_SUFFIX, ByteBuffer.wrap(line));
        move(arrival, place, name);
    }

    /// The sidecar goes last: without it, the file could be taken for another than it is.
    private static void move(Arrival arrival, Path place, String name) throws IOException {
        Files.move(arrival.file(), place.resolve(name));
        Optional<Path> sidecar = arrival.sidecar();
        if (sidecar.isPresent()) {
            Files.move(sidecar.get(), place.resolve(name + Sidecar.SUFFIX));
        }
    }

    /// Its own name, or that with the first number under which there is nothing yet.
    private static String freeName(Path place, Arrival arrival) {
        String name = UNWRITABLE.matcher(arrival.name()).replaceAll("_");
        String free = name;
        for (int i = 2; isTaken(place, free) || isTaken(place, free + Sidecar.SUFFIX); i++) {
            free = name + "." + i;
        }
        return free;
    }

    private static boolean isTaken(Path place, String name) {
        return Files.exists(place.resolve(name), LinkOption.NOFOLLOW_LINKS);
    }
}
