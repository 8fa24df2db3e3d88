package se.ringvakt.wash;

/// Says what a number is, as a file spells it. Thread-safe, never blocks. What it throws ends the
/// wash, and nothing is written.
@FunctionalInterface
public interface Screen {
    /// What is known of this number.
    ///
    /// @param spelled a cell's content; not kept
    Finding of(CharSequence spelled);
}
