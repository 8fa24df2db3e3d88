package se.ringvakt.lint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.State.Position;
import se.ringvakt.lint.Trunks.Line;

/// The applications that dial: where each of their destinations leads.
final class Dials {
    private static final int DIAL_ARGUMENTS = 3;

    private final Surroundings around;
    private final Journey journey;
    private final Report report;
    private final TrunkDial trunkDial;
    private final DialOptions dialOptions;

    Dials(Surroundings around, Journey journey, Report report) {
        this.around = around;
        this.journey = journey;
        this.report = report;
        this.trunkDial = new TrunkDial(around, report);
        this.dialOptions = new DialOptions(around, journey, report);
    }

    /// Runs an application that dials.
    ///
    /// @param name in small letters
    /// @return whether it is one
    boolean handled(State state, Step step, String name, Text arguments) {
        List<Text> each = arguments.arguments();
        switch (name) {
            case "dial" -> dial(state, step, each);
            case "retrydial" -> {
                if (each.stream().skip(DIAL_ARGUMENTS).findFirst().filter(this::out).isPresent()) {
                    report.found(finding(Fault.REDIAL, step, ""));
                }
                dial(state, step, each.subList(Math.min(each.size(), DIAL_ARGUMENTS), each.size()));
            }
            case "page" -> {
                Trunks.each(each.getFirst())
                        .forEach(one -> destination(state, step, one, Optional.empty()));
                journey.next(state);
            }
            case "transfer" -> {
                if (line(each.getFirst()) == Line.TRUNK) {
                    destination(state, step, each.getFirst(), Optional.empty());
                }
                journey.next(state);
            }
            case "originate" -> originate(state, step, each);
            case "followme" -> {
                report.found(
                        finding(
                                Fault.NOT_JUDGED,
                                step,
                                "whom followme.conf has called is not known"));
                journey.next(state);
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean out(Text destinations) {
        return Trunks.each(destinations).stream().anyMatch(one -> line(one) == Line.TRUNK);
    }

    private Line line(Text destination) {
        return around.trunks().line(destination);
    }

    private void dial(State state, Step step, List<Text> arguments) {
        if (arguments.isEmpty()) {
            journey.next(state);
            return;
        }
        Text time = arguments.size() > 1 ? arguments.get(1).strip() : Text.EMPTY;
        Text options = arguments.size() > 2 ? arguments.get(2) : Text.EMPTY;
        boolean trunk = false;
        for (Text one : Trunks.each(arguments.getFirst())) {
            trunk |= destination(state, step, one, Optional.of(time));
        }
        if (!trunk && state.standing().consumer()) {
            report.found(finding(Fault.CONSUMER_WAITS, step, "while the agent's phone is called"));
        }
        dialOptions.judge(state, step, options, trunk);
        State after = state.with(state.variables().dialled());
        journey.next(trunk ? after.with(state.standing().afterDial()) : after);
    }

    /// @return whether a trunk is dialled
    private boolean destination(State state, Step step, Text written, Optional<Text> time) {
        Text to = written.strip();
        return switch (line(to)) {
            case TRUNK -> {
                trunkDial.judge(state, step, to, time);
                yield true;
            }
            case LOCAL -> local(state, step, to, time);
            case UNKNOWN -> {
                report.found(finding(Fault.NOT_JUDGED, step, "what is dialled is not known"));
                yield false;
            }
            case PHONE -> false;
        };
    }

    /// `Local/EXTENSION@CONTEXT/options`: another way through the dialplan.
    private boolean local(State state, Step step, Text destination, Optional<Text> time) {
        Standing standing =
                state.standing()
                        .timed(
                                time.filter(limit -> TrunkDial.fromPermit(limit)).isPresent()
                                        || state.standing().timed());
        boolean trunk = false;
        for (Position position : localPositions(step, destination)) {
            State there = state.alone(position).with(standing);
            journey.add(Judging.arrive(there, position, around.board()));
            trunk |= around.ends(position).trunk();
        }
        if (destination.raw()) {
            report.found(finding(Fault.UNTRUSTED_TEXT, step, "in what is dialled"));
        }
        return trunk;
    }

    private List<Position> localPositions(Step step, Text destination) {
        String flat = destination.flat();
        int from = flat.indexOf('/') + 1;
        int at = flat.indexOf('@', from);
        int slash = flat.indexOf('/', Math.max(at, from));
        int end = slash < 0 ? flat.length() : slash;
        Optional<String> context =
                at < 0 ? Optional.of("default") : destination.part(at + 1, end).known();
        if (context.isEmpty()) {
            report.found(finding(Fault.NOT_JUDGED, step, "where Local leads is not known"));
            return List.of();
        }
        Text extension = destination.part(from, at < 0 ? end : at);
        List<Position> found = around.board().positions(context.get(), extension, 1);
        if (found.isEmpty()) {
            report.found(finding(Fault.NO_TARGET, step, flat));
        }
        return found;
    }

    /// `Originate(channel,app|exten,what,data,priority,timeout,options)`: who is called first hears
    /// what comes then.
    private void originate(State state, Step step, List<Text> arguments) {
        Text channel = arguments.getFirst().strip();
        boolean out =
                switch (line(channel)) {
                    case TRUNK -> {
                        trunkDial.judge(state, step, channel, Optional.empty());
                        yield true;
                    }
                    case LOCAL -> originateLocal(step, channel);
                    case PHONE, UNKNOWN -> false;
                };
        List<Text> rest = arguments.subList(Math.min(2, arguments.size()), arguments.size());
        boolean toExtension = arguments.size() > 1 && arguments.get(1).strip().is("exten");
        Standing standing = out ? Standing.BEGIN.withConsumer() : Standing.BEGIN;
        if (toExtension) {
            originateTo(step, rest, standing);
        } else if (out && !rest.isEmpty()) {
            Text data = rest.size() > 1 ? rest.get(1) : Text.EMPTY;
            new Hearing(report)
                    .heard(
                            state.with(standing),
                            step,
                            rest.getFirst().strip().flat().toLowerCase(Locale.ROOT),
                            data);
        }
        journey.next(state);
    }

    private boolean originateLocal(Step step, Text channel) {
        boolean out = false;
        for (Position position : localPositions(step, channel)) {
            journey.add(Judging.arrive(State.begin(position), position, around.board()));
            out |= around.ends(position).trunk();
        }
        if (channel.raw()) {
            report.found(finding(Fault.UNTRUSTED_TEXT, step, "in what is dialled"));
        }
        return out;
    }

    private void originateTo(Step step, List<Text> place, Standing standing) {
        Optional<String> context =
                place.isEmpty() ? Optional.empty() : place.getFirst().strip().known();
        if (context.isEmpty()) {
            report.found(finding(Fault.NOT_JUDGED, step, "where this leads is not known"));
            return;
        }
        Text extension = place.size() > 1 ? place.get(1).strip() : Text.of("s");
        for (Position position : around.board().positions(context.get(), extension, 1)) {
            journey.add(State.begin(position).with(standing));
        }
    }

    private static Finding finding(Fault fault, Step step, String detail) {
        return new Finding(fault, step.place(), step.toString(), detail);
    }
}
