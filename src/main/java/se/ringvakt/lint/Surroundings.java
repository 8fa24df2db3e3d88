package se.ringvakt.lint;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;
import se.ringvakt.lint.Text.Root;

/// What every walk through one dialplan needs. For one thread.
final class Surroundings {
    private static final Pattern SET_GLOBAL = Pattern.compile("\\s*GLOBAL\\((\\w+)\\)\\s*=.*");
    private static final int DEEP_MAX = 10;

    private final Switchboard board;
    private final Trunks trunks;
    private final Set<String> changing = new HashSet<>();
    private final Map<Position, Ends> ends = new HashMap<>();
    private int deep;

    /// What can be met further on from a place.
    record Ends(boolean trunk, boolean asked, boolean outcome) {
        private static final Ends NOWHERE = new Ends(false, false, false);

        /// Whether a call can leave, or the gate is asked for that.
        boolean out() {
            return trunk || asked;
        }
    }

    Surroundings(Dialplan plan, Trunks trunks) {
        this.board = new Switchboard(plan);
        this.trunks = trunks;
        plan.contexts().values().stream()
                .flatMap(context -> context.extensions().values().stream())
                .flatMap(extension -> extension.steps().values().stream())
                .forEach(this::noteChange);
    }

    private void noteChange(Step step) {
        Matcher matcher = SET_GLOBAL.matcher(step.arguments());
        if (matcher.matches()) {
            changing.add(matcher.group(1));
        }
    }

    Switchboard board() {
        return board;
    }

    Trunks trunks() {
        return trunks;
    }

    /// What a state knows.
    Expansion.Known known(State state) {
        return new Expansion.Known() {
            @Override
            public Text variable(String name) {
                return switch (name) {
                    case Switchboard.DIALLED -> state.at().dialled();
                    case "CONTEXT" -> Text.of(state.at().context());
                    default ->
                            state.variables()
                                    .get(Variables.name(name))
                                    .orElseGet(() -> globalOr(name));
                };
            }

            @Override
            public Text global(String name) {
                boolean unset = !board.plan().globals().containsKey(name);
                return unset && !changing.contains(name) && !board.plan().globals().isEmpty()
                        ? Text.EMPTY
                        : globalOr(name);
            }

            @Override
            public Optional<Boolean> exists(String context, Text extension) {
                return extension
                        .known()
                        .map(words -> !board.matching(context, extension).isEmpty());
            }
        };
    }

    private Text globalOr(String name) {
        String value = board.plan().globals().get(name);
        return value == null || changing.contains(name)
                ? Text.unknown(Set.of(new Root(name, false)))
                : Text.of(value);
    }

    /// What can be met from here on, whatever variables hold.
    Ends ends(Position from) {
        Ends known = ends.get(from);
        if (known != null) {
            return known;
        }
        if (deep >= DEEP_MAX) {
            return Ends.NOWHERE;
        }
        deep++;
        // Whoever comes back here on the way finds nothing new.
        ends.put(from, Ends.NOWHERE);
        Meeting meeting = new Meeting();
        new Journey(this, meeting).walk(State.begin(from));
        deep--;
        Ends met = new Ends(meeting.trunk, meeting.asked, meeting.outcome);
        ends.put(from, met);
        return met;
    }

    /// Notes what a walk meets.
    private static final class Meeting implements Report {
        private boolean trunk;
        private boolean asked;
        private boolean outcome;

        @Override
        public void asked(Step step) {
            asked = true;
        }

        @Override
        public void outcome() {
            outcome = true;
        }

        @Override
        public void trunk(State state) {
            trunk = true;
        }
    }
}
