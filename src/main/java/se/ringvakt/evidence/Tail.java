package se.ringvakt.evidence;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;

/// Where the record ends on disk, and so where it goes on.
///
/// @param segment the last one; empty: there is none
/// @param open whether records may be added to it; else the next one begins another
/// @param first the number of its first record, or of the first of the next segment
/// @param next the number of the next record
/// @param before the hash before the segment's first record
/// @param hash the hash of the last record
/// @param key the id of the key that signed last; empty: none did
/// @param cutBytes what a killed writer left of a line, and was cut off
/// @param unsigned whole records that stood after the last signed one; they are kept
/// @param damage what makes it impossible to go on in the segment; empty: nothing
record Tail(
        Optional<SegmentName> segment,
        boolean open,
        long first,
        long next,
        String before,
        String hash,
        Optional<String> key,
        long cutBytes,
        long unsigned,
        Optional<String> damage) {

    /// A damaged head that says more of lost records than this is not believed.
    private static final long LOST_MOST = 1_000_000;

    private static final Tail EMPTY =
            new Tail(
                    Optional.empty(),
                    false,
                    1,
                    1,
                    Hashes.ZERO,
                    Hashes.ZERO,
                    Optional.empty(),
                    0,
                    0,
                    Optional.empty());

    /// Looks at the last segment, and cuts off a torn last line. A segment that is not as it was
    /// signed stays as it is, for whoever verifies; another one goes on after it.
    static Tail of(Path folder, Keys keys) throws IOException {
        List<Segment> segments = EvidenceFolder.open(folder).segments();
        if (segments.isEmpty()) {
            return EMPTY;
        }
        Segment last = segments.getLast();
        finishHead(last, keys);
        Optional<Head> signed = signed(last, keys);
        if (signed.isEmpty() && !Files.exists(last.headFile())) {
            return unsigned(last, segments);
        }
        return signed.isEmpty()
                ? damaged(last, "head: not signed by its key")
                : after(last, signed.get());
    }

    /// A writer that was killed between moving head and signature left the signature aside.
    private static void finishHead(Segment segment, Keys keys) throws IOException {
        Path aside = aside(segment.signatureFile());
        if (!Files.exists(aside)) {
            return;
        }
        if (Files.exists(segment.headFile())
                && verifies(segment, keys, Files.readAllBytes(aside))) {
            Durable.move(aside, segment.signatureFile());
        }
    }

    private static Path aside(Path file) {
        return file.resolveSibling(file.getFileName() + Durable.ASIDE);
    }

    private static Optional<Head> signed(Segment segment, Keys keys) throws IOException {
        return Files.exists(segment.headFile())
                        && Files.exists(segment.signatureFile())
                        && verifies(segment, keys, Files.readAllBytes(segment.signatureFile()))
                ? Optional.of(segment.head())
                : Optional.empty();
    }

    private static boolean verifies(Segment segment, Keys keys, byte[] signature)
            throws IOException {
        try {
            byte[] head = Files.readAllBytes(segment.headFile());
            return keys.find(segment.head().key()).verifies(head, signature);
        } catch (EvidenceException _) {
            return false;
        }
    }

    /// A segment begun and not signed yet: it goes on after the one before it.
    private static Tail unsigned(Segment last, List<Segment> all) throws IOException {
        if (all.size() == 1) {
            return walk(last, 1, 0, Hashes.ZERO, Optional.empty());
        }
        Segment before = all.get(all.size() - 2);
        try {
            Head head = before.head();
            return walk(last, head.last() + 1, head.last(), head.hash(), Optional.of(head.key()));
        } catch (EvidenceException e) {
            return damaged(last, String.valueOf(e.getMessage()));
        }
    }

    private static Tail after(Segment segment, Head head) throws IOException {
        if (head.closed()) {
            return new Tail(
                    Optional.of(segment.name()),
                    false,
                    head.last() + 1,
                    head.last() + 1,
                    head.hash(),
                    head.hash(),
                    Optional.of(head.key()),
                    0,
                    0,
                    Optional.empty());
        }
        Tail tail =
                walk(segment, head.first(), head.last(), head.previous(), Optional.of(head.key()));
        boolean asSigned = tail.damage.isPresent() || hashOf(segment, head.last(), head.hash());
        return asSigned ? tail : damaged(segment, "not what was signed");
    }

    private static boolean hashOf(Segment segment, long n, String hash) {
        try (var all = segment.records()) {
            return all.anyMatch(each -> each.n() == n && each.hash().equals(hash));
        }
    }

    private static Tail walk(
            Segment segment, long first, long signed, String before, Optional<String> key)
            throws IOException {
        if (!Files.exists(segment.file())) {
            return damaged(segment, "its records are not there");
        }
        Snapshot snapshot = Snapshot.of(segment, new Keys(segment.folder()), 0);
        SegmentCheck.End end =
                new SegmentCheck(
                                segment.name(),
                                snapshot.lines(),
                                first,
                                signed,
                                Optional.of(before),
                                new Findings(),
                                _ -> {})
                        .walk();
        if (end.faults() > 0 || end.next() <= signed) {
            return damaged(segment, "records are changed or missing");
        }
        long cut = snapshot.torn() ? cut(segment, snapshot.lines()) : 0;
        return new Tail(
                Optional.of(segment.name()),
                true,
                first,
                end.next(),
                before,
                snapshot.lines().isEmpty() ? before : end.hash(),
                key,
                cut,
                end.next() - 1 - signed,
                Optional.empty());
    }

    private static long cut(Segment segment, List<Optional<String>> lines) throws IOException {
        long whole = 0;
        for (Optional<String> line : lines) {
            whole += line.orElseThrow().getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        try (FileChannel channel = FileChannel.open(segment.file(), StandardOpenOption.WRITE)) {
            long torn = channel.size() - whole;
            channel.truncate(whole);
            channel.force(true);
            return torn;
        }
    }

    /// Whatever can still be read says where to go on; the numbers must not begin anew.
    private static Tail damaged(Segment segment, String what) {
        long last = 0;
        String hash = Hashes.ZERO;
        for (Optional<String> line : lines(segment)) {
            try {
                EvidenceRecord each = EvidenceRecord.read(line.orElse(""));
                if (each.n() > last) {
                    last = each.n();
                    hash = each.hash();
                }
            } catch (EvidenceException _) {
                // One that is no record says nothing; the others do.
            }
        }
        try {
            Head head = segment.head();
            boolean isLater = head.last() >= last && head.last() - last < LOST_MOST;
            hash = isLater ? head.hash() : hash;
            last = isLater ? head.last() : last;
        } catch (EvidenceException _) {
            // Without a head, the records say it.
        }
        return new Tail(
                Optional.of(segment.name()),
                false,
                last + 1,
                last + 1,
                hash,
                hash,
                Optional.empty(),
                0,
                0,
                Optional.of(segment.name() + ": " + what));
    }

    private static List<Optional<String>> lines(Segment segment) {
        try {
            return Snapshot.of(segment, new Keys(segment.folder()), 0).lines();
        } catch (EvidenceException _) {
            return List.of();
        }
    }
}
