package se.ringvakt.register;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.roaringbitmap.BatchIterator;
import org.roaringbitmap.Container;
import org.roaringbitmap.ContainerPointer;
import org.roaringbitmap.RoaringBitmap;

/// An immutable set of numbers without country code: a bitmap of those that fit 32 bits, which are
/// nearly all in Sweden and the Netherlands, and a sorted array of the longer ones: machine numbers
/// of 13 digits, British mobiles.
final class NumberSet {
    private static final int BATCH = 4096;

    private final RoaringBitmap narrow;

    // The bitmap's containers by their high 16 bits: finding one costs an array access instead of
    // the bitmap's binary search, half of a look-up, for some 60 kB.
    private final @Nullable Container[] containers;
    private final long[] wide;
    private final long count;

    /// Takes both over; the caller keeps no reference to either.
    ///
    /// @param wide ascending, none of them under 2^32
    NumberSet(RoaringBitmap narrow, long[] wide) {
        this.narrow = narrow;
        this.containers = containers(narrow);
        this.wide = wide;
        this.count = narrow.getLongCardinality() + wide.length;
    }

    boolean contains(long national) {
        if (national >>> Integer.SIZE == 0) {
            int high = (int) (national >>> Character.SIZE);
            Container container = high < containers.length ? containers[high] : null;
            return container != null && container.contains((char) national);
        }
        return Arrays.binarySearch(wide, national) >= 0;
    }

    private static @Nullable Container[] containers(RoaringBitmap bitmap) {
        int last = bitmap.isEmpty() ? -1 : bitmap.last() >>> Character.SIZE;
        @Nullable Container[] containers = new Container[last + 1];
        ContainerPointer each = bitmap.getContainerPointer();
        while (each.getContainer() != null) {
            containers[each.key()] = each.getContainer();
            each.advance();
        }
        return containers;
    }

    long count() {
        return count;
    }

    /// All of them, ascending.
    LongStream stream() {
        return LongStream.concat(
                narrow.stream().mapToLong(Integer::toUnsignedLong), Arrays.stream(wide));
    }

    /// Bytes that [#writeTo] needs.
    int size() {
        return 2 * Integer.BYTES + narrow.serializedSizeInBytes() + wide.length * Long.BYTES;
    }

    /// Writes the bitmap's length, the bitmap in RoaringBitmap's portable format, and the wide
    /// ones.
    void writeTo(ByteBuffer target) {
        int length = narrow.serializedSizeInBytes();
        target.putInt(length);
        // The bitmap writes little-endian through a view and leaves the position alone or not,
        // depending on the kind of buffer: a slice of its own keeps the place certain.
        narrow.serialize(target.slice(target.position(), length));
        target.position(target.position() + length);
        target.putInt(wide.length);
        for (long number : wide) {
            target.putLong(number);
        }
    }

    /// SHA-256 over the coverage and all numbers in ascending order, in hex. It does not depend on
    /// how the bitmap chooses to pack them.
    String checksum(Coverage coverage) {
        MessageDigest digest = Digests.sha256();
        digest.update((coverage + "\n").getBytes(StandardCharsets.US_ASCII));
        int[] batch = new int[BATCH];
        ByteBuffer bytes = ByteBuffer.allocate(BATCH * Long.BYTES);
        BatchIterator numbers = narrow.getBatchIterator();
        while (numbers.hasNext()) {
            int filled = numbers.nextBatch(batch);
            for (int i = 0; i < filled; i++) {
                bytes.putInt(batch[i]);
            }
            drain(bytes, digest);
        }
        for (long number : wide) {
            bytes.putLong(number);
            drain(bytes, digest);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static void drain(ByteBuffer bytes, MessageDigest digest) {
        digest.update(bytes.flip());
        bytes.clear();
    }
}
