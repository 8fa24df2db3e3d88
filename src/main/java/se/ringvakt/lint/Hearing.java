package se.ringvakt.lint;

import java.util.Set;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.Standing.Gate;

/// Judges what the consumer hears: nobody may listen for a machine, and nothing but a human being
/// may greet who has answered.
record Hearing(Report report) {
    /// Only ever used to tell a machine from a human being.
    private static final Set<String> MACHINE = Set.of("amd");

    /// Used for that on a way out, and for other things on a way in.
    private static final Set<String> LISTENING =
            Set.of(
                    "backgrounddetect",
                    "waitforsilence",
                    "waitfornoise",
                    "nvfaxdetect",
                    "waitfortone");

    private static final Set<String> RECORDINGS =
            Set.of(
                    "playback",
                    "background",
                    "controlplayback",
                    "read",
                    "sayalpha",
                    "saydigits",
                    "saynumber",
                    "sayphonetic",
                    "sayunixtime",
                    "datetime",
                    "festival",
                    "mp3player",
                    "externalivr",
                    "voicemail",
                    "record",
                    "directory",
                    "speechbackground");

    private static final Set<String> WAITING =
            Set.of(
                    "wait",
                    "waitexten",
                    "waituntil",
                    "musiconhold",
                    "queue",
                    "followme",
                    "page",
                    "waitforcond",
                    "voicemailmain",
                    "milliwatt",
                    "playtones",
                    "parkandannounce",
                    "sendfax",
                    "echo");

    /// The state after a step that may be heard.
    ///
    /// @param name in small letters
    State heard(State state, Step step, String name, Text arguments) {
        boolean consumer = state.standing().consumer();
        if (MACHINE.contains(name)) {
            report.found(finding(Fault.MACHINE_DETECTION, step));
        } else if (LISTENING.contains(name)) {
            return listening(state, step);
        } else if (consumer && RECORDINGS.contains(name) && !robot(state.variables())) {
            report.found(finding(Fault.PRERECORDED, step));
        } else if (consumer && waits(name, arguments)) {
            report.found(finding(Fault.CONSUMER_WAITS, step));
        }
        return state;
    }

    private State listening(State state, Step step) {
        Finding finding = finding(Fault.MACHINE_DETECTION, step);
        Standing standing = state.standing();
        if (standing.consumer() || standing.dialled() || standing.gate() == Gate.ALLOWED) {
            report.found(finding);
            return state;
        }
        return state.with(standing.passed(finding));
    }

    private static boolean waits(String name, Text arguments) {
        boolean slowAnswer =
                name.equals("answer") && !arguments.flat().isBlank() && !arguments.is("0");
        return slowAnswer || WAITING.contains(name);
    }

    /// A campaign of recorded calls, which the gate only allows with consent.
    private static boolean robot(Variables variables) {
        return variables.is("RV_KIND", "robot");
    }

    private static Finding finding(Fault fault, Step step) {
        return new Finding(fault, step.place(), step.toString(), "");
    }
}
