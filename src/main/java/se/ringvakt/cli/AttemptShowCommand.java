package se.ringvakt.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.AttemptId;
import se.ringvakt.site.Site;
import se.ringvakt.view.AttemptView;
import se.ringvakt.view.AttemptViews;

/// `attempt show`: everything on record of one attempt.
@Command(name = "show", description = "Show an attempt, and what became of it.")
final class AttemptShowCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "ID",
            description = "As RINGVAKT_ATTEMPT has it, and the lists of calls.")
    private String id = "";

    AttemptShowCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        AttemptId wanted = wanted();
        try (Site site = common.open()) {
            AttemptViews views = new AttemptViews(site, masking::shown);
            Optional<AttemptView> view = site.records().attempt(wanted).map(views::of);
            output.print(
                    view,
                    (found, out) ->
                            found.ifPresentOrElse(
                                    attempt -> AttemptText.print(attempt, out),
                                    () -> out.println("no such attempt")));
            return (view.isPresent() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private AttemptId wanted() {
        try {
            return new AttemptId(Long.parseUnsignedLong(id.strip()));
        } catch (NumberFormatException e) {
            throw common.misuse("attempt: '" + id + "' (expected: its id, a number)", e);
        }
    }
}
