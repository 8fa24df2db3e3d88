package se.ringvakt.retention;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;

/// The secret keys under which it is remembered that a number was called with an offer, in a file
/// that its owner alone can read. Without the key nobody can find out which number a hash is of,
/// although there are few enough numbers to try them all.
///
/// One line a key, the oldest first: its name, since when, and 32 bytes in hexadecimal. The newest
/// is used; the others are only looked up. Thread-safe.
public final class MemoryKeys {
    private static final String ALGORITHM = "HmacSHA256";
    private static final int BYTES = 32;
    private static final int NAME_BYTES = 4;
    private static final Pattern LINE =
            Pattern.compile("(?<name>[0-9a-f]{8}) (?<since>\\S{10,40}) (?<key>[0-9a-f]{64})");
    private static final String MARK = "-";

    /// Never the text of a hash, which has a number and a bar.
    private static final String MARKED = "mark";

    private static final int MARK_DIGITS = 16;
    private static final HexFormat HEX = HexFormat.of();
    private static final Set<PosixFilePermission> MINE =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    /// A key is used only after every process that looks up has had time to read the file anew.
    private static final Duration SETTLING = Duration.ofSeconds(10);

    private static final long LOOK_NANOS = Duration.ofSeconds(1).toNanos();

    private final Path file;
    private final InstantSource clock;
    private volatile List<Key> keys;
    private volatile @Nullable FileTime read;
    private volatile long looked;

    private record Key(String name, Instant since, SecretKeySpec secret) {
        private String line() {
            return name + " " + since + " " + HEX.formatHex(secret.getEncoded()) + "\n";
        }
    }

    /// Where the keys lie.
    public Path file() {
        return file;
    }

    /// A hash.
    ///
    /// @param mark of the key it was made with
    /// @param hex 32 bytes in hexadecimal
    public record Hash(String mark, String hex) {
        /// The name of its key.
        public String key() {
            return name(mark);
        }

        /// As it is kept.
        public byte[] bytes() {
            return HEX.parseHex(hex);
        }
    }

    private MemoryKeys(Path file, InstantSource clock) {
        this.file = file;
        this.clock = clock;
        this.keys = load();
    }

    /// Reads the file; makes it, with one key, if it is not there.
    ///
    /// @throws KeyRefused when it cannot be read, others can read it, or it holds no keys
    public static MemoryKeys open(Path file, InstantSource clock) {
        if (!Files.exists(file)) {
            write(file, List.of(fresh(Instant.EPOCH)));
        }
        return new MemoryKeys(file, clock);
    }

    /// Adds a key, which is used from now on. Returns its name.
    public synchronized String rotate() {
        List<Key> all = new ArrayList<>(load());
        Key fresh = fresh(Instant.ofEpochMilli(clock.millis()));
        all.add(fresh);
        write(file, all);
        keys = load();
        return fresh.name();
    }

    /// Forgets those keys that nothing is remembered by any more, but for the newest. Returns how
    /// many.
    ///
    /// @param used names of those that still are
    public synchronized int drop(Set<String> used) {
        List<Key> all = load();
        List<Key> left = new ArrayList<>();
        for (Key key : all) {
            boolean newest = key.equals(all.getLast()) || key.equals(current(all));
            if (newest || used.contains(key.name())) {
                left.add(key);
            }
        }
        if (left.size() < all.size()) {
            write(file, left);
            keys = load();
        }
        return all.size() - left.size();
    }

    /// What a gate is refused with that has not every key by which gates that share its ledger
    /// remember.
    ///
    /// @param file where its keys lie, or should
    /// @param name the missing key's
    public static KeyRefused lacking(Path file, String name) {
        return new KeyRefused(
                file
                        + ": has no key "
                        + name
                        + " (expected: retention.key of a gate that has it, copied here; without"
                        + " it, offers that other gates remember would be made again)");
    }

    /// What is refused while a running gate has not the key that is to be used.
    ///
    /// @param gate which
    public static KeyRefused notEverywhere(Path file, String name, String gate) {
        return new KeyRefused(
                file
                        + ": gate "
                        + gate
                        + " has no key "
                        + name
                        + " (expected: this file, copied to every gate; until then no attempt with"
                        + " an offer is erased)");
    }

    /// Refuses to go on without a key that something is remembered by.
    ///
    /// @param used names of those keys
    /// @throws KeyRefused when one is missing
    public void require(Set<String> used) {
        for (String name : used) {
            if (keys.stream().noneMatch(key -> key.name().equals(name))) {
                throw new KeyRefused(
                        file
                                + ": has no key "
                                + name
                                + " (expected: the file from before; without it, offers of the last"
                                + " year would be forgotten)");
            }
        }
    }

    /// What the keys are told apart by, the oldest first: of each its name and a check value, from
    /// which it cannot be found out. Gates that share a ledger tell each other.
    public List<String> marks() {
        refresh();
        return keys.stream().map(MemoryKeys::mark).toList();
    }

    private static String mark(Key key) {
        return key.name() + MARK + hmac(key, MARKED).substring(0, MARK_DIGITS);
    }

