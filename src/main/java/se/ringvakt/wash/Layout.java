package se.ringvakt.wash;

import java.util.List;
import se.ringvakt.wash.WashRequest.Mode;

/// Where things stand in a file, as its first rows say. Immutable, as long as nobody writes to its
/// arrays.
final class Layout {
    private final byte separator;
    private final byte[] head;
    private final byte[] headOut;
    private final int headLines;
    private final int width;
    private final List<Column> numbers;

    /// A column of numbers.
    ///
    /// @param index counted from 0
    /// @param label its header, or its position counted from 1
    /// @param status where its marks stand already; -1: after the last column
    record Column(int index, String label, int status, int reason, int until) {}

    Layout(
            byte separator,
            byte[] head,
            byte[] headOut,
            int headLines,
            int width,
            List<Column> numbers) {
        this.separator = separator;
        this.head = head;
        this.headOut = headOut;
        this.headLines = headLines;
        this.width = width;
        this.numbers = List.copyOf(numbers);
    }

    /// Reads the beginning of a file.
    ///
    /// @param head the beginning
    /// @param whole there is nothing after it
    /// @throws WashRefused when it has no such columns, or is no text of columns
    static Layout read(
            byte[] head, boolean whole, WashRequest request, CsvForm form, Screen screen) {
        return new LayoutReader(head, whole, request, form, screen).read();
    }

    byte separator() {
        return separator;
    }

    /// The bytes before the first row to be washed: byte order mark, Excel's line `sep=`, header.
    byte[] head() {
        return head;
    }

    /// The same as it is written, with the marks' headers.
    byte[] headOut() {
        return headOut;
    }

    /// How many lines the head takes.
    int headLines() {
        return headLines;
    }

    /// How many columns the header, or else the first row, has.
    int width() {
        return width;
    }

    List<Column> numbers() {
        return numbers;
    }

    /// How many cells of a row are to be looked at.
    ///
    /// @param mode marks stand after the last column
    int cells(Mode mode) {
        int last = numbers.stream().mapToInt(Column::index).max().orElse(0);
        return mode == Mode.MARK ? width : last + 1;
    }
}
