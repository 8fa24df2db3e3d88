package se.ringvakt.cli;

import java.io.Console;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.config.ConfigException;
import se.ringvakt.site.Site;

/// Where a command runs: what it may ask of the machine around it.
///
/// @param sites opens the installation a settings file describes
/// @param user the operating system's name of whoever runs the command
/// @param terminal whether somebody watches
record Host(Site.Opener sites, Map<String, String> environment, String user, boolean terminal) {
    static final String CONFIG_VARIABLE = "RINGVAKT_CONFIG";
    private static final List<Path> CONFIG_PLACES =
            List.of(Path.of("ringvakt.yaml"), Path.of("/etc/ringvakt/ringvakt.yaml"));

    Host {
        environment = Map.copyOf(environment);
    }

    /// This machine.
    @SuppressWarnings(
            "SystemConsoleNull") // JDK 22 always had a console, 25 does not when redirected
    static Host system(Site.Opener sites) {
        Console console = System.console();
        return new Host(
                sites, System.getenv(), SystemUser.name(), console != null && console.isTerminal());
    }

    /// The settings file: the one asked for, else the environment's, else the first that is there.
    Path settings(Optional<Path> asked) {
        return asked.or(() -> Optional.ofNullable(environment.get(CONFIG_VARIABLE)).map(Path::of))
                .or(() -> CONFIG_PLACES.stream().filter(Files::exists).findFirst())
                .orElseThrow(() ->
                        new ConfigException(
                                "settings: none found (expected: --config FILE, "
                                        + CONFIG_VARIABLE
                                        + ", ./ringvakt.yaml or"
                                        + " /etc/ringvakt/ringvakt.yaml)"));
    }
}
