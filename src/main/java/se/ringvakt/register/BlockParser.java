package se.ringvakt.register;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ImportReport.BadLine;

/// Takes the numbers out of one block of whole lines, straight from the bytes, without an object
/// per line. Used once, by one thread.
final class BlockParser {
    static final int BAD_LINES_SHOWN = 5;

    private static final int MASKED_SHOWN = 24;
    private static final int MASKED_DIGITS_SHOWN = 3;

    private final Path file;
    private final ImportFormat format;
    private final Coverage coverage;
    private final Function<CharSequence, Dialled> plan;
    private final CountryCode country;
    private final byte[] block;

    private final NumberCollector numbers = new NumberCollector();
    private final Spelling spelling = new Spelling();
    private final List<BadLine> bad = new ArrayList<>();
    private final Columns columns;
    private long lineNumber;
    private long lines;
    private long unparsable;

    /// @param linesBefore how many lines the file has before this block
    BlockParser(
            Path file,
            ImportFormat format,
            Coverage coverage,
            Function<CharSequence, Dialled> plan,
            CountryCode country,
            byte[] block,
            long linesBefore) {
        this.file = file;
        this.format = format;
        this.coverage = coverage;
        this.plan = plan;
        this.country = country;
        this.block = block;
        this.columns = new Columns(format);
        this.lineNumber = linesBefore;
    }

    /// What a block held.
    record Parsed(
            NumberCollector numbers, long lines, long unparsable, List<BadLine> firstUnparsable) {}

    Parsed parse() {
        int begin = 0;
        for (int i = 0; i < block.length; i++) {
            if (endsLine(block, i)) {
                line(begin, i);
                begin = i + 1;
            }
        }
        if (begin < block.length) {
            line(begin, block.length);
        }
        return new Parsed(numbers, lines, unparsable, bad);
    }

    private void line(int begin, int end) {
        lineNumber++;
        int from = lineNumber == 1 ? afterMark(begin, end) : begin;
        int to = end;
        while (to > from && isBlank(block[to - 1])) {
            to--;
        }
        if (to == from || (lineNumber == 1 && format.header())) {
            return;
        }
        lines++;
        columns.find(block, from, to);
        long national = national();
        if (national < 0) {
            unparsable++;
            if (bad.size() < BAD_LINES_SHOWN) {
                bad.add(new BadLine(lineNumber, masked()));
            }
            return;
        }
        if (!coverage.covers(national)) {
            throw new RegisterRefused(
                    file
                            + ":"
                            + lineNumber
                            + ": "
                            + masked()
                            + " lies outside the areas declared (expected: only "
                            + coverage
                            + ")");
        }
        numbers.add(national);
    }

    /// The number of the columns just found, without country code; -1 when there is none.
    private long national() {
        spelling.clear();
        if (columns.areaFrom < columns.areaTo) {
            spelling.addTrunkZero(block, columns.areaFrom, columns.areaTo);
            copy(columns.areaFrom, columns.areaTo);
        } else if (format.areaColumn().isEmpty()) {
            // Where there is an area column, a number without one must bring its own zero: given
            // one, 8123456 of a forgotten area would turn into a number in Stockholm.
            spelling.addTrunkZero(block, columns.numberFrom, columns.numberTo);
        }
        copy(columns.numberFrom, columns.numberTo);
        if (columns.numberFrom >= columns.numberTo || !spelling.readable()) {
            return -1;
        }
        return plan.apply(spelling) instanceof PhoneNumber number ? number.national(country) : -1;
    }

    /// Copies one field; a no-break space, as the encoding writes it, becomes a plain one.
    private void copy(int from, int to) {
        boolean twoBytes = format.encoding().equals(StandardCharsets.UTF_8);
        for (int i = from; i < to; i++) {
            if (block[i] == (byte) 0xa0 && !twoBytes) {
                spelling.add((byte) ' ');
            } else if (block[i] == (byte) 0xc2
                    && twoBytes
                    && i + 1 < to
                    && block[i + 1] == (byte) 0xa0) {
                spelling.add((byte) ' ');
                i++;
            } else {
                spelling.add(block[i]);
            }
        }
    }

    private int afterMark(int begin, int end) {
        int length = end - begin;
        if (length >= 2 && (block[begin] & block[begin + 1] & 0xfe) == 0xfe) {
            throw new RegisterRefused(file + ": UTF-16 text (expected: " + format.encoding() + ")");
        }
        boolean marked =
                length >= 3
                        && block[begin] == (byte) 0xef
                        && block[begin + 1] == (byte) 0xbb
                        && block[begin + 2] == (byte) 0xbf;
        return marked ? begin + 3 : begin;
    }

    /// Whether a line ends here: at a line feed, or at a return that none follows. Were such a
    /// return taken for part of its line, two numbers would be lost as one that cannot be read.
    static boolean endsLine(byte[] block, int i) {
        return block[i] == '\n'
                || (block[i] == '\r' && (i + 1 == block.length || block[i + 1] != '\n'));
    }

    static boolean isBlank(byte character) {
        return character == ' ' || character == '\r' || character == '\t';
    }

    /// The fields just found with all but their first digits hidden, safe to print; other columns
    /// may hold names.
    private String masked() {
        StringBuilder text = new StringBuilder();
        mask(columns.areaFrom, columns.areaTo, text);
        if (!text.isEmpty()) {
            text.append(' ');
        }
        mask(columns.numberFrom, columns.numberTo, text);
        return text.toString();
    }

    private void mask(int from, int to, StringBuilder text) {
        int digits = 0;
        for (int i = from; i < to && text.length() < MASKED_SHOWN; i++) {
            char character = (char) (block[i] & 0xff);
            if (character >= '0' && character <= '9') {
                text.append(digits++ < MASKED_DIGITS_SHOWN ? character : 'x');
            } else {
                text.append(character < ' ' || character > '~' ? '?' : character);
            }
        }
    }
}
