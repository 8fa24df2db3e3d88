package se.ringvakt.wash;

import java.util.Arrays;

/// Bytes that gather, in an array that is used again and again. For one thread.
final class ByteSink {
    private byte[] bytes;
    private int length;

    ByteSink(int capacity) {
        bytes = new byte[capacity];
    }

    void clear() {
        length = 0;
    }

    void put(byte one) {
        reserve(1);
        bytes[length++] = one;
    }

    void put(byte[] from, int begin, int end) {
        reserve(end - begin);
        System.arraycopy(from, begin, bytes, length, end - begin);
        length += end - begin;
    }

    void put(byte[] all) {
        put(all, 0, all.length);
    }

    /// The array they lie in, from its beginning; valid until the next change.
    byte[] array() {
        return bytes;
    }

    int length() {
        return length;
    }

    byte[] copy() {
        return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), bytes.length * 2));
        }
    }
}
