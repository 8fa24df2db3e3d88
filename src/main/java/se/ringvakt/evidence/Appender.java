package se.ringvakt.evidence;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Chains records, writes them to segments and signs heads. For one thread.
///
/// What was taken is kept until it is on disk and signed: after a failure the next [#flush] begins
/// where the last one that succeeded ended.
final class Appender implements AutoCloseable {
    private final Path folder;
    private final int recordsMost;
    private final InstantSource clock;
    private final Keys keys;
    private final ByteArrayOutputStream pending = new ByteArrayOutputStream();

    private SigningKey key;
    private SegmentName segment;
    private boolean open;
    private long first;
    private long next;
    private String before;
    private String hash;
    private long durableNext;

    /// Where the next write goes; -1: wherever the file ends.
    private long length = -1;

    private @Nullable FileChannel channel;

    private Appender(
            Path folder,
            int recordsMost,
            InstantSource clock,
            Keys keys,
            SigningKey key,
            Tail tail) {
        this.folder = folder;
        this.recordsMost = recordsMost;
        this.clock = clock;
        this.keys = keys;
        this.key = key;
        this.segment = tail.segment().orElse(new SegmentName(0, LocalDate.EPOCH));
        this.open = tail.open();
        this.first = tail.first();
        this.next = tail.next();
        this.before = tail.before();
        this.hash = tail.hash();
        this.durableNext = next;
    }

    /// Goes on where the record in this folder ends; makes folder and key where there are none.
    ///
    /// @param recordsMost of a segment
    static Appender open(Path folder, int recordsMost, InstantSource clock) throws IOException {
        Durable.makeFolder(folder);
        Keys keys = new Keys(folder);
        Tail tail = Tail.of(folder, keys);
        adoptAnnounced(folder, keys, tail);
        SigningKey key = keys.current();
        Appender appender = new Appender(folder, recordsMost, clock, keys, key, tail);
        boolean otherKey = tail.key().isPresent() && !tail.key().get().equals(key.open().id());
        if (otherKey && appender.open) {
            // The key that signed it is gone: what it has not closed stays for whoever verifies.
            appender.leave();
        }
        appender.tellRestored(tail);
        appender.append(new Happening.Started(clock.instant(), key.open(), tail), Duration.ZERO);
        return appender;
    }

    /// A restored chain goes on in a segment of its own, the first record of which says so.
    private void tellRestored(Tail tail) throws IOException {
        RestoredNotes notes = new RestoredNotes(folder);
        List<RestoredNotes.Note> untold = notes.untold(folder, tail);
        if (!untold.isEmpty() && next > first) {
            roll();
        }
        long last = next - 1;
        for (RestoredNotes.Note note : untold) {
            append(
                    new Happening.FromBackup(
                            clock.instant(), new Restored(note.asOf(), note.restored(), last)),
                    Duration.ZERO);
        }
        flush();
        notes.forget();
    }

    /// A writer that was killed after the record that announces a key, and before it took that key
    /// up, has ended its segment: only the announced key may sign the next.
    private static void adoptAnnounced(Path folder, Keys keys, Tail tail) throws IOException {
        Optional<SigningKey> waiting = keys.next();
        if (waiting.isEmpty() || tail.open() || tail.segment().isEmpty()) {
            return;
        }
        try (Stream<EvidenceRecord> all = new Segment(tail.segment().get(), folder).records()) {
            boolean announced =
                    all.filter(each -> each.n() == tail.next() - 1)
                            .filter(each -> each.kind() == Kind.KEY)
                            .map(each -> each.facts().path(Rotation.KEY).asText())
                            .anyMatch(waiting.get().open().id()::equals);
            if (announced) {
                keys.adoptNext();
            }
        } catch (EvidenceException _) {
            // A segment that cannot be read announces nothing; verifying names it.
            return;
        }
    }

