package se.ringvakt.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.site.Site;
import se.ringvakt.site.Stops;

/// `stop`: stops a campaign, or everything.
@Command(
        name = "stop",
        description = {
            "Stop one campaign, or everything.",
            "No further dial is allowed (emergency numbers are). A running gate "
                    + "follows within its knowledge.follow-every."
        })
final class StopCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(names = "--campaign", paramLabel = "ID", description = "Which (default: everything).")
    private Optional<String> campaign = Optional.empty();

    @Option(names = "--reason", required = true, paramLabel = "TEXT", description = "Why.")
    private String reason = "";

    StopCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    private record Result(Optional<String> campaign, String reason, String who) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            new Stops(site).stop(campaign, reason.strip(), who.name());
            output.print(
                    new Result(campaign, reason.strip(), who.name()),
                    (result, out) ->
                            out.println(
                                    result.campaign()
                                                    .map(id -> "campaign " + id)
                                                    .orElse("EVERYTHING")
                                            + " is stopped: "
                                            + result.reason()));
        }
        return ExitCode.OK.code();
    }
}
