package se.ringvakt.lint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/// A dialplan as a switch holds it: contexts, their extensions, and the steps of these.
///
/// @param contexts by name, in the order in which they were met
/// @param globals the global variables
/// @param remarks what was met on reading that a switch passes over, or that cannot be judged
public record Dialplan(
        Map<String, Context> contexts, Map<String, String> globals, List<Finding> remarks) {

    /// Copies what it is given, and keeps the order.
    public Dialplan {
        contexts = Collections.unmodifiableMap(new LinkedHashMap<>(contexts));
        globals = Map.copyOf(globals);
        remarks = List.copyOf(remarks);
    }

    /// A context.
    ///
    /// @param extensions by name, patterns with their underscore, with `/` and a caller id if given
    /// @param includes in the order in which they are searched
    /// @param switches other sources of extensions, as written: `IAX2/other`, `Realtime/...`
    public record Context(
            String name,
            Place place,
            Map<String, Extension> extensions,
            List<Mention> includes,
            List<Mention> switches) {
        /// Copies what it is given, and keeps the order.
        public Context {
            extensions = Collections.unmodifiableMap(new LinkedHashMap<>(extensions));
            includes = List.copyOf(includes);
            switches = List.copyOf(switches);
        }
    }

    /// The name of something else, and where it is mentioned.
    public record Mention(String name, Place place) {}

    /// An extension: its steps by priority.
    ///
    /// @param name as written, a pattern with its underscore
    /// @param steps not empty
    public record Extension(String context, String name, NavigableMap<Integer, Step> steps) {
        /// Copies what it is given.
        public Extension {
            steps = Collections.unmodifiableNavigableMap(new TreeMap<>(steps));
        }

        /// The step of this label.
        Optional<Step> labelled(String label) {
            return steps.values().stream().filter(step -> step.label().equals(label)).findFirst();
        }
    }

    /// A step: an application and what it is given.
    ///
    /// @param priority from 1
    /// @param label empty: none
    /// @param arguments as written, variables not resolved
    public record Step(
            int priority, String label, String application, String arguments, Place place) {
        /// As it is written in a file.
        @Override
        public String toString() {
            return application + "(" + arguments + ")";
        }
    }

    /// Builds a dialplan bit by bit, in the order a switch tells of it. For one thread.
    public static final class Builder {
        private final Map<String, Draft> contexts = new LinkedHashMap<>();
        private final Map<String, String> globals = new LinkedHashMap<>();
        private final List<Finding> remarks = new ArrayList<>();

        /// A context that is being built.
        private record Draft(
                Place place,
                Map<String, TreeMap<Integer, Step>> extensions,
                List<Mention> includes,
                List<Mention> switches) {}

        /// Declares a context; again is as good as once.
        public Builder context(String name, Place place) {
            draft(name, place);
            return this;
        }

        /// Adds a step. Of two with the same priority the first one stands, as in a switch.
        ///
        /// @return whether the priority was free
        public boolean step(String context, String extension, Step step) {
            TreeMap<Integer, Step> steps =
                    draft(context, step.place())
                            .extensions
                            .computeIfAbsent(extension, _ -> new TreeMap<>());
            return steps.putIfAbsent(step.priority(), step) == null;
        }

        /// Adds the include of another context.
        ///
        /// @param included the name alone, without times
        public Builder include(String context, String included, Place place) {
            draft(context, place).includes.add(new Mention(included, place));
            return this;
        }

        /// Adds a switch statement.
        public Builder switchTo(String context, String data, Place place) {
            draft(context, place).switches.add(new Mention(data, place));
            return this;
        }

        /// Sets a global variable; the last value stands.
        public Builder global(String name, String value) {
            globals.put(name, value);
            return this;
        }

        /// The value of a global variable so far.
        Optional<String> global(String name) {
            return Optional.ofNullable(globals.get(name));
        }

        /// The priority of a label so far.
        Optional<Integer> labelled(String context, String extension, String label, Place place) {
            return draft(context, place)
                    .extensions
                    .getOrDefault(extension, new TreeMap<>())
                    .values()
                    .stream()
                    .filter(step -> step.label().equals(label))
                    .map(Step::priority)
                    .findFirst();
        }

        /// Notes what cannot be judged, or is passed over.
        public Builder remark(Finding finding) {
            remarks.add(finding);
            return this;
        }

        private Draft draft(String context, Place place) {
            return contexts.computeIfAbsent(
                    context,
                    _ ->
                            new Draft(
                                    place,
                                    new LinkedHashMap<>(),
                                    new ArrayList<>(),
                                    new ArrayList<>()));
        }

        /// The dialplan.
        public Dialplan build() {
            Map<String, Context> built = new LinkedHashMap<>();
            contexts.forEach((name, draft) -> {
                Map<String, Extension> extensions = new LinkedHashMap<>();
                draft.extensions.forEach((extension, steps) ->
                        extensions.put(extension, new Extension(name, extension, steps)));
                built.put(
                        name,
                        new Context(name, draft.place, extensions, draft.includes, draft.switches));
            });
            return new Dialplan(built, globals, remarks);
        }
    }
}
