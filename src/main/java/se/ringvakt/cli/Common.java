package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import se.ringvakt.site.Site;

/// What every command has: the settings file, and how it says that it was misused.
final class Common {
    private final Host host;

    /// Replaced by that of the command.
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The settings file (default: $RINGVAKT_CONFIG, else "
                            + "./ringvakt.yaml, else /etc/ringvakt/ringvakt.yaml).")
    private Optional<Path> config = Optional.empty();

    Common(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    /// Opens the installation; the caller closes it.
    Site open() {
        return open(Optional.empty());
    }

    /// Opens the installation that this file describes, or that of the options.
    Site open(Optional<Path> file) {
        return host.sites().open(settings(file));
    }

    Path settings(Optional<Path> file) {
        return host.settings(file.or(() -> config));
    }

    /// A refusal of the command line.
    ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// The same, for a reason met on the way.
    ParameterException misuse(String message, RuntimeException cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }
}
