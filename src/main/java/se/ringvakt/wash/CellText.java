package se.ringvakt.wash;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a cell says: without its quotes and the blanks around it. One is used for many cells, and
/// is itself the text of the usual one, in ASCII without an inner quote. For one thread.
final class CellText implements CharSequence {
    private final Optional<Charset> encoding;
    private byte[] bytes = {};
    private int from;
    private int length;

    /// @param encoding empty: UTF-8 where a cell is valid UTF-8, else ISO-8859-1
    CellText(Optional<Charset> encoding) {
        this.encoding = encoding;
    }

    /// The text of a cell; valid until the next.
    ///
    /// @param begin where it begins in the array, quotes included
    /// @param end behind it
    CharSequence of(byte[] array, int begin, int end) {
        int first = begin;
        int last = end;
        boolean quoted = end - begin >= 2 && array[begin] == RowBorders.QUOTE;
        if (quoted) {
            first++;
            last--;
        }
        while (first < last && isBlank(array[first])) {
            first++;
        }
        while (first < last && isBlank(array[last - 1])) {
            last--;
        }
        for (int i = first; i < last; i++) {
            if (array[i] < 0 || array[i] == RowBorders.QUOTE) {
                return decoded(array, first, last, quoted);
            }
        }
        bytes = array;
        from = first;
        length = last - first;
        return this;
    }

    private String decoded(byte[] array, int first, int last, boolean quoted) {
        Charset charset = encoding.orElseGet(() -> charset(array, first, last));
        String text = new String(array, first, last - first, charset);
        return quoted ? text.replace("\"\"", "\"") : text;
    }

    private static Charset charset(byte[] array, int first, int last) {
        try {
            CharBuffer _ =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(array, first, last - first));
            return StandardCharsets.UTF_8;
        } catch (CharacterCodingException _) {
            return StandardCharsets.ISO_8859_1;
        }
    }

    private static boolean isBlank(byte b) {
        return b >= 0 && b <= ' ';
    }

    @Override
    public int length() {
        return length;
    }

    @Override
    public char charAt(int index) {
        return (char) bytes[from + index];
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return toString().substring(start, end);
    }

    @Override
    public String toString() {
        return new String(bytes, from, length, StandardCharsets.US_ASCII);
    }
}
