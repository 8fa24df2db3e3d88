package se.ringvakt.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;

/// What each application of a dialplan does to a call, as far as it matters.
final class Applications {
    /// A call goes nowhere after these.
    private static final Set<String> ENDS =
            Set.of("hangup", "busy", "congestion", "bridge", "confbridge", "meetme", "park");

    private final Surroundings around;
    private final Journey journey;
    private final Report report;
    private final Dials dials;
    private final Asking asking;
    private final Hearing hearing;

    Applications(Surroundings around, Journey journey, Report report) {
        this.around = around;
        this.journey = journey;
        this.report = report;
        this.dials = new Dials(around, journey, report);
        this.asking = new Asking(around, journey, report);
        this.hearing = new Hearing(report);
    }

    void run(State state, Step step) {
        run(state, step, step.application(), step.arguments());
    }

    /// @param application also one that another one runs
    private void run(State before, Step step, String application, String raw) {
        String name = application.strip().toLowerCase(Locale.ROOT);
        if (runsOther(before, step, name, raw)) {
            return;
        }
        Text arguments = expand(before, step, raw);
        State state = hearing.heard(before, step, name, arguments);
        if (ENDS.contains(name)) {
            return;
        }
        switch (name) {
            case "goto" -> jump(state, step, arguments, false);
            case "gotoif" -> branch(state, step, arguments, false);
            case "gotoiftime" -> either(state, step, afterQuestion(arguments));
            case "gosub" -> jump(state, step, arguments, true);
            case "gosubif" -> branch(state, step, arguments, true);
            case "macro" -> macro(state, step, arguments);
            case "return" -> comeBack(state, arguments);
            case "stackpop" -> journey.next(state.popped());
            case "while" -> loop(state, step, arguments);
            case "endwhile", "continuewhile" -> again(state);
            case "exitwhile" -> leaveLoop(state);
            case "set" -> journey.next(set(state, arguments));
            case "mset" -> journey.next(setAll(state, arguments));
            case "agi", "eagi", "deadagi" -> asking.ask(state, step, arguments);
            case "disa" -> disa(state, step, arguments);
            default -> {
                if (!dials.handled(state, step, name, arguments)) {
                    journey.next(state);
                }
            }
        }
    }

    private Text expand(State state, Step step, String raw) {
        Runnable onRaw =
                () ->
                        report.found(
                                new Finding(
                                        Fault.UNTRUSTED_TEXT,
                                        step.place(),
                                        step.toString(),
                                        "in an expression $[...]"));
        return new Expansion(around.known(state), onRaw).of(raw);
    }