    /// Chains one record. It is on disk after the next flush.
    ///
    /// @param stepped how far the clock has been set since the writer began
    /// @throws IOException when the segment before it cannot be closed; then nothing was taken
    void append(Testimony testimony, Duration stepped) throws IOException {
        LocalDate day = LocalDate.ofInstant(testimony.at(), ZoneOffset.UTC);
        if (open && (isOver(day) || next - first >= recordsMost)) {
            roll();
        }
        FactsWriter told = new FactsWriter(next, testimony.at(), testimony.kind(), stepped);
        testimony.tell(told);
        if (!open) {
            begin(day);
        }
        String facts = told.facts();
        hash = Hashes.chained(hash, facts);
        String line = hash + "\t" + facts + "\t" + told.disclosed() + "\n";
        pending.writeBytes(line.getBytes(StandardCharsets.UTF_8));
        next++;
    }

    /// One that comes late still stands in the segment of the day after its own.
    private boolean isOver(LocalDate day) {
        return day.isAfter(segment.day()) || day.isBefore(segment.day().minusDays(1));
    }

    private void begin(LocalDate day) {
        segment = segment.next(day);
        open = true;
        first = next;
        before = hash;
        length = 0;
    }

    /// Whether something was taken that is not on disk yet.
    boolean isPending() {
        return pending.size() > 0;
    }

    /// Writes what was taken, and signs it.
    void flush() throws IOException {
        if (isPending()) {
            long end = write();
            sign(false);
            pending.reset();
            length = end;
            durableNext = next;
        }
    }

    /// Returns where it ended; until that is signed, another try begins where this one did.
    private long write() throws IOException {
        FileChannel to = channel();
        to.truncate(length);
        to.position(length);
        Durable.writeAll(to, ByteBuffer.wrap(pending.toByteArray()));
        to.force(true);
        if (length == 0) {
            Durable.syncFolder(folder);
        }
        return to.position();
    }

    private FileChannel channel() throws IOException {
        FileChannel to = channel;
        if (to == null || !to.isOpen()) {
            to =
                    FileChannel.open(
                            file().file(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
            channel = to;
            length = length < 0 ? to.size() : length;
        }
        return to;
    }

    /// The signature is written first and moved last: whoever is killed in between has left it
    /// aside.
    private void sign(boolean closed) throws IOException {
        Head head =
                new Head(
                        segment.toString(),
                        first,
                        next - 1,
                        before,
                        hash,
                        closed,
                        clock.instant(),
                        key.open().id());
        byte[] text = head.text().getBytes(StandardCharsets.UTF_8);
        Durable.writePair(file().signatureFile(), key.sign(text), file().headFile(), text);
    }

    private Segment file() {
        return new Segment(segment, folder);
    }

    /// Ends the segment; the next record begins another.
    void roll() throws IOException {
        if (!open) {
            return;
        }
        if (isPending()) {
            write();
        }
        sign(true);
        pending.reset();
        durableNext = next;
        leave();
    }

    private void leave() throws IOException {
        open = false;
        first = next;
        before = hash;
        length = -1;
        close();
    }

    /// Takes up the key that waits, if one does.
    ///
    /// @return whether one did
    boolean rotate(Duration stepped) throws IOException {
        SigningKey waiting = keys.next().orElse(null);
        if (waiting == null) {
            return false;
        }
        if (!waiting.open().id().equals(key.open().id())) {
            keys.publish(waiting.open());
            append(new Rotation(clock.instant(), key.open(), waiting.open()), stepped);
            roll();
        }
        key = waiting;
        keys.adoptNext();
        return true;
    }

    /// The number of the next record.
    long next() {
        return next;
    }

    /// The number after the last record that is on disk.
    long durableNext() {
        return durableNext;
    }

    /// After a failure: the next write opens the file anew.
    void forgetChannel() {
        try {
            close();
        } catch (IOException _) {
            // It failed already; what it had written is cut off by the next write.
            channel = null;
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel to = channel;
        channel = null;
        if (to != null) {
            to.close();
        }
    }
}
