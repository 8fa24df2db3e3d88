package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.site.Site;
import se.ringvakt.view.RequestView;
import se.ringvakt.view.RequestViews;

/// `block pending`: requests to lift blocks.
@Command(name = "pending", description = "List the requests to lift blocks, oldest first.")
final class BlockPendingCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Option(names = "--all", description = "Those that were decided, too.")
    private boolean all;

    BlockPendingCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            RequestViews views = new RequestViews(masking::shown, site.zone());
            output.print(
                    site.removals().list(all).stream().map(views::of).toList(),
                    BlockPendingCommand::print);
        }
        return ExitCode.OK.code();
    }

    private static void print(List<RequestView> requests, PrintWriter out) {
        if (requests.isEmpty()) {
            out.println("no request is pending");
        }
        requests.forEach(request -> request.print(out));
    }
}
