package se.ringvakt.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.call.Kind;
import se.ringvakt.site.Typed;

/// What a switch may ask for beside number, campaign and agent.
final class Wishes {
    @Option(
            names = "--kind",
            defaultValue = "manual",
            description = "manual, progressive or robot (default: manual).")
    private String kind = "";

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long the switch wants to dial (default: the shortest permit).")
    private Optional<Integer> timeout = Optional.empty();

    @Option(
            names = "--cli",
            paramLabel = "NUMBER",
            description = "The caller id it wants shown (default: the campaign's first).")
    private Optional<String> callerId = Optional.empty();

    Kind kind() {
        return Typed.kind(kind);
    }

    /// 0: not said.
    int timeoutSeconds() {
        return Typed.timeoutSeconds(timeout.orElse(0));
    }

    Optional<String> callerId() {
        return callerId;
    }
}
