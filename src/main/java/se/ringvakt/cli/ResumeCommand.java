package se.ringvakt.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.site.Stops.Resumed;
import se.ringvakt.site.Stops;

/// `resume`: lifts a stop.
@Command(
        name = "resume",
        description = {
            "Lift the stop of one campaign, or that of everything.",
            "Campaigns that are stopped themselves stay so."
        })
final class ResumeCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(names = "--campaign", paramLabel = "ID", description = "Which (default: everything).")
    private Optional<String> campaign = Optional.empty();

    ResumeCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// @param resumed false: there was no such stop
    /// @param stillStopped whether another stop goes on holding for it
    private record Result(Optional<String> campaign, boolean resumed, boolean stillStopped) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Resumed done = new Stops(site).resume(campaign, who.name());
            output.print(
                    new Result(campaign, done.resumed(), done.stillStopped()),
                    (result, out) -> out.println(text(result)));
            return (done.resumed() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private static String text(Result result) {
        String what = result.campaign().map(id -> "campaign " + id).orElse("everything");
        String still =
                !result.stillStopped()
                        ? ""
                        : result.campaign().isPresent()
                                ? "; but everything is stopped"
                                : "; but single campaigns are stopped, see campaign list";
        return what + (result.resumed() ? " is resumed" : " had no stop of its own") + still;
    }
}
