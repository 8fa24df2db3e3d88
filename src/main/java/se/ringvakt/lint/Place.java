package se.ringvakt.lint;

import java.util.Comparator;

/// Where something of a dialplan stands.
public sealed interface Place extends Comparable<Place> {
    /// By file or context, then by line or step.
    Comparator<Place> ORDER =
            Comparator.comparing(Place::where)
                    .thenComparingInt(Place::line)
                    .thenComparing(Place::toString);

    /// The file or, in a live dialplan, the context.
    String where();

    /// The line, from 1, or the priority of a live step; 0 when there is none.
    int line();

    @Override
    default int compareTo(Place other) {
        return ORDER.compare(this, other);
    }

    /// A line of a file.
    ///
    /// @param line from 1
    record InFile(String where, int line) implements Place {
        @Override
        public String toString() {
            return where + ":" + line;
        }
    }

    /// A step that a running switch told of.
    ///
    /// @param where the context
    /// @param line the priority; 0 for the context itself
    record InSwitch(String where, String extension, int line) implements Place {
        @Override
        public String toString() {
            return line == 0 ? where : where + "," + extension + "," + line;
        }
    }
}
