package se.ringvakt.wash;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What to wash, and how.
///
/// @param columns where the numbers stand: headers, or positions counted from 1; at least one
/// @param rejects where rows with an unreadable number go; present only with [Unreadable#SPLIT]
/// @param replace files of these names that are there already are replaced; else they are refused
public record WashRequest(
        Path in,
        Path out,
        List<String> columns,
        Mode mode,
        Several several,
        Unreadable unreadable,
        Optional<Path> rejects,
        boolean replace) {

    /// What becomes of a number that is stopped.
    public enum Mode {
        /// Its row is left out.
        REMOVE,
        /// Every row stays, with columns after the last that say what its numbers are.
        MARK
    }

    /// When a row with several numbers is left out.
    public enum Several {
        /// When one of them is stopped.
        ANY,
        /// When none of them may be called; those that are stopped are emptied.
        ALL
    }

    /// What becomes of a row with something in a number's column that is no number.
    public enum Unreadable {
        /// It stays, as it is.
        KEEP,
        /// It goes to a file of its own.
        SPLIT
    }

    /// One that replaces no file.
    public WashRequest(
            Path in,
            Path out,
            List<String> columns,
            Mode mode,
            Several several,
            Unreadable unreadable,
            Optional<Path> rejects) {
        this(in, out, columns, mode, several, unreadable, rejects, false);
    }

    public WashRequest {
        columns = List.copyOf(columns);
        if (columns.isEmpty()) {
            throw new IllegalArgumentException("columns: none (expected: at least one)");
        }
        if (rejects.isPresent() != (unreadable == Unreadable.SPLIT)) {
            throw new IllegalArgumentException(
                    "rejects: "
                            + rejects
                            + " (expected: a file, if unreadable rows are split off)");
        }
    }
}
