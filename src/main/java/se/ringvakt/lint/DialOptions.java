package se.ringvakt.lint;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;

/// Judges the options of `Dial`: those that run a dialplan, and those that keep the consumer from
/// the agent.
record DialOptions(Surroundings around, Journey journey, Report report) {

    /// @param trunk whether a consumer may answer
    void judge(State state, Step step, Text options, boolean trunk) {
        Map<Character, Text> letters = letters(options);
        Standing answered = trunk ? state.standing().withConsumer() : state.standing();
        run(state, answered, letters, 'U', ",s,1", "");
        run(state, answered, letters, 'M', ",s,1", "macro-");
        run(state, state.standing(), letters, 'b', "", "");
        run(state, state.standing(), letters, 'B', "", "");
        if (!letters.getOrDefault('F', Text.EMPTY).pieces().isEmpty()) {
            run(state, state.standing().afterDial(), letters, 'F', "", "");
        }
        Text split = letters.getOrDefault('G', Text.EMPTY);
        if (!split.pieces().isEmpty()) {
            split(state, answered, split);
        }
        if (trunk) {
            heard(step, letters);
        }
    }

    private void heard(Step step, Map<Character, Text> letters) {
        Text announced = letters.getOrDefault('A', Text.EMPTY);
        String called = announced.flat().split(":", 2)[0];
        if (!called.isBlank()) {
            found(Fault.PRERECORDED, step, "option A");
        }
        if (letters.containsKey('p') || letters.containsKey('P')) {
            found(Fault.PRERECORDED, step, "option " + (letters.containsKey('p') ? 'p' : 'P'));
        }
        if (letters.containsKey('S') || letters.containsKey('L')) {
            found(Fault.CUT_OFF, step, "option " + (letters.containsKey('S') ? 'S' : 'L'));
        }
    }

    /// Walks what an option names: `context^extension^priority`, or a subroutine and its arguments.
    private void run(
            State state,
            Standing standing,
            Map<Character, Text> letters,
            char letter,
            String ending,
            String beginning) {
        Text place = letters.getOrDefault(letter, Text.EMPTY);
        if (place.pieces().isEmpty()) {
            return;
        }
        List<Text> parts = place.split('^', 20);
        Text to = Text.of(beginning).plus(parts.getFirst()).plus(Text.of(ending));
        if (ending.isEmpty()) {
            to = joined(parts);
        }
        for (Position position : Target.of(to, state.at(), around.board()).positions()) {
            State there = state.alone(position).with(standing);
            for (int i = 1; i < parts.size(); i++) {
                there = there.set("ARG" + i, parts.get(i));
            }
            journey.add(there);
        }
    }

    private static Text joined(List<Text> parts) {
        Text.Builder all = new Text.Builder();
        for (int i = 0; i < parts.size(); i++) {
            all.add(Text.of(i == 0 ? "" : ",")).add(parts.get(i));
        }
        return all.build();
    }

    /// `G`: the caller goes to a priority, and who answered to the one after it.
    private void split(State state, Standing answered, Text place) {
        Target target = Target.of(joined(place.split('^', 20)), state.at(), around.board());
        for (Position position : target.positions()) {
            journey.add(state.alone(position));
            around.board()
                    .next(position)
                    .forEach(next -> journey.add(state.alone(next).with(answered)));
        }
    }

    /// The options by letter, with what stands in parentheses after each.
    static Map<Character, Text> letters(Text options) {
        Map<Character, Text> letters = new TreeMap<>();
        String flat = options.flat();
        int i = 0;
        while (i < flat.length()) {
            char letter = flat.charAt(i);
            int next = i + 1;
            Text argument = Text.EMPTY;
            if (next < flat.length() && flat.charAt(next) == '(') {
                int close = flat.indexOf(')', next);
                int end = close < 0 ? flat.length() : close;
                argument = options.part(next + 1, end);
                next = end + 1;
            }
            letters.put(letter, argument);
            i = next;
        }
        return letters;
    }

    private void found(Fault fault, Step step, String detail) {
        report.found(new Finding(fault, step.place(), step.toString(), detail));
    }
}
