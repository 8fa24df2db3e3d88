package se.ringvakt.cli;

import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.call.Kind;

/// What a switch may ask for beside number, campaign and agent.
final class Wishes {
    private static final int TIMEOUT_MOST = 86_400;

    private final Common common;

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

    Wishes(Common common) {
        this.common = common;
    }

    Kind kind() {
        return switch (kind) {
            case "manual" -> Kind.MANUAL;
            case "progressive" -> Kind.PROGRESSIVE;
            case "robot" -> Kind.ROBOT;
            default ->
                    throw common.misuse(
                            "--kind: " + kind + " (expected: manual, progressive or robot)");
        };
    }

    /// 0: not said.
    int timeoutSeconds() {
        int seconds = timeout.orElse(0);
        if (seconds < 0 || seconds > TIMEOUT_MOST) {
            throw common.misuse("--timeout: " + seconds + " (expected: 1 to " + TIMEOUT_MOST + ")");
        }
        return seconds;
    }

    Optional<String> callerId() {
        return callerId;
    }
}
