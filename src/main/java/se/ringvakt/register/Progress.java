package se.ringvakt.register;

/// Hears how far a long reading has come.
@FunctionalInterface
public interface Progress {
    /// Nobody listens.
    Progress NONE = (read, total) -> {};

    /// Called every few hundred kilobytes, on the reading thread.
    void reached(long readBytes, long totalBytes);
}
