package se.ringvakt.register;

import java.util.List;
import java.util.Optional;

/// What an import did.
///
/// @param inForce the version in force afterwards
/// @param former the version in force before; empty: none
/// @param lines lines with anything on them, the header not counted
/// @param unparsable lines that hold no number of the country; passed over
/// @param firstUnparsable the first few of them
/// @param duplicates numbers that had already come in the same file
public record ImportReport(
        Effect effect,
        RegisterVersion inForce,
        Optional<RegisterVersion> former,
        long lines,
        long unparsable,
        List<BadLine> firstUnparsable,
        long duplicates) {

    /// What changed.
    public enum Effect {
        /// The register's first version.
        FIRST,
        /// A newer version than the one in force.
        NEWER,
        /// Other content under the same update date.
        CORRECTION,
        /// What is in force already: nothing was written.
        UNCHANGED,
        /// What is in force already, but its stored file was damaged: written anew.
        REPAIRED
    }

    /// A line that could not be read.
    ///
    /// @param line counted from 1, the header included
    /// @param masked what stood there, most digits hidden
    public record BadLine(long line, String masked) {
        @Override
        public String toString() {
            return "line " + line + " '" + masked + "'";
        }
    }

    public ImportReport {
        firstUnparsable = List.copyOf(firstUnparsable);
    }
}
