package se.ringvakt.web;

import java.util.List;
import java.util.function.Supplier;

/// Whether the program can do its work now. Asked every few seconds, by several at one time.
@FunctionalInterface
public interface Health {
    /// Looks at everything that should be well.
    List<Check> checks();

    /// One thing that should be well.
    ///
    /// @param needed without it the work cannot be done; else it is done all the same, and somebody
    ///   must look
    /// @param name a word or two in lower case with hyphens, such as `register`
    /// @param detail one line for whoever runs the program; may name what is kept here
    record Check(String name, boolean ok, boolean needed, String detail) {

        /// One that the work cannot be done without.
        public Check(String name, boolean ok, String detail) {
            this(name, ok, true, detail);
        }

        /// The same, but the work is done all the same.
        public Check notNeeded() {
            return new Check(name, ok, false, detail);
        }

        /// Whether the work can be done as far as this goes.
        public boolean isReady() {
            return ok || !needed;
        }

        /// Looks; what throws is not well.
        ///
        /// @param problem the line that tells what is wrong; empty: nothing is
        public static Check of(String name, Supplier<String> problem) {
            try {
                String told = problem.get();
                return new Check(name, told.isEmpty(), told.isEmpty() ? "ok" : told);
            } catch (RuntimeException e) {
                return new Check(name, false, String.valueOf(e.getMessage()));
            }
        }
    }
}
