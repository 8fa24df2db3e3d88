package se.ringvakt.lint;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Step;

/// Judges a dial on a trunk: whether the gate allowed it, and whether it is what the gate allowed.
record TrunkDial(Surroundings around, Report report) {
    /// The shortest permit, in seconds: the six rings of §3.2 and the time until the first.
    private static final int SHORTEST = 46;

    /// What must be tested before another trunk is tried under the same permit: nothing rang,
    /// nobody was busy, nobody declined.
    static final Set<String> ENDS = Set.of(Variables.STATUS, Variables.RING, Variables.CAUSE);

    private static final String TIME_LIMIT = "TIMEOUT(absolute)";

    /// A conversation may be that long, in seconds.
    private static final int CONVERSATION = 3600;

    /// @param time how long Dial lets it ring; nothing: it cannot be said
    void judge(State state, Step step, Text destination, Optional<Text> time) {
        report.trunk(state);
        Standing standing = state.standing();
        if (destination.raw()) {
            found(Fault.UNTRUSTED_TEXT, step, "in what is dialled");
        }
        standing.passed().forEach(report::found);
        if (standing.emergency() || Trunks.dialsEmergency(destination)) {
            return;
        }
        switch (standing.gate()) {
            case NOT_ASKED -> found(Fault.UNGATED_TRUNK, step, "");
            case ASKED ->
                    standing.loose()
                            .ifPresentOrElse(
                                    report::found, () -> found(Fault.VERDICT_UNTESTED, step, ""));
            case ALLOWED -> {
                number(step, destination);
                identity(state, step);
                if (!standing.timed()) {
                    time(step, time.orElse(Text.EMPTY));
                }
                outcome(state, step);
                again(standing, step);
                limit(state, step);
            }
        }
    }

    private void again(Standing standing, Step step) {
        if (standing.dialled() && !standing.tested().containsAll(ENDS)) {
            found(Fault.REDIAL, step, "after a dial whose end was not tested");
        }
    }

    private void limit(State state, Step step) {
        Optional<String> limit = state.variables().get(TIME_LIMIT).flatMap(Text::known);
        boolean cuts =
                limit.filter(seconds -> seconds.matches("[1-9]\\d{0,8}"))
                        .map(Integer::parseInt)
                        .filter(seconds -> seconds < CONVERSATION)
                        .isPresent();
        if (cuts) {
            found(Fault.CUT_OFF, step, TIME_LIMIT + " is still " + limit.get());
        }
    }

    private void number(Step step, Text destination) {
        if (!Trunks.dialsTheJudged(destination)) {
            found(Fault.OTHER_NUMBER, step, "");
        }
    }

    private void identity(State state, Step step) {
        Variables variables = state.variables();
        boolean chosen =
                variables
                        .get("CALLERID(num)")
                        .or(() -> variables.get("CALLERID(all)"))
                        .filter(shown -> shown.comesFrom(Variables.CALLER_ID))
                        .isPresent();
        if (!chosen) {
            found(Fault.CALLER_ID, step, "");
        }
        for (String name : new String[] {"CALLERID(pres)", "CALLERID(num-pres)", "CALLERPRES()"}) {
            String shown = variables.get(name).map(Text::flat).orElse("").toLowerCase(Locale.ROOT);
            if (shown.startsWith("prohib") || shown.startsWith("unavail")) {
                found(Fault.WITHHELD, step, name + " is " + shown);
            }
        }
    }

    static boolean fromPermit(Text time) {
        return time.gap().isPresent()
                && (time.comesFrom(Variables.TIMEOUT) || time.comesFrom(Variables.DEADLINE));
    }

    private void time(Step step, Text time) {
        Optional<String> known = time.known().map(String::strip);
        if (known.filter(words -> words.matches("\\d{1,9}")).isPresent()) {
            int seconds = Integer.parseInt(known.get());
            if (seconds != SHORTEST) {
                found(
                        seconds < SHORTEST ? Fault.RING_TIME : Fault.RING_TIME_FIXED,
                        step,
                        seconds + " s");
            }
        } else if (known.isPresent()) {
            found(Fault.RING_TIME, step, "it has no time limit");
        } else if (!fromPermit(time)) {
            found(Fault.RING_TIME_FIXED, step, "how long is not known");
        }
    }

    private void outcome(State state, Step step) {
        boolean atHangup =
                around.board().positions(state.at().context(), Text.of("h"), 1).stream()
                        .anyMatch(position -> around.ends(position).outcome());
        if (!state.standing().reported() && !atHangup) {
            found(Fault.NO_OUTCOME, step, "");
        }
    }

    private void found(Fault fault, Step step, String detail) {
        report.found(new Finding(fault, step.place(), step.toString(), detail));
    }
}
