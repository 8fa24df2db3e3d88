package se.ringvakt.lint;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Step;

/// Walks every path a call can take from where it begins, and tells a [Report] what it meets.
///
/// A point of a path is a [State]; two paths that come to the same state go on as one. So loops
/// end, and what is left is bounded by [#STATES_MAX] and, at one step, by [#STATES_AT_STEP_MAX].
final class Journey {
    private static final int STATES_MAX = 200_000;
    private static final int STATES_AT_STEP_MAX = 400;
    private static final int CALLS_DEEP_MAX = 30;

    private final Switchboard board;
    private final Applications applications;
    private final Report report;
    private final Set<State> seen = new HashSet<>();
    private final Map<Place, Integer> atStep = new HashMap<>();
    private final Deque<State> todo = new ArrayDeque<>();

    Journey(Surroundings around, Report report) {
        this.board = around.board();
        this.report = report;
        this.applications = new Applications(around, this, report);
    }

    /// Walks on from a state, and from all that it leads to.
    void walk(State begin) {
        add(begin);
        while (!todo.isEmpty()) {
            State state = todo.pop();
            Optional<Step> step = state.at().step();
            if (step.isPresent() && seen.size() < STATES_MAX) {
                report.reached(state.at());
                applications.run(state, step.get());
            }
        }
    }

    /// Queues a state, unless it is known.
    void add(State state) {
        Optional<Step> step = state.at().step();
        if (step.isEmpty() || seen.contains(state)) {
            return;
        }
        int here = atStep.merge(step.get().place(), 1, Integer::sum);
        boolean tooMany =
                here > STATES_AT_STEP_MAX
                        || state.calls().size() > CALLS_DEEP_MAX
                        || seen.size() >= STATES_MAX;
        if (tooMany) {
            report.found(
                    new Finding(
                            Fault.NOT_JUDGED,
                            step.get().place(),
                            step.get().toString(),
                            "too many paths come by here"));
        } else {
            seen.add(state);
            todo.push(state);
        }
    }

    /// Queues what comes after this step.
    void next(State state) {
        board.next(state.at()).forEach(position -> add(state.at(position)));
    }
}
