package se.ringvakt.access;

import java.util.List;
import java.util.OptionalLong;
import java.util.stream.Stream;

/// Everything that was done, kept for good: there is no way to change or erase an entry.
/// Thread-safe; blocks; throws an unchecked exception of the adapter when it cannot read or write.
public interface AuditLog {

    /// Puts an entry on record; it is there when this returns.
    void note(AuditEntry entry);

    /// The entries looked for, newest first.
    ///
    /// @param before only those noted before the entry of this id, the last one of the page before
    /// @param most at most so many; 1 to 1000
    List<Noted> page(AuditSearch search, OptionalLong before, int most);

    /// All entries looked for, oldest first, read some at a time, however many there are: nothing
    /// of the record is held while they are dealt with, which may take as long as it takes.
    Stream<Noted> all(AuditSearch search);

    /// Who has done something, and what kinds of things were done, to choose from.
    ///
    /// @param most at most so many of each; 1 to 1000
    Known known(int most);

    /// What there is in the log, in alphabetical order.
    record Known(List<String> who, List<String> actions) {}

    /// An entry on record.
    ///
    /// @param id numbers all entries in the order they were noted
    record Noted(long id, AuditEntry entry) {}
}
