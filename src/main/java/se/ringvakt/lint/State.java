package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import se.ringvakt.lint.Dialplan.Extension;
import se.ringvakt.lint.Dialplan.Step;

/// A point of a path: where it is, and what holds there. Immutable.
///
/// @param calls where to go on after each `Return`, the innermost last
record State(Position at, Variables variables, List<Position> calls, Standing standing) {
    State {
        calls = List.copyOf(calls);
    }

    /// A step in an extension.
    ///
    /// @param context the one a channel is in: includes are searched from there
    /// @param dialled what `EXTEN` holds
    record Position(String context, Extension extension, int priority, Text dialled) {
        Optional<Step> step() {
            return Optional.ofNullable(extension.steps().get(priority));
        }

        Position priority(int other) {
            return new Position(context, extension, other, dialled);
        }

        /// Extensions are compared by who they are: their steps are many.
        @Override
        @SuppressWarnings("ReferenceEquality") // one dialplan has each extension once
        public boolean equals(Object other) {
            return other instanceof Position that
                    && extension == that.extension
                    && priority == that.priority
                    && context.equals(that.context)
                    && dialled.equals(that.dialled);
        }

        @Override
        public int hashCode() {
            return Objects.hash(System.identityHashCode(extension), priority, context, dialled);
        }
    }

    /// A fresh call.
    static State begin(Position at) {
        return new State(at, Variables.NONE, List.of(), Standing.BEGIN);
    }

    State at(Position other) {
        return new State(other, variables, calls, standing);
    }

    State with(Variables other) {
        return new State(at, other, calls, standing);
    }

    State with(Standing other) {
        return new State(at, variables, calls, other);
    }

    State set(String name, Text value) {
        return with(variables.with(name, value));
    }

    /// In a subroutine.
    State call(Position subroutine, Position backTo) {
        List<Position> more = new ArrayList<>(calls);
        more.add(backTo);
        return new State(subroutine, variables, more, standing);
    }

    /// In something that nothing returns from.
    State alone(Position other) {
        return new State(other, variables, List.of(), standing);
    }

    /// Back from a subroutine; nothing when there is none.
    Optional<State> back() {
        return calls.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new State(
                                calls.getLast(),
                                variables,
                                calls.subList(0, calls.size() - 1),
                                standing));
    }

    /// The caller of this subroutine forgotten.
    State popped() {
        return calls.isEmpty()
                ? this
                : new State(at, variables, calls.subList(0, calls.size() - 1), standing);
    }
}
