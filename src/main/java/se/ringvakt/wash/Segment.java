package se.ringvakt.wash;

/// What a block became: the bytes to be written, and what was counted; used again and again.
final class Segment {
    private final ByteSink out;
    private final ByteSink rejects;
    private final Tally tally = new Tally();
    private int bytesRead;
    private int rowsRead;
    private int lines;

    Segment(int capacity) {
        out = new ByteSink(capacity);
        rejects = new ByteSink(0);
    }

    void clear() {
        out.clear();
        rejects.clear();
        tally.clear();
        read(0, 0, 0);
    }

    ByteSink out() {
        return out;
    }

    ByteSink rejects() {
        return rejects;
    }

    Tally tally() {
        return tally;
    }

    /// Says what the block was.
    void read(int bytes, int rows, int lineCount) {
        bytesRead = bytes;
        rowsRead = rows;
        lines = lineCount;
    }

    int bytesRead() {
        return bytesRead;
    }

    /// How many rows the block had, blank lines not counted.
    int rowsRead() {
        return rowsRead;
    }

    /// How many lines the block took.
    int lines() {
        return lines;
    }
}
