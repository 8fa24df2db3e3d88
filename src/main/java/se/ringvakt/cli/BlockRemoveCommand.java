package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.ListEdits.Removed;
import se.ringvakt.site.ListEdits;
import se.ringvakt.site.Site;

/// `block remove`: lifts a block, or asks for it.
@Command(
        name = "remove",
        description = {
            "Lift the block of a number, or of a prefix; the reason is kept for good.",
            "With lists.second-person it is asked for only, and stands until another person"
                    + " approves."
        })
final class BlockRemoveCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "NUMBER",
            description = "A number, or a prefix with a star: '070-174*'.")
    private String number = "";

    @Option(
            names = "--list",
            defaultValue = "centre",
            description = "centre, deceased or principal (default: centre).")
    private String list = "";

    @Option(names = "--principal", paramLabel = "ID", description = "Whose list it is.")
    private Optional<String> principal = Optional.empty();

    @Mixin private final Because because = new Because();

    BlockRemoveCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// What a removal did.
    ///
    /// @param lifted whether the block is gone
    /// @param request the request that waits for a second person
    private record Result(boolean lifted, Optional<Long> request) {}

    @Override
    public Integer call() {
        String reason = because.reason();
        try (Site site = common.open()) {
            Removed removed =
                    new ListEdits(site)
                            .remove(number, list, principal, reason, who::user, who.act("remove"));
            output.print(
                    new Result(removed.lifted(), removed.request()), BlockRemoveCommand::text);
            return (removed.block().isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private static void text(Result result, PrintWriter out) {
        if (result.request().isPresent()) {
            out.println(
                    "asked for: request "
                            + result.request().get()
                            + "; the block stands until another person approves it");
        } else {
            out.println(result.lifted() ? "lifted" : "no such block; nothing was changed");
        }
    }
}
