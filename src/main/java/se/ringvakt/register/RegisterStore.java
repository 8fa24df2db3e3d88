package se.ringvakt.register;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The registers on disk: one folder per register with a file per version and a small file that
/// says which is in force. Thread-safe; several processes may use one folder. What cannot be read
/// or written is thrown as [RegisterRefused], and nothing is ever replaced by a guess.
public final class RegisterStore {
    private static final Logger log = LoggerFactory.getLogger(RegisterStore.class);
    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    private static final String SUFFIX = ".rvr";
    private static final String IN_FORCE = "current";
    private static final String FORMER = "former";
    private static final String ROLLED_BACK = "rolled-back";
    private static final String EXPORTS = "exports.log";
    private static final String LOCK = "lock";
    private static final Comparator<RegisterVersion> BY_AGE =
            Comparator.comparing(RegisterVersion::updated)
                    .thenComparing(RegisterVersion::imported)
                    .thenComparing(RegisterVersion::id);

    private final Path folder;
    private final int versionsKept;
    private final InstantSource clock;
    private final RegisterShare share;

    /// @param folder holds a folder for each register
    /// @param versionsKept how many versions of each stay for roll-back
    public RegisterStore(Path folder, int versionsKept) {
        this(folder, versionsKept, InstantSource.system());
    }

    /// The same, by this clock.
    public RegisterStore(Path folder, int versionsKept, InstantSource clock) {
        this(folder, versionsKept, clock, RegisterShare.NONE);
    }

    /// The same; what is put in force here is published first, so that it is in force everywhere.
    public RegisterStore(Path folder, int versionsKept, InstantSource clock, RegisterShare share) {
        if (versionsKept < 2) {
            throw new RegisterRefused(
                    "versions kept: " + versionsKept + " (expected: 2 or more, for roll-back)");
        }
        this.folder = folder;
        this.versionsKept = versionsKept;
        this.clock = clock;
        this.share = share;
    }

    /// What is in force, without reading its numbers; empty: nothing was ever imported.
    public Optional<RegisterVersion> inForce(String register) {
        String text = revision(register);
        return text.isEmpty() ? Optional.empty() : Optional.of(parse(register, text));
    }

    /// The id of the version that was in force at an instant; empty: nothing was yet, or it was not
    /// kept then. Since when which version is in force stands in its file `in-force.log`.
    public Optional<String> inForceAt(String register, Instant at) {
        return InForceLog.at(folder(register), at);
    }

    /// The version in force with its numbers, verified; empty: nothing was ever imported.
    public Optional<RegisterSnapshot> load(String register) {
        return inForce(register).map(this::read);
    }

    /// A text that differs whenever another version, or a repaired one, is in force; empty: none
    /// is. Costs one read of a few hundred bytes.
    public String revision(String register) {
        Path file = folder(register).resolve(IN_FORCE);
        try {
            return Files.readString(file);
        } catch (NoSuchFileException _) {
            return "";
        } catch (IOException e) {
            throw refused(file, e, "a readable file");
        }
    }

    /// All versions of a register, newest first; those that cannot be read come last.
    public List<StoredVersion> versions(String register) {
        Path place = folder(register);
        if (!Files.isDirectory(place)) {
            return List.of();
        }
        Optional<String> inForce = idInForce(register);
        Comparator<StoredVersion> newestFirst =
                Comparator.comparing(
                        stored -> stored.version().orElse(null),
                        Comparator.nullsLast(BY_AGE.reversed()));
        try (Stream<Path> files = Files.list(place)) {
            return files.filter(file -> file.toString().endsWith(SUFFIX))
                    .map(file -> describe(file, inForce))
                    .sorted(newestFirst)
                    .toList();
        } catch (IOException e) {
            throw refused(place, e, "a readable folder");
        }
    }

    /// A version with its numbers, verified.
    ///
    /// @param word its id, `current` for the one in force, or `former` for the one that a roll-back
    ///   would put in force
    public RegisterSnapshot load(String register, String word) {
        return read(
                switch (word) {
                    case IN_FORCE -> current(register);
                    case FORMER -> former(register);
                    default -> named(register, word);
                });
    }

