package se.ringvakt.cli;

import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.register.Removals.State;
import se.ringvakt.site.Site;
import se.ringvakt.view.RequestView;
import se.ringvakt.view.RequestViews;

/// `block approve`: the second person agrees, and the block is lifted.
@Command(
        name = "approve",
        description = {
            "Lift the block that a request is for; not by who asked.",
            "When the block was changed since, or is gone, the request is dropped instead."
        })
final class BlockApproveCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The request, as block pending lists it.")
    private long id;

    BlockApproveCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Request request = site.removals().approve(id, who.user());
            site.note(
                    who.caller(),
                    "removal.approve",
                    Entries.shown(request.block()),
                    entry ->
                            entry.after(Map.of("request", id, "state", request.state()))
                                    .because(request.reason()));
            output.print(
                    new RequestViews(masking::shown, site.zone()).of(request), RequestView::print);
            return (request.state() == State.APPROVED ? ExitCode.OK : ExitCode.NO).code();
        }
    }
}
