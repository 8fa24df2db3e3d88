package se.ringvakt.lint;

import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;

/// Is told what a walk through a dialplan meets.
interface Report {
    /// Listens to nothing.
    Report QUIET = new Report() {};

    default void found(Finding finding) {}

    /// A step was reached.
    default void reached(Position at) {}

    /// The gate is asked whether a number may be dialled.
    default void asked(Step step) {}

    /// The gate is told what became of a call.
    default void outcome() {}

    /// A trunk is dialled.
    default void trunk(State state) {}
}
