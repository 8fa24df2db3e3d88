package se.ringvakt.lint;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.Standing.Gate;
import se.ringvakt.lint.State.Position;
import se.ringvakt.lint.Text.Fixed;
import se.ringvakt.lint.Text.Gap;
import se.ringvakt.lint.Text.Piece;
import se.ringvakt.lint.Text.Root;

/// What a test in a dialplan shows about the call.
final class Judging {
    private static final String ALLOW = "ALLOW:";
    private static final Set<String> OF_THE_ANSWER =
            Set.of(
                    Variables.VERDICT,
                    Variables.REASON,
                    "RINGVAKT_REASONS",
                    "RINGVAKT_RETRY_AT",
                    "RINGVAKT_ATTEMPT",
                    Variables.NUMBER,
                    Variables.TIMEOUT,
                    "AGISTATUS");

    private Judging() {}

    /// The state when a test came out so.
    static State assume(State state, Step step, Condition test, boolean truth, Switchboard board) {
        Standing standing = state.standing();
        if (standing.gate() == Gate.ASKED && test.shows(Judging::isAllowed, truth)) {
            standing = standing.allowed();
        }
        if (test.shows((one, so) -> isEmergency(one, so, board), truth)) {
            standing = standing.inEmergency();
        }
        if (standing.gate() == Gate.ALLOWED && test.shows(Judging::isGatesEmergency, truth)) {
            standing = standing.inEmergency();
        }
        if (standing.dialled()) {
            standing = withTested(standing, test);
        }
        boolean proves = standing.gate() != Gate.ASKED;
        return state.with(
                proves || !ofTheAnswer(test, step) ? standing : standing.loose(loose(step)));
    }

    private static Standing withTested(Standing before, Condition test) {
        Standing standing = before;
        for (Root root : test.roots()) {
            if (TrunkDial.ENDS.contains(root.name())) {
                standing = standing.tested(root.name());
            }
        }
        return standing;
    }

    /// Also when it is known how the test comes out, as after a gate that said nothing.
    private static boolean ofTheAnswer(Condition test, Step step) {
        return step.arguments().contains(Variables.VERDICT)
                || test.roots().stream().anyMatch(root -> OF_THE_ANSWER.contains(root.name()));
    }

    private static Finding loose(Step step) {
        return new Finding(Fault.VERDICT_INEXACT, step.place(), step.toString(), "");
    }

    /// `"${RINGVAKT_VERDICT}" = "ALLOW:${UNIQUEID}"`.
    private static boolean isAllowed(Condition test, boolean truth) {
        return truth
                && test instanceof Condition.Equal(Text left, Text right)
                && ((left.isVariable(Variables.VERDICT) && isPermit(right))
                        || (right.isVariable(Variables.VERDICT) && isPermit(left)));
    }

    private static boolean isPermit(Text text) {
        List<Piece> pieces = text.pieces();
        return pieces.size() == 2
                && pieces.getFirst() instanceof Fixed(String words)
                && words.equals(ALLOW)
                && pieces.get(1) instanceof Gap gap
                && new Text(List.of(gap)).isVariable("UNIQUEID");
    }

    /// What is dialled is compared with emergency numbers, and is one.
    private static boolean isEmergency(Condition test, boolean truth, Switchboard board) {
        return truth
                && switch (test) {
                    case Condition.Equal(Text left, Text right) ->
                            left.known().or(right::known).filter(EmergencyNumbers::has).isPresent();
                    case Condition.Matches(String regex, Text _) -> EmergencyNumbers.tests(regex);
                    case Condition.Exists(String context, Text _) -> board.onlyEmergency(context);
                    default -> false;
                };
    }

    /// `"${RINGVAKT_REASON}" = "EMERGENCY"`, after a permit.
    private static boolean isGatesEmergency(Condition test, boolean truth) {
        return truth
                && switch (test) {
                    case Condition.Equal(Text left, Text right) ->
                            left.isVariable(Variables.REASON) && right.is("EMERGENCY");
                    case Condition.Matches(String regex, Text in) ->
                            in.isVariable(Variables.REASON) && regex.equals("^EMERGENCY$");
                    default -> false;
                };
    }

    /// The state on arrival at an extension: who comes to one that is only reached with an
    /// emergency number has dialled that.
    static State arrive(State state, Position position, Switchboard board) {
        Optional<String> dialled = position.dialled().known();
        boolean emergency =
                dialled.map(EmergencyNumbers::has)
                        .orElseGet(() ->
                                EmergencyNumbers.hasAll(board.dialling(position.extension())));
        return emergency ? state.with(state.standing().inEmergency()) : state;
    }
}
