package se.ringvakt.evidence;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// A segment's files as they belong together: head and signature of one time, and the records of
/// that time, also while a gate writes them.
///
/// @param lines what is no UTF-8 is empty
/// @param torn something stands behind the last line feed
/// @param signed what is signed, byte by byte; empty: there is no head, or no signature
record Snapshot(List<Optional<String>> lines, boolean torn, Optional<Signed> signed) {
    private static final long PAUSE_MILLIS = 50;
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    /// A head's file and its signature's.
    record Signed(String head, List<Byte> signature) {
        byte[] bytes() {
            byte[] bytes = new byte[signature.size()];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = signature.get(i);
            }
            return bytes;
        }

        Optional<Head> read() {
            try {
                return Optional.of(Head.read(head));
            } catch (EvidenceException _) {
                return Optional.empty();
            }
        }
    }

    /// Reads them.
    ///
    /// @param patienceNanos how long to wait until all that was there is signed
    /// @throws EvidenceException when the records cannot be read
    static Snapshot of(Segment segment, Keys keys, long patienceNanos) {
        long begun = System.nanoTime();
        Optional<Signed> signed = signed(segment, keys, begun, patienceNanos);
        Snapshot snapshot = read(segment, signed);
        while (snapshot.isAhead() && System.nanoTime() - begun < patienceNanos) {
            pause();
            Optional<Signed> later = signed(segment, keys, begun, patienceNanos);
            long covered = later.flatMap(Signed::read).map(Snapshot::records).orElse(0L);
            long needed = snapshot.lines.size() + (snapshot.torn ? 1L : 0L);
            if (covered >= needed) {
                return read(segment, later).cut(covered);
            }
        }
        return snapshot;
    }

    /// More records than are signed: they may have been written since.
    private boolean isAhead() {
        return signed.flatMap(Signed::read)
                .map(head -> !head.closed() && (torn || lines.size() > records(head)))
                .orElse(true);
    }

    private static long records(Head head) {
        return head.last() - head.first() + 1;
    }

    /// What came after the head that was read last is newer than what is looked at.
    private Snapshot cut(long covered) {
        return lines.size() <= covered
                ? this
                : new Snapshot(lines.subList(0, (int) covered), false, signed);
    }

    /// Head and signature are moved into place one after the other, so a reader may find one of
    /// each: it looks again.
    private static Optional<Signed> signed(
            Segment segment, Keys keys, long begun, long patienceNanos) {
        Optional<Signed> found = readSigned(segment);
        while (found.isPresent()
                && !verifies(found.get(), keys)
                && System.nanoTime() - begun < patienceNanos) {
            pause();
            found = readSigned(segment);
        }
        return found;
    }

    private static boolean verifies(Signed signed, Keys keys) {
        try {
            Optional<Head> head = signed.read();
            return head.isPresent()
                    && keys.find(head.get().key())
                            .verifies(
                                    signed.head().getBytes(StandardCharsets.UTF_8), signed.bytes());
        } catch (EvidenceException _) {
            return false;
        }
    }

    private static Optional<Signed> readSigned(Segment segment) {
        try {
            if (!Files.exists(segment.headFile()) || !Files.exists(segment.signatureFile())) {
                return Optional.empty();
            }
            byte[] signature = Files.readAllBytes(segment.signatureFile());
            List<Byte> bytes = new ArrayList<>(signature.length);
            for (byte each : signature) {
                bytes.add(each);
            }
            return text(Files.readAllBytes(segment.headFile()))
                    .map(head -> new Signed(head, bytes));
        } catch (IOException e) {
            throw new EvidenceException(
                    segment.headFile().getFileName() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Snapshot read(Segment segment, Optional<Signed> signed) {
        try {
            if (Files.size(segment.file()) > LONGEST) {
                throw new EvidenceException(segment.file().getFileName() + ": far too long");
            }
            byte[] bytes = Files.readAllBytes(segment.file());
            List<Optional<String>> lines = new ArrayList<>();
            int begin = 0;
            for (int i = 0; i < bytes.length; i++) {
                if (bytes[i] == '\n') {
                    lines.add(text(Arrays.copyOfRange(bytes, begin, i)));
                    begin = i + 1;
                }
            }
            return new Snapshot(lines, begin < bytes.length, signed);
        } catch (IOException e) {
            throw new EvidenceException(
                    segment.file().getFileName() + ": cannot be read: " + e.getMessage(), e);
        }
    }

    private static Optional<String> text(byte[] bytes) {
        try {
            return Optional.of(
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
        } catch (CharacterCodingException _) {
            return Optional.empty();
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new EvidenceException("interrupted while waiting for a head to be signed", e);
        }
    }
}
