package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.lint.Dialplan.Context;
import se.ringvakt.lint.Dialplan.Extension;
import se.ringvakt.lint.Dialplan.Mention;
import se.ringvakt.lint.State.Position;
import se.ringvakt.lint.Text.Root;

/// Finds extensions in a dialplan as a switch does: by context, its includes, and patterns.
final class Switchboard {
    static final String DIALLED = "EXTEN";

    /// What only holds numbers within the house.
    static final String DIALLED_SHORT = "EXTEN within the house";

    private final Dialplan plan;
    private final IdentityHashMap<Extension, Dialling> diallings = new IdentityHashMap<>();
    private final Map<String, List<Context>> searched = new HashMap<>();

    /// By context: the extensions that are no plain numbers, the narrowest first.
    private final Map<String, List<Extension>> patterns = new HashMap<>();

    Switchboard(Dialplan plan) {
        this.plan = plan;
        for (Context context : plan.contexts().values()) {
            List<Extension> all = new ArrayList<>();
            for (Extension extension : context.extensions().values()) {
                Dialling dialling = Dialling.of(extension);
                diallings.put(extension, dialling);
                if (dialling.pattern() || extension.name().indexOf('/') >= 0) {
                    all.add(extension);
                }
            }
            all.sort(this::order);
            patterns.put(context.name(), all);
        }
    }

    Dialplan plan() {
        return plan;
    }

    Dialling dialling(Extension extension) {
        return diallings.computeIfAbsent(extension, Dialling::of);
    }

    /// The context and what it includes, in the order in which they are searched.
    List<Context> searched(String context) {
        return searched.computeIfAbsent(context, this::search);
    }

    private List<Context> search(String context) {
        Set<String> names = new LinkedHashSet<>();
        List<Context> all = new ArrayList<>();
        List<String> todo = new ArrayList<>(List.of(context));
        while (!todo.isEmpty()) {
            String name = todo.removeFirst();
            Context found = plan.contexts().get(name);
            if (found != null && names.add(name)) {
                all.add(found);
                todo.addAll(0, found.includes().stream().map(Mention::name).toList());
            }
        }
        return all;
    }

    /// The extensions that a dialled text can reach, the likeliest first.
    List<Extension> matching(String context, Text dialled) {
        List<Extension> all = new ArrayList<>();
        Optional<String> known = dialled.known();
        for (Context each : searched(context)) {
            if (known.isPresent()) {
                matching(each, known.get(), all);
            } else {
                each.extensions().values().stream()
                        .filter(extension -> !Dialling.special(extension.name()))
                        .filter(extension -> canBe(dialled, extension))
                        .forEach(all::add);
            }
        }
        return all;
    }

    private boolean canBe(Text dialled, Extension extension) {
        Dialling dialling = dialling(extension);
        return dialling.pattern()
                ? dialling.canBegin(dialled.beginning())
                : dialled.canBe(extension.name());
    }

    private void matching(Context context, String dialled, List<Extension> all) {
        Optional.ofNullable(context.extensions().get(dialled)).ifPresent(all::add);
        if (!Dialling.special(dialled)) {
            patterns.getOrDefault(context.name(), List.of()).stream()
                    .filter(extension -> dialling(extension).matches(dialled))
                    .forEach(all::add);
        }
    }

    private int order(Extension one, Extension other) {
        Dialling first = dialling(one);
        Dialling second = dialling(other);
        if (first.before(second) == second.before(first)) {
            return 0;
        }
        return first.before(second) ? -1 : 1;
    }

    /// Where a call goes that comes to a priority of a context with what was dialled: one place
    /// when that is known, else every place it can be.
    List<Position> positions(String context, Text dialled, int priority) {
        List<Position> all = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (Extension extension : matching(context, dialled)) {
            if (extension.steps().containsKey(priority) && seen.add(extension.name())) {
                all.add(new Position(context, extension, priority, dialled(extension, dialled)));
            }
        }
        return dialled.known().isPresent() && !all.isEmpty() ? List.of(all.getFirst()) : all;
    }

    /// What `EXTEN` holds in an extension that was reached with this.
    Text dialled(Extension extension, Text dialled) {
        if (dialled.known().isPresent()) {
            return dialled;
        }
        Dialling dialling = dialling(extension);
        if (!dialling.pattern()) {
            return Text.of(extension.name());
        }
        return dialling.wild() ? dialled : Text.unknown(dialled.cleanRoots());
    }

    /// What `EXTEN` holds when a phone dials this extension.
    Text dialled(Extension extension) {
        Dialling dialling = dialling(extension);
        if (!dialling.pattern()) {
            int slash = extension.name().indexOf('/');
            return Text.of(slash < 0 ? extension.name() : extension.name().substring(0, slash));
        }
        String name = dialling.withinTheHouse() ? DIALLED_SHORT : DIALLED;
        return Text.unknown(Set.of(new Root(name, dialling.wild())));
    }

    /// The step after this one: in the same extension, or in another that matches and has it.
    List<Position> next(Position at) {
        int priority = at.priority() + 1;
        if (at.extension().steps().containsKey(priority)) {
            return List.of(at.priority(priority));
        }
        return others(at).stream()
                .filter(extension -> !extension.equals(at.extension()))
                .filter(extension -> extension.steps().containsKey(priority))
                .map(extension -> new Position(at.context(), extension, priority, at.dialled()))
                .toList();
    }

    /// Extensions that match what was dialled to reach this one.
    private List<Extension> others(Position at) {
        if (at.dialled().known().isPresent()) {
            return matching(at.context(), at.dialled());
        }
        Dialling mine = dialling(at.extension());
        return matching(at.context(), at.dialled()).stream()
                .filter(extension -> dialling(extension).overlaps(mine))
                .toList();
    }

    /// Whether all that a context has are emergency numbers.
    boolean onlyEmergency(String context) {
        List<Extension> extensions =
                searched(context).stream()
                        .flatMap(found -> found.extensions().values().stream())
                        .toList();
        return !extensions.isEmpty()
                && extensions.stream().map(this::dialling).allMatch(EmergencyNumbers::hasAll);
    }
}
