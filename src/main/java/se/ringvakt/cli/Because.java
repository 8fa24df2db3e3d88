package se.ringvakt.cli;

import picocli.CommandLine.Option;
import se.ringvakt.register.Act;
import se.ringvakt.register.RegisterRefused;

/// Why something is done; must be said.
final class Because {
    private final Common common;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "Why; kept for good. At most 200 characters.")
    private String reason = "";

    Because(Common common) {
        this.common = common;
    }

    String reason() {
        try {
            Act.check("--reason", reason.strip());
        } catch (RegisterRefused e) {
            throw common.misuse(String.valueOf(e.getMessage()), e);
        }
        return reason.strip();
    }
}
