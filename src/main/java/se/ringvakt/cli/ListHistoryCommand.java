package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.register.ListHistory.Event;
import se.ringvakt.register.ListKind;
import se.ringvakt.register.ListSearch;
import se.ringvakt.site.Site;
import se.ringvakt.view.EventView;
import se.ringvakt.view.EventViews;

/// `history`, `block history` and their like: who changed what, when, by what act and why.
@Command(
        name = "history",
        description = {
            "Show every change of the lists, newest first: who, when, by what, why, and what stood"
                    + " before.",
            "What was removed stays in the history for good."
        })
final class ListHistoryCommand implements Callable<Integer> {
    private final Optional<ListKind> kind;
    @Mixin private final Common common;
    @Mixin private final Sought sought;
    @Mixin private final Masking masking = new Masking();
    @Mixin private final Output output = new Output();

    /// @param kind empty: all lists
    ListHistoryCommand(Host host, Optional<ListKind> kind) {
        this.kind = kind;
        common = new Common(host);
        sought = new Sought(common);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            ListSearch search = sought.read(kind, site);
            EventViews views = new EventViews(Sought.spelling(search, masking), site.zone());
            try (Stream<Event> events = site.listHistory().events(search)) {
                output.printAll(sought.page(events).map(views::of), ListHistoryCommand::line);
            }
        }
        return ExitCode.OK.code();
    }

    private static void line(EventView event, PrintWriter out) {
        out.println(event.text());
    }
}
