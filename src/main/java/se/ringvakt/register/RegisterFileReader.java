package se.ringvakt.register;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.register.ImportReport.BadLine;

/// Reads the numbers of one register file: in large blocks, straight from the bytes, without an
/// object per line. Used once, by one thread.
final class RegisterFileReader {
    private static final int BLOCK_BYTES = 1 << 18;
    private static final int LINE_BYTES_MOST = 1 << 12;
    private static final int BAD_LINES_SHOWN = 5;
    private static final int MASKED_SHOWN = 24;
    private static final int MASKED_DIGITS_SHOWN = 3;

    private final SourceFile source;
    private final ImportFormat format;
    private final Coverage coverage;
    private final Function<CharSequence, Dialled> plan;

    private final NumberCollector numbers = new NumberCollector();
    private final Spelling spelling = new Spelling();
    private final List<BadLine> bad = new ArrayList<>();
    private final Columns columns;
    private byte[] block = new byte[BLOCK_BYTES];
    private long lineNumber;
    private long lines;
    private long unparsable;

    RegisterFileReader(
            SourceFile source,
            ImportFormat format,
            Coverage coverage,
            Function<CharSequence, Dialled> plan) {
        this.source = source;
        this.format = format;
        this.coverage = coverage;
        this.plan = plan;
        this.columns = new Columns(format);
    }

    /// What a file held.
    record Content(
            NumberSet numbers,
            long lines,
            long unparsable,
            List<BadLine> firstUnparsable,
            long duplicates) {}

    Content read() {
        int kept = 0;
        for (int got = fill(kept); got >= 0; got = fill(kept)) {
            int end = kept + got;
            int begin = lines(end);
            kept = end - begin;
            if (kept > LINE_BYTES_MOST) {
                throw refused(
                        lineNumber + 1,
                        "longer than " + LINE_BYTES_MOST + " bytes",
                        "a line with one number");
            }
            System.arraycopy(block, begin, block, 0, kept);
        }
        if (kept > 0) {
            line(0, kept);
        }
        NumberSet set = numbers.build();
        return new Content(set, lines, unparsable, bad, numbers.added() - set.count());
    }

    private int fill(int kept) {
        return source.read(block, kept, block.length - kept);
    }

    /// Takes every whole line before `end` and returns where the rest begins.
    private int lines(int end) {
        int begin = 0;
        for (int i = 0; i < end; i++) {
            if (block[i] == '\n') {
                line(begin, i);
                begin = i + 1;
            }
        }
        return begin;
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
                bad.add(new BadLine(lineNumber, masked(from, to)));
            }
            return;
        }
        if (!coverage.covers(national)) {
            throw refused(
                    lineNumber,
                    masked(from, to) + " lies outside the areas declared",
                    "only " + coverage);
        }
        numbers.add(national);
    }

    /// The number of the columns just found, without country code; -1 when there is none.
    private long national() {
        spelling.clear();
        if (columns.areaFrom < columns.areaTo) {
            spelling.addTrunkZero(block, columns.areaFrom, columns.areaTo);
            copy(columns.areaFrom, columns.areaTo);
        } else {
            spelling.addTrunkZero(block, columns.numberFrom, columns.numberTo);
        }
        copy(columns.numberFrom, columns.numberTo);
        if (columns.numberFrom >= columns.numberTo || !spelling.readable()) {
            return -1;
        }
        return plan.apply(spelling) instanceof PhoneNumber number
                ? number.national(RegisterSnapshot.COUNTRY)
                : -1;
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
            throw source.refused("UTF-16 text", format.encoding().name());
        }
        boolean marked =
                length >= 3
                        && block[begin] == (byte) 0xef
                        && block[begin + 1] == (byte) 0xbb
                        && block[begin + 2] == (byte) 0xbf;
        return marked ? begin + 3 : begin;
    }

    private static boolean isBlank(byte character) {
        return character == ' ' || character == '\r' || character == '\t';
    }

    /// The beginning of a line with all but its first digits hidden, safe to print.
    private String masked(int from, int to) {
        StringBuilder text = new StringBuilder();
        int digits = 0;
        for (int i = from; i < to && text.length() < MASKED_SHOWN; i++) {
            char character = (char) (block[i] & 0xff);
            if (character >= '0' && character <= '9') {
                text.append(digits++ < MASKED_DIGITS_SHOWN ? character : 'x');
            } else {
                text.append(character < ' ' || character > '~' ? '?' : character);
            }
        }
        return text.toString();
    }

    private RegisterRefused refused(long line, String found, String expected) {
        return new RegisterRefused(
                source.path() + ":" + line + ": " + found + " (expected: " + expected + ")");
    }

    /// Finds the two fields of interest in a line. A field may stand in double quotes, and a quoted
    /// field may hold separators; line breaks within quotes do not occur in lists of numbers.
    private static final class Columns {
        private final int separator;
        private final int numberColumn;
        private final int areaColumn;
        private int numberFrom;
        private int numberTo;
        private int areaFrom;
        private int areaTo;

        Columns(ImportFormat format) {
            this.separator = format.separator().map(c -> (int) c).orElse(-1);
            this.numberColumn = format.numberColumn();
            this.areaColumn = format.areaColumn().orElse(0);
        }

        void find(byte[] line, int from, int to) {
            numberFrom = numberTo = areaFrom = areaTo = 0;
            if (separator < 0) {
                field(line, from, to, 1);
                return;
            }
            int column = 1;
            int begin = from;
            boolean quoted = false;
            for (int i = from; i < to; i++) {
                if (line[i] == '"') {
                    quoted = !quoted;
                } else if (line[i] == separator && !quoted) {
                    field(line, begin, i, column++);
                    begin = i + 1;
                }
            }
            field(line, begin, to, column);
        }

        private void field(byte[] line, int begin, int end, int column) {
            if (column != numberColumn && column != areaColumn) {
                return;
            }
            int from = begin;
            int to = end;
            while (to > from && isBlank(line[to - 1])) {
                to--;
            }
            while (from < to && isBlank(line[from])) {
                from++;
            }
            if (to - from >= 2 && line[from] == '"' && line[to - 1] == '"') {
                from++;
                to--;
            }
            if (column == numberColumn) {
                numberFrom = from;
                numberTo = to;
            } else {
                areaFrom = from;
                areaTo = to;
            }
        }
    }
}
