package se.ringvakt.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.Site;
import se.ringvakt.view.CheckView;
import se.ringvakt.view.Checks;
import se.ringvakt.view.Checks.Question;

/// `check`: explains what the gate would answer, and records nothing.
@Command(
        name = "check",
        description = {
            "Explain whether a number may be dialled, now or at another time, "
                    + "by the rules and records the gate goes by.",
            "Without any campaign: what is on record of the number.",
            "Nothing is dialled or recorded."
        })
final class CheckCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Wishes wishes = new Wishes();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "In any spelling, quoted if it has spaces.")
    private String number = "";

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description = "For which campaign (default: the only one).")
    private Optional<String> campaign = Optional.empty();

    @Option(
            names = "--agent",
            paramLabel = "ID",
            description = "Who would talk (default: an agent who is free).")
    private Optional<String> agent = Optional.empty();

    @Option(
            names = "--at",
            paramLabel = "TIME",
            description =
                    "2026-11-23T12:00 in the policy's zone, or with an offset (default: "
                            + "now). In the past: all as it was then, as far as it is on record; "
                            + "what is not is told. In the future: by what is known today.")
    private Optional<String> at = Optional.empty();

    CheckCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        Question question =
                new Question(
                        number,
                        campaign,
                        agent,
                        wishes.kind(),
                        wishes.timeoutSeconds(),
                        wishes.callerId(),
                        at);
        try (Site site = common.open()) {
            CheckView view = Checks.ofDisk(site).of(question);
            output.print(view, CheckText::print);
            return (view.allowed() ? ExitCode.OK : ExitCode.NO).code();
        }
    }
}
