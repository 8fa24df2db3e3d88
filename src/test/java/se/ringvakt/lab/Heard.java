package se.ringvakt.lab;

import java.util.List;
import java.util.stream.Collectors;

/// What an agent's phone heard of its call, in order: `ringing 180`, `answered 200`, `refused 403`,
/// ...
record Heard(List<String> events) {

    /// Lines of `lab call --from agent`: time, event, code.
    static Heard parse(List<String> lines) {
        return new Heard(
                lines.stream()
                        .map(line -> line.substring(line.indexOf(' ') + 1))
                        .collect(Collectors.toUnmodifiableList()));
    }

    /// The last word of the switch on whether there will be a call.
    String verdict() {
        return events.stream()
                .filter(event -> event.matches("(answered|refused|cancelled) .*"))
                .reduce((_, last) -> last)
                .orElse("nothing");
    }

    @Override
    public String toString() {
        return String.join(", ", events);
    }
}
