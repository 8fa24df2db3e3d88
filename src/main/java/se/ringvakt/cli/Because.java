package se.ringvakt.cli;

import picocli.CommandLine.Option;
import se.ringvakt.site.Typed;

/// Why something is done; must be said.
final class Because {
    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; kept for good. At most 200 characters.")
    private String reason = "";

    String reason() {
        return Typed.reason(reason);
    }
}
