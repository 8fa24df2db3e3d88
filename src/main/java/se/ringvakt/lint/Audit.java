package se.ringvakt.lint;

import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import se.ringvakt.lint.Dialplan.Context;
import se.ringvakt.lint.Dialplan.Extension;
import se.ringvakt.lint.Dialplan.Mention;
import se.ringvakt.lint.Dialplan.Step;
import se.ringvakt.lint.Fault.Severity;
import se.ringvakt.lint.State.Position;

/// Audits a dialplan: walks every path that a call can take from every extension that can be
/// dialled, and dials 112 wherever somebody can dial out.
public final class Audit {
    private static final Pattern NO_NAME = Pattern.compile("[^\\w.-]+");
    private static final Set<String> REMOTE = Set.of("iax2", "dundi");

    private final Dialplan plan;
    private final Surroundings around;
    private final Switchboard board;
    private final Findings findings = new Findings();
    private final Journey journey;

    private Audit(Dialplan plan, Collection<String> trunks) {
        this.plan = plan;
        this.around = new Surroundings(plan, new Trunks(plan.globals(), trunks));
        this.board = around.board();
        this.journey = new Journey(around, findings);
    }

    /// What an audit found.
    ///
    /// @param findings by place
    /// @param contexts how many were read
    /// @param steps how many were read
    /// @param trunkDials how many steps dial a trunk
    public record Result(List<Finding> findings, int contexts, int steps, int trunkDials) {
        /// Copies what it is given.
        public Result {
            findings = List.copyOf(findings);
        }

        /// How many findings are this grave.
        public long count(Severity severity) {
            return findings.stream()
                    .filter(finding -> finding.fault().severity() == severity)
                    .count();
        }
    }

    /// Audits a dialplan.
    ///
    /// @param trunks trunks by name, `PJSIP/carrier-a`, beyond those that show by themselves
    public static Result of(Dialplan plan, Collection<String> trunks) {
        Audit audit = new Audit(plan, trunks);
        plan.remarks().forEach(audit.findings::found);
        plan.contexts().values().forEach(audit::mentions);
        audit.walk();
        int steps =
                plan.contexts().values().stream()
                        .flatMap(context -> context.extensions().values().stream())
                        .mapToInt(extension -> extension.steps().size())
                        .sum();
        return new Result(
                List.copyOf(audit.findings.all.values()),
                plan.contexts().size(),
                steps,
                audit.findings.trunkDials.size());
    }

    private void mentions(Context context) {
        for (Mention include : context.includes()) {
            if (!plan.contexts().containsKey(include.name())) {
                found(Fault.NO_TARGET, include.place(), "include => " + include.name(), "");
            }
        }
        for (Mention other : context.switches()) {
            String kind = other.name().split("/", 2)[0].toLowerCase(Locale.ROOT);
            found(
                    REMOTE.contains(kind) ? Fault.REMOTE_SWITCH : Fault.NOT_JUDGED,
                    other.place(),
                    "switch => " + other.name(),
                    "");
        }
    }

    private void found(Fault fault, Place place, String stands, String detail) {
        findings.found(new Finding(fault, place, stands, detail));
    }

    /// From the contexts that nothing else leads to; then from every extension not yet met, as
    /// somebody may dial it all the same.
    private void walk() {
        Set<String> led = ledTo();
        for (Context context : plan.contexts().values()) {
            if (!led.contains(context.name())) {
                board.searched(context.name()).stream()
                        .flatMap(searched -> searched.extensions().values().stream())
                        .forEach(extension -> enter(context.name(), extension));
                help(context);
            }
        }
        for (Context context : plan.contexts().values()) {
            boolean dialled = false;
            for (Extension extension : context.extensions().values()) {
                if (!findings.reached.contains(extension)) {
                    enter(context.name(), extension);
                    dialled |= !Dialling.special(extension.name());
                }
            }
            if (dialled && led.contains(context.name())) {
                help(context);
            }
        }
    }

    /// Contexts that are included in another, or whose name stands in a step of another.
    private Set<String> ledTo() {
        Set<String> led = new HashSet<>();
        for (Context context : plan.contexts().values()) {
            context.includes().forEach(include -> led.add(include.name()));
            for (Extension extension : context.extensions().values()) {
                for (Step step : extension.steps().values()) {
                    for (String word : NO_NAME.split(step.arguments(), -1)) {
                        if (!word.equals(context.name())) {
                            led.add(word);
                        }
                    }
                }
            }
        }
        return led;
    }

    private void enter(String context, Extension extension) {
        entry(context, extension)
                .ifPresent(position ->
                        journey.walk(Judging.arrive(State.begin(position), position, board)));
    }

    private Optional<Position> entry(String context, Extension extension) {
        return extension.steps().containsKey(1)
                ? Optional.of(new Position(context, extension, 1, board.dialled(extension)))
                : Optional.empty();
    }

    /// Where somebody can dial out, 112 must be reached without the gate.
    private void help(Context context) {
        Optional<Position> out =
                board.searched(context.name()).stream()
                        .flatMap(searched -> searched.extensions().values().stream())
                        .filter(this::dialsAnyNumber)
                        .flatMap(extension -> entry(context.name(), extension).stream())
                        .filter(position -> around.ends(position).out())
                        .findFirst();
        if (out.isEmpty()) {
            return;
        }
        Text help = Text.of(EmergencyNumbers.SAMPLE);
        List<Position> first = board.positions(context.name(), help, 1);
        if (first.isEmpty()) {
            found(Fault.EMERGENCY_MISSING, context.place(), "[" + context.name() + "]", "");
            return;
        }
        EmergencyCall call = new EmergencyCall();
        new Journey(around, call).walk(State.begin(first.getFirst()));
        Step step = first.getFirst().step().orElseThrow();
        if (call.asked.isPresent()) {
            Step asked = call.asked.get();
            found(
                    Fault.EMERGENCY_GATED,
                    asked.place(),
                    asked.toString(),
                    "112 dialled in " + context.name() + " comes here");
        } else if (!call.dialled) {
            found(
                    Fault.EMERGENCY_MISSING,
                    step.place(),
                    step.toString(),
                    "112 dialled in " + context.name() + " reaches no trunk");
        }
    }

    private boolean dialsAnyNumber(Extension extension) {
        Dialling dialling = board.dialling(extension);
        return dialling.pattern() && !dialling.withinTheHouse();
    }

    /// What becomes of a call to 112.
    private static final class EmergencyCall implements Report {
        private Optional<Step> asked = Optional.empty();
        private boolean dialled;

        @Override
        public void asked(Step step) {
            asked = asked.or(() -> Optional.of(step));
        }

        @Override
        public void trunk(State state) {
            dialled = true;
        }
    }

    /// Collects findings, each once.
    private static final class Findings implements Report {
        private final TreeMap<Finding, Finding> all = new TreeMap<>();
        private final Set<Extension> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        private final Set<Place> trunkDials = new TreeSet<>();

        @Override
        public void found(Finding finding) {
            all.putIfAbsent(finding, finding);
        }

        @Override
        public void reached(Position at) {
            reached.add(at.extension());
        }

        @Override
        public void trunk(State state) {
            state.at().step().ifPresent(step -> trunkDials.add(step.place()));
        }
    }
}
