package se.ringvakt.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;

/// Judges how the gate is asked: `AGI(agi://GATE/dial?...)`, `AGI(agi://GATE/outcome?...)`.
record Asking(Surroundings around, Journey journey, Report report) {
    private static final String TIME_LIMIT = "TIMEOUT(absolute)";
    private static final String AT_TIME_LIMIT = "T";

    void ask(State state, Step step, Text arguments) {
        switch (script(arguments.flat())) {
            case "dial" -> dial(state, step, arguments);
            case "outcome" -> {
                report.outcome();
                untrusted(step, arguments);
                atTimeLimit(state);
                journey.next(state);
            }
            case "?" -> {
                report.found(finding(Fault.NOT_JUDGED, step, "which script is asked is not known"));
                journey.next(state);
            }
            default -> journey.next(state);
        }
    }

    /// What a URL asks for; `?` when that is not known, nothing when it is no network script.
    private static String script(String flat) {
        String url = flat.strip().toLowerCase(Locale.ROOT);
        if (url.startsWith(Character.toString(Text.GAP))) {
            return "?";
        }
        if (!url.startsWith("agi://") && !url.startsWith("hagi://")) {
            return "";
        }
        int path = url.indexOf('/', url.indexOf("://") + 3);
        if (path < 0) {
            return url.indexOf(Text.GAP) < 0 ? "" : "?";
        }
        return url.substring(path + 1).split("[?,]", 2)[0];
    }

    private void dial(State state, Step step, Text arguments) {
        report.asked(step);
        if (!state.variables().get(Variables.VERDICT).equals(Optional.of(Text.EMPTY))) {
            report.found(finding(Fault.VERDICT_NOT_CLEARED, step, ""));
        }
        if (!bounded(state.variables())) {
            report.found(finding(Fault.AGI_UNBOUNDED, step, ""));
        }
        untrusted(step, arguments);
        State asked = state.with(state.standing().asked());
        atTimeLimit(asked);
        journey.next(asked.with(asked.variables().answered()));
    }

    private static boolean bounded(Variables variables) {
        boolean limited =
                variables
                        .get(TIME_LIMIT)
                        .filter(limit -> !limit.is("0") && !limit.is(""))
                        .isPresent();
        return limited && variables.is("AGIEXITONHANGUP", "yes");
    }

    private void untrusted(Step step, Text arguments) {
        if (arguments.raw()) {
            report.found(finding(Fault.UNTRUSTED_TEXT, step, "in the question's URL"));
        }
    }

    /// When the wait is ended, the dialplan goes on at `T`, and nothing was answered.
    private void atTimeLimit(State state) {
        if (bounded(state.variables())) {
            List<Position> limit =
                    around.board().positions(state.at().context(), Text.of(AT_TIME_LIMIT), 1);
            limit.forEach(position -> journey.add(state.at(position)));
        }
    }

    private static Finding finding(Fault fault, Step step, String detail) {
        return new Finding(fault, step.place(), step.toString(), detail);
    }
}
