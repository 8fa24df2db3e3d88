package se.ringvakt.cli;

import java.util.Optional;
import picocli.CommandLine.Option;

/// In whose name a change is recorded.
final class Who {
    private final Host host;

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "In whose name it is recorded (default: the system's user).")
    private Optional<String> name = Optional.empty();

    Who(Host host) {
        this.host = host;
    }

    String name() {
        return name.filter(given -> !given.isBlank()).orElse(host.user());
    }
}
