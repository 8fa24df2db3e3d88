package se.ringvakt.register;

import java.nio.charset.StandardCharsets;

/// One number as a file spells it, put together from its columns: a reused buffer of ASCII
/// characters, so that no line costs an object. Not thread-safe.
final class Spelling implements CharSequence {
    private static final int LENGTH_MOST = 64;

    private final byte[] characters = new byte[LENGTH_MOST];
    private int length;
    private boolean readable;

    void clear() {
        length = 0;
        readable = true;
    }

    /// Whether everything that was added could be part of a number.
    boolean readable() {
        return readable && length > 0;
    }

    void add(byte character) {
        if (length == LENGTH_MOST || character <= 0) {
            readable = false;
            return;
        }
        characters[length++] = character;
    }

    /// Adds the trunk zero unless the field brings it or a country code; only an area code, or a
    /// whole number, can lack it.
    void addTrunkZero(byte[] source, int from, int to) {
        for (int i = from; i < to; i++) {
            byte character = source[i];
            if (character == '+' || character == '0') {
                return;
            }
            if (character >= '1' && character <= '9') {
                add((byte) '0');
                return;
            }
        }
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) characters[index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    /// The text itself; it holds a number and belongs in no log.
    @Override
    public String toString() {
        return new String(characters, 0, length, StandardCharsets.US_ASCII);
    }
}
