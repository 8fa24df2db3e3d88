package se.ringvakt.wash;

/// A stretch of whole rows, as read; filled again and again.
final class Block {
    private byte[] bytes;
    private int length;

    Block(int capacity) {
        bytes = new byte[capacity];
    }

    void fill(byte[] from, int begin, int end) {
        length = end - begin;
        if (length > bytes.length) {
            bytes = new byte[length];
        }
        System.arraycopy(from, begin, bytes, 0, length);
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }
}
