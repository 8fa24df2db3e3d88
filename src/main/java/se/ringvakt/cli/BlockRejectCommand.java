package se.ringvakt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.Removals.Request;
import se.ringvakt.site.Site;
import se.ringvakt.view.RequestView;
import se.ringvakt.view.RequestViews;

/// `block reject`: the block stands.
@Command(
        name = "reject",
        description = "Let the block stand that a request would lift. Who asked may do so too.")
final class BlockRejectCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The request, as block pending lists it.")
    private long id;

    @Mixin private final Because because = new Because();

    BlockRejectCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        String reason = because.reason();
        try (Site site = common.open()) {
            Request request = site.removals().reject(id, reason, who.user());
            output.print(
                    new RequestViews(masking::shown, site.zone()).of(request), RequestView::print);
        }
        return ExitCode.OK.code();
    }
}