    /// The name of a key that is not here; empty: all are.
    ///
    /// @param marks of those that are asked for
    public Optional<String> missing(Collection<String> marks) {
        return missing(marks(), marks);
    }

    /// The same of keys that were looked at before.
    ///
    /// @param here the marks of those
    public static Optional<String> missing(List<String> here, Collection<String> marks) {
        return marks.stream()
                .filter(mark -> !here.contains(mark) && !isNamed(here, mark))
                .map(MemoryKeys::name)
                .sorted()
                .findFirst();
    }

    /// Of old ones the name is all that is known.
    private static boolean isNamed(List<String> here, String mark) {
        return !mark.contains(MARK) && here.stream().anyMatch(each -> name(each).equals(mark));
    }

    /// The name of the key that a mark is of.
    public static String name(String mark) {
        return mark.split(MARK, 2)[0];
    }

    /// The hash under the key in use.
    public Hash hash(PhoneNumber number, OfferId offer) {
        refresh();
        return hash(current(keys), number, offer);
    }

    /// The hash under the key of this mark.
    ///
    /// @throws KeyRefused when it is not here any more
    public Hash hash(String mark, PhoneNumber number, OfferId offer) {
        Key key =
                keys.stream()
                        .filter(each -> mark(each).equals(mark))
                        .findFirst()
                        .orElseThrow(() -> lacking(file, name(mark)));
        return hash(key, number, offer);
    }

    /// The hash under each key.
    public List<Hash> hashes(PhoneNumber number, OfferId offer) {
        refresh();
        List<Hash> hashes = new ArrayList<>();
        for (Key key : keys) {
            hashes.add(hash(key, number, offer));
        }
        return hashes;
    }

    private Key current(List<Key> all) {
        Instant settled = clock.instant().minus(SETTLING);
        Key current = all.getFirst();
        for (Key key : all) {
            if (!key.since().isAfter(settled)) {
                current = key;
            }
        }
        return current;
    }

    private static Hash hash(Key key, PhoneNumber number, OfferId offer) {
        return new Hash(mark(key), hmac(key, number.e164() + "|" + offer.value()));
    }

    private static String hmac(Key key, String text) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key.secret());
            return HEX.formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }

    /// Reads the file anew when another process has changed it. One that is gone or of no use
    /// changes nothing: the keys in memory are still the right ones.
    private void refresh() {
        if (System.nanoTime() - looked < LOOK_NANOS) {
            return;
        }
        looked = System.nanoTime();
        try {
            if (!Files.getLastModifiedTime(file).equals(read)) {
                keys = load();
            }
        } catch (IOException | KeyRefused _) {
            // The next start refuses it.
            looked = System.nanoTime();
        }
    }

    private List<Key> load() {
        try {
            refuseOthers();
            FileTime modified = Files.getLastModifiedTime(file);
            List<Key> found = new ArrayList<>();
            for (String line : Files.readAllLines(file, StandardCharsets.US_ASCII)) {
                found.add(key(line));
            }
            if (found.isEmpty()) {
                throw new KeyRefused(file + ": empty (expected: the file from before)");
            }
            read = modified;
            return List.copyOf(found);
        } catch (IOException e) {
            throw new KeyRefused(file + ": cannot be read (expected: the file from before)", e);
        }
    }

    private void refuseOthers() throws IOException {
        Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
        if (!MINE.containsAll(permissions)) {
            throw new KeyRefused(
                    file
                            + ": "
                            + PosixFilePermissions.toString(permissions)
                            + " (expected: rw-------, readable by its owner alone)");
        }
    }

    private Key key(String line) {
        Matcher parts = LINE.matcher(line);
        if (!parts.matches()) {
            throw new KeyRefused(
                    file + ": damaged (expected: lines of name, time and 64 hexadecimal digits)");
        }
        try {
            return new Key(
                    parts.group("name"),
                    Instant.parse(parts.group("since")),
                    new SecretKeySpec(HEX.parseHex(parts.group("key")), ALGORITHM));
        } catch (DateTimeException e) {
            throw new KeyRefused(
                    file + ": " + parts.group("since") + " (expected: a time like 2026-11-23Z)", e);
        }
    }

    private static Key fresh(Instant since) {
        SecureRandom random = new SecureRandom();
        byte[] name = new byte[NAME_BYTES];
        byte[] secret = new byte[BYTES];
        random.nextBytes(name);
        random.nextBytes(secret);
        return new Key(HEX.formatHex(name), since, new SecretKeySpec(secret, ALGORITHM));
    }

    /// Whoever looks, even after a power cut, finds the old file or the new one whole.
    private static void write(Path file, List<Key> keys) {
        Path aside = file.resolveSibling(file.getFileName() + ".aside");
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            Files.deleteIfExists(aside);
            Files.createFile(aside, PosixFilePermissions.asFileAttribute(MINE));
            StringBuilder text = new StringBuilder();
            keys.forEach(key -> text.append(key.line()));
            Files.writeString(aside, text, StandardCharsets.US_ASCII);
            try (FileChannel channel = FileChannel.open(aside, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new KeyRefused(file + ": cannot be written: " + e.getMessage(), e);
        }
    }
}
