package se.ringvakt.lint;

import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/// How a call stands with the rules at one point of a path.
///
/// @param gate whether the gate was asked, and its answer tested
/// @param emergency whether it can only be an emergency call here
/// @param reported whether its end will be reported
/// @param timed whether an outer Dial already limits how long it rings
/// @param dialled whether a trunk was dialled before
/// @param consumer whether the consumer is on this channel, and not the agent
/// @param tested what the end of the last dial on a trunk was tested for
/// @param loose the last test of the answer that proves nothing
/// @param passed what is a fault if a trunk is dialled further on
record Standing(
        Gate gate,
        boolean emergency,
        boolean reported,
        boolean timed,
        boolean dialled,
        boolean consumer,
        Set<String> tested,
        Optional<Finding> loose,
        Set<Finding> passed) {
    static final Standing BEGIN =
            new Standing(
                    Gate.NOT_ASKED,
                    false,
                    false,
                    false,
                    false,
                    false,
                    Set.of(),
                    Optional.empty(),
                    Set.of());

    /// How far the gate has come.
    enum Gate {
        NOT_ASKED,
        ASKED,
        ALLOWED
    }

    Standing {
        tested = Set.copyOf(tested);
        passed = Set.copyOf(passed);
    }

    Standing asked() {
        return new Standing(
                Gate.ASKED,
                emergency,
                reported,
                timed,
                false,
                consumer,
                Set.of(),
                Optional.empty(),
                passed);
    }

    Standing allowed() {
        return new Standing(
                Gate.ALLOWED,
                emergency,
                reported,
                timed,
                dialled,
                consumer,
                tested,
                Optional.empty(),
                passed);
    }

    Standing inEmergency() {
        return new Standing(gate, true, reported, timed, dialled, consumer, tested, loose, passed);
    }

    Standing reported(boolean willBe) {
        return new Standing(
                gate, emergency, willBe, timed, dialled, consumer, tested, loose, passed);
    }

    Standing timed(boolean limited) {
        return new Standing(
                gate, emergency, reported, limited, dialled, consumer, tested, loose, passed);
    }

    Standing afterDial() {
        return new Standing(
                gate, emergency, reported, timed, true, consumer, Set.of(), loose, passed);
    }

    Standing withConsumer() {
        return new Standing(gate, emergency, reported, timed, dialled, true, tested, loose, passed);
    }

    Standing tested(String variable) {
        Set<String> more = new TreeSet<>(tested);
        more.add(variable);
        return new Standing(
                gate, emergency, reported, timed, dialled, consumer, more, loose, passed);
    }

    Standing loose(Finding test) {
        return new Standing(
                gate,
                emergency,
                reported,
                timed,
                dialled,
                consumer,
                tested,
                Optional.of(test),
                passed);
    }

    Standing passed(Finding finding) {
        Set<Finding> more = new TreeSet<>(passed);
        more.add(finding);
        return new Standing(
                gate, emergency, reported, timed, dialled, consumer, tested, loose, more);
    }
}