    /// `ExecIf` and its like: the application within is run as if it stood there.
    private boolean runsOther(State state, Step step, String name, String raw) {
        switch (name) {
            case "execif" -> {
                int question = Raw.find(raw, '?', 0);
                int colon = Raw.find(raw, ':', question + 1);
                Text condition = expand(state, step, raw.substring(0, question));
                Condition test = Condition.value(condition);
                String yes = raw.substring(Math.min(raw.length(), question + 1), colon);
                String no = raw.substring(Math.min(raw.length(), colon + 1));
                if (test.canBe(true)) {
                    runCall(assume(state, step, test, true), step, yes);
                }
                if (test.canBe(false)) {
                    runCall(assume(state, step, test, false), step, no);
                }
            }
            case "execiftime" -> {
                runCall(state, step, raw.substring(Math.min(raw.length(), raw.indexOf('?') + 1)));
                journey.next(state);
            }
            case "exec", "tryexec" -> {
                if (raw.startsWith("$")) {
                    unjudged(step, "which application this runs");
                    journey.next(state);
                } else {
                    runCall(state, step, raw);
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private void runCall(State state, Step step, String call) {
        int open = call.indexOf('(');
        if (call.isBlank()) {
            journey.next(state);
        } else if (open < 0) {
            run(state, step, call, "");
        } else {
            int close = call.lastIndexOf(')');
            run(
                    state,
                    step,
                    call.substring(0, open),
                    call.substring(open + 1, close < open ? call.length() : close));
        }
    }

    private void branch(State state, Step step, Text arguments, boolean subroutine) {
        List<Text> halves = arguments.split('?', 2);
        Text branches = halves.size() < 2 ? Text.EMPTY : halves.get(1);
        List<Text> each = branches.split(':', 2);
        Condition test = Condition.value(halves.getFirst());
        for (boolean truth : new boolean[] {true, false}) {
            if (test.canBe(truth)) {
                State then = assume(state, step, test, truth);
                Text to = truth ? each.getFirst() : each.size() > 1 ? each.get(1) : Text.EMPTY;
                if (to.strip().pieces().isEmpty()) {
                    journey.next(then);
                } else {
                    jump(then, step, to, subroutine);
                }
            }
        }
    }

    private State assume(State state, Step step, Condition test, boolean truth) {
        return Judging.assume(state, step, test, truth, around.board());
    }

    private static Text afterQuestion(Text arguments) {
        List<Text> halves = arguments.split('?', 2);
        return halves.size() < 2 ? Text.EMPTY : halves.get(1);
    }

    private void either(State state, Step step, Text branches) {
        for (Text to : branches.split(':', 2)) {
            if (!to.strip().pieces().isEmpty()) {
                jump(state, step, to, false);
            }
        }
        journey.next(state);
    }

    private void jump(State state, Step step, Text to, boolean subroutine) {
        Target target = Target.of(to, state.at(), around.board());
        if (to.raw()) {
            report.found(new Finding(Fault.UNTRUSTED_ARGUMENT, step.place(), step.toString(), ""));
        }
        if (!target.judged()) {
            unjudged(step, "where this leads");
        } else if (target.positions().isEmpty()) {
            report.found(new Finding(Fault.NO_TARGET, step.place(), step.toString(), to.flat()));
        }
        for (Position position : target.positions()) {
            State there = Judging.arrive(state, position, around.board());
            if (subroutine) {
                for (Position back : around.board().next(state.at())) {
                    journey.add(withArguments(there.call(position, back), target.arguments()));
                }
                if (around.board().next(state.at()).isEmpty()) {
                    journey.add(withArguments(there.alone(position), target.arguments()));
                }
            } else {
                journey.add(there.at(position));
            }
        }
    }

    private static State withArguments(State state, List<Text> arguments) {
        State with = state;
        for (int i = 0; i < arguments.size(); i++) {
            with = with.set("ARG" + (i + 1), arguments.get(i).strip());
        }
        return with;
    }

    private void macro(State state, Step step, Text arguments) {
        List<Text> each = arguments.arguments();
        Text to = Text.of("macro-").plus(each.getFirst()).plus(Text.of(",s,1"));
        Target target = Target.of(to, state.at(), around.board());
        if (target.positions().isEmpty()) {
            report.found(new Finding(Fault.NO_TARGET, step.place(), step.toString(), to.flat()));
        }
        for (Position position : target.positions()) {
            State inside = withArguments(state.alone(position), each.subList(1, each.size()));
            journey.add(inside);
        }
        journey.next(state);
    }

    private void comeBack(State state, Text value) {
        state.back().ifPresent(back -> journey.add(back.set("GOSUB_RETVAL", value)));
    }

    private void loop(State state, Step step, Text condition) {
        Condition test = Condition.value(condition);
        if (test.canBe(true)) {
            journey.next(assume(state, step, test, true));
        }
        if (test.canBe(false)) {
            leaveLoop(assume(state, step, test, false));
        }
    }

    private void leaveLoop(State state) {
        otherEnd(state, 1, "while", "endwhile").ifPresent(end -> journey.next(state.at(end)));
    }

    private void again(State state) {
        otherEnd(state, -1, "endwhile", "while").ifPresent(top -> journey.add(state.at(top)));
    }

    private static Optional<Position> otherEnd(State state, int way, String mine, String other) {
        int deep = 0;
        Position at = state.at().priority(state.at().priority() + way);
        while (at.step().isPresent()) {
            String name = at.step().get().application().toLowerCase(Locale.ROOT);
            if (name.equals(other) && deep == 0) {
                return Optional.of(at);
            }
            deep += name.equals(mine) ? 1 : name.equals(other) ? -1 : 0;
            at = at.priority(at.priority() + way);
        }
        return Optional.empty();
    }

    private State setAll(State state, Text arguments) {
        State after = state;
        for (Text one : arguments.arguments()) {
            after = set(after, one);
        }
        return after;
    }

    private State set(State state, Text arguments) {
        int equals = arguments.flat().indexOf('=');
        if (equals < 0) {
            return state;
        }
        String name = Variables.name(arguments.part(0, equals).flat());
        Text value = arguments.part(equals + 1, arguments.flat().length());
        if (name.startsWith("ARRAY(")) {
            return setArray(state, arguments.part(0, equals).flat(), value);
        }
        if (name.equals("CHANNEL(hangup_handler_push)")) {
            List<Position> handlers = Target.of(value, state.at(), around.board()).positions();
            handlers.forEach(handler -> journey.add(State.begin(handler)));
            boolean told = handlers.stream().anyMatch(handler -> around.ends(handler).outcome());
            return told ? state.with(state.standing().reported(true)) : state;
        }
        boolean unhandled =
                name.equals("CHANNEL(hangup_handler_pop)")
                        || name.equals("CHANNEL(hangup_handler_wipe)");
        return unhandled ? state.with(state.standing().reported(false)) : state.set(name, value);
    }

    private static State setArray(State state, String array, Text values) {
        String names =
                array.substring(
                        array.indexOf('(') + 1,
                        Math.max(array.indexOf('(') + 1, array.lastIndexOf(')')));
        List<Text> each = values.arguments();
        State after = state;
        int i = 0;
        for (String name : names.split(",", -1)) {
            after = after.set(Variables.name(name), i < each.size() ? each.get(i) : Text.EMPTY);
            i++;
        }
        return after;
    }

    private void disa(State state, Step step, Text arguments) {
        List<String> words = Expansion.words(arguments);
        String context = words.size() > 1 ? words.get(1) : "disa";
        boolean out =
                around.board().matching(context, Text.unknown(Switchboard.DIALLED)).stream()
                        .map(extension ->
                                new Position(
                                        context,
                                        extension,
                                        extension.steps().firstKey(),
                                        around.board().dialled(extension)))
                        .anyMatch(position -> around.ends(position).trunk());
        if (out || context.indexOf(Text.GAP) >= 0) {
            report.found(new Finding(Fault.DISA, step.place(), step.toString(), ""));
        }
        journey.next(state);
    }

    private void unjudged(Step step, String what) {
        report.found(
                new Finding(
                        Fault.NOT_JUDGED, step.place(), step.toString(), what + " is not known"));
    }
}
