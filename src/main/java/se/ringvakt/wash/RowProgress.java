package se.ringvakt.wash;

/// Hears how far a wash has come.
@FunctionalInterface
public interface RowProgress {
    /// Nobody listens.
    RowProgress NONE = (read, total, rows) -> {};

    /// Called a few times a megabyte at most, by one thread at a time.
    ///
    /// @param rows washed so far
    void reached(long readBytes, long totalBytes, long rows);
}
