package se.ringvakt.wash;

/// Adds up what has been read, and tells of it every few hundred kilobytes. Not thread-safe.
final class Reading {
    private static final long STEP_BYTES = 1 << 18;

    private final RowProgress progress;
    private long total;
    private long read;
    private long told;
    private long rows;

    Reading(RowProgress progress) {
        this.progress = progress;
    }

    /// What there is to be read in all, as far as is known.
    void expect(long totalBytes) {
        total = Math.max(totalBytes, read);
    }

    void add(int bytes) {
        read += bytes;
        if (read - told >= STEP_BYTES) {
            told = read;
            progress.reached(read, Math.max(total, read), rows);
        }
    }

    void addRow() {
        rows++;
    }

    /// All of it has been read.
    void end() {
        progress.reached(Math.max(total, read), Math.max(total, read), rows);
    }
}