    /// Puts the newest version older than the one in force back in force, and returns it.
    public RegisterVersion rollBack(String register) {
        try (RegisterLock _ = lock(register)) {
            return rollBackTo(former(register));
        }
    }

    /// Puts a named version back in force, whatever is in force now or is damaged.
    public RegisterVersion rollBack(String register, String id) {
        try (RegisterLock _ = lock(register)) {
            return rollBackTo(named(register, id));
        }
    }

    /// Whether somebody went back from this version, and nobody has put it in force again: then no
    /// machine may.
    boolean isRolledBack(RegisterVersion version) {
        return rolledBack(version.register()).contains(version.id());
    }

    /// Notes who took numbers out of a register, in its file `exports.log`.
    public void noteExport(String register, String line) {
        Path file = folder(register).resolve(EXPORTS);
        try {
            Files.writeString(
                    file, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw refused(file, e, "to be written");
        }
    }

    /// The right to change this register; at most one holder.
    RegisterLock lock(String register) {
        Path place = folder(register);
        try {
            Files.createDirectories(place);
        } catch (IOException e) {
            throw refused(place, e, "a writable folder");
        }
        return RegisterLock.take(place.resolve(LOCK));
    }

    /// Stores a version and puts it in force. The caller holds the lock.
    void publish(RegisterSnapshot snapshot) {
        RegisterVersion version = snapshot.version();
        write(version.register(), version.id() + SUFFIX, SnapshotFile.encode(snapshot));
        putInForce(version);
        prune(version);
    }

    /// Publishes what is stored here, unless another gate has published since.
    boolean publish(RegisterVersion version, OptionalLong onlyAfter) {
        String register = version.register();
        String text = VersionText.write(version);
        return share.publish(
                new RegisterShare.Publication(register, version.id(), text),
                file(version),
                onlyAfter);
    }

    /// Puts in force here what another gate has put in force. The caller holds the lock.
    ///
    /// @param file writes the version's file
    void adopt(RegisterVersion version, AtomicFile.Content file) {
        if (!isWhole(version)) {
            Path place = folder(version.register());
            try {
                AtomicFile.write(place, version.id() + SUFFIX, file);
            } catch (IOException e) {
                throw refused(place.resolve(version.id() + SUFFIX), e, "to be fetched");
            }
        }
        markNewer(version);
        makeCurrent(version);
        prune(version);
    }

    private boolean isWhole(RegisterVersion version) {
        try {
            read(version);
            return true;
        } catch (RegisterRefused e) {
            log.debug("to be fetched", e);
            return false;
        }
    }

    /// The version with its numbers, verified.
    RegisterSnapshot read(RegisterVersion version) {
        Path file = file(version);
        RegisterSnapshot snapshot = SnapshotFile.read(file);
        if (!snapshot.version().equals(version)) {
            throw new RegisterRefused(
                    file
                            + ": holds "
                            + snapshot.version().register()
                            + " "
                            + snapshot.version().id()
                            + " or was imported at another time (expected: "
                            + version.register()
                            + " "
                            + version.id()
                            + ")");
        }
        return snapshot;
    }

    private RegisterVersion current(String register) {
        return inForce(register).orElseThrow(() -> none(register, "in force"));
    }

    private RegisterVersion former(String register) {
        RegisterVersion current = current(register);
        return readable(register)
                .filter(version -> BY_AGE.compare(version, current) < 0)
                .max(BY_AGE)
                .orElseThrow(() -> none(register, "older than " + current.id()));
    }

    private RegisterVersion named(String register, String id) {
        return readable(register)
                .filter(stored -> stored.id().equals(id))
                .findFirst()
                .orElseThrow(() -> none(register, "called " + id));
    }

    /// What is newer than the version returned to is marked first: whoever sees the older one in
    /// force finds the marks there.
    private RegisterVersion rollBackTo(RegisterVersion version) {
        markNewer(version);
        return putInForce(version);
    }

    private void markNewer(RegisterVersion version) {
        read(version);
        Set<String> marked = new TreeSet<>(rolledBack(version.register()));
        boolean more =
                readable(version.register())
                        .filter(stored -> BY_AGE.compare(stored, version) > 0)
                        .map(RegisterVersion::id)
                        .map(marked::add)
                        .reduce(false, Boolean::logicalOr);
        if (more) {
            mark(version.register(), marked);
        }
    }

    private RegisterVersion putInForce(RegisterVersion version) {
        read(version);
        boolean _ = publish(version, OptionalLong.empty());
        makeCurrent(version);
        return version;
    }

    private void makeCurrent(RegisterVersion version) {
        write(version.register(), IN_FORCE, VersionText.write(version));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        InForceLog.note(folder(version.register()), now, version.id());
        Set<String> marked = rolledBack(version.register());
        if (marked.contains(version.id())) {
            Set<String> others = new TreeSet<>(marked);
            others.remove(version.id());
            mark(version.register(), others);
        }
    }

    private Set<String> rolledBack(String register) {
        Path file = folder(register).resolve(ROLLED_BACK);
        try {
            return Set.copyOf(Files.readAllLines(file));
        } catch (NoSuchFileException _) {
            return Set.of();
        } catch (IOException e) {
            throw refused(file, e, "a readable file");
        }
    }

    private void mark(String register, Set<String> ids) {
        write(register, ROLLED_BACK, String.join("\n", ids));
    }

    private Stream<RegisterVersion> readable(String register) {
        return versions(register).stream().flatMap(stored -> stored.version().stream());
    }

    private Optional<String> idInForce(String register) {
        try {
            return inForce(register).map(RegisterVersion::id);
        } catch (RegisterRefused e) {
            log.warn("{}", e.getMessage());
            return Optional.empty();
        }
    }

    private static StoredVersion describe(Path file, Optional<String> inForce) {
        String name = file.getFileName().toString();
        String id = name.substring(0, name.length() - SUFFIX.length());
        boolean current = inForce.filter(id::equals).isPresent();
        try {
            return new StoredVersion(id, Optional.of(SnapshotFile.readVersion(file)), current, "");
        } catch (RegisterRefused e) {
            return new StoredVersion(id, Optional.empty(), current, String.valueOf(e.getMessage()));
        }
    }

    private void prune(RegisterVersion current) {
        Leftovers.delete(
                folder(current.register()),
                readable(current.register())
                        .skip(versionsKept)
                        .filter(version -> !version.equals(current))
                        .map(this::file));
    }

    private static RegisterVersion parse(String register, String text) {
        try {
            return VersionText.read(text);
        } catch (IllegalArgumentException e) {
            throw new RegisterRefused(
                    register
                            + "/"
                            + IN_FORCE
                            + ": "
                            + e.getMessage()
                            + "; nothing is in force until you roll back to a named version",
                    e);
        }
    }

    private Path file(RegisterVersion version) {
        return folder(version.register()).resolve(version.id() + SUFFIX);
    }

    private Path folder(String register) {
        if (!NAME.matcher(register).matches()) {
            throw new RegisterRefused(
                    "register: " + register + " (expected: a-z, 0-9 and -, at most 40)");
        }
        return folder.resolve(register);
    }

    private static RegisterRefused none(String register, String which) {
        return new RegisterRefused(
                register + ": no readable version " + which + " (expected: one in its list)");
    }

    private void write(String register, String name, String text) {
        write(register, name, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
    }

    private void write(String register, String name, ByteBuffer content) {
        Path place = folder(register);
        try {
            AtomicFile.write(place, name, content);
        } catch (IOException e) {
            throw refused(place.resolve(name), e, "to be written");
        }
    }

    private static RegisterRefused refused(Path file, IOException cause, String expected) {
        return new RegisterRefused(
                file + ": " + cause.getMessage() + " (expected: " + expected + ")", cause);
    }
}
