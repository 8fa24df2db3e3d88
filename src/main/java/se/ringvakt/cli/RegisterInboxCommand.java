package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.register.InboxEvent;
import se.ringvakt.register.InboxEvent.Kind;
import se.ringvakt.register.RegisterInbox;
import se.ringvakt.site.Inboxes;
import se.ringvakt.site.Site;
import se.ringvakt.view.ImportView;
import se.ringvakt.view.Words;

/// `register inbox`: takes what lies in the inboxes, once.
@Command(
        name = "inbox",
        description = {
            "Take the files that lie in the inboxes, once.",
            "",
            "A running gate does so by itself; this is for when none runs. Waits for the setting"
                    + " inbox-settle, to see whether files still grow."
        })
final class RegisterInboxCommand implements Callable<Integer> {
    private static final Set<Kind> TAKEN = EnumSet.of(Kind.ACCEPTED, Kind.UNCHANGED, Kind.REFUSED);
    private static final Duration A_LITTLE = Duration.ofMillis(20);

    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: all that have an inbox).")
    private Optional<String> register = Optional.empty();

    RegisterInboxCommand(Host host) {
        common = new Common(host);
    }

    /// What became of a file.
    ///
    /// @param result accepted, unchanged, refused, waiting, passed-over or failed
    private record Row(
            String register,
            String file,
            String result,
            String text,
            Optional<ImportView> report) {}

    @Override
    public Integer call() throws InterruptedException {
        List<Row> rows = new ArrayList<>();
        List<InboxEvent> all = new ArrayList<>();
        try (Site site = common.open()) {
            List<Site.Register> chosen =
                    RegisterChoice.some(register, site, common).stream()
                            .filter(each -> each.upkeep().inbox().isPresent())
                            .toList();
            if (chosen.isEmpty()) {
                throw common.misuse("inbox: none (expected: the setting registers[].inbox)");
            }
            for (Site.Register each : chosen) {
                List<InboxEvent> events = look(each, site);
                events.forEach(event -> rows.add(row(each.name(), event)));
                events.forEach(event -> InboxWatch.note(event, each.name(), common.caller(), site));
                all.addAll(events);
            }
        }
        output.print(rows, RegisterInboxCommand::text);
        return code(all).code();
    }

    private static List<InboxEvent> look(Site.Register register, Site site)
            throws InterruptedException {
        RegisterInbox inbox = Inboxes.of(register, site).orElseThrow();
        List<InboxEvent> events = inbox.look(site.today(), site.now());
        if (events.stream().noneMatch(event -> event.kind() == Kind.WAITING)) {
            return events;
        }
        List<InboxEvent> done =
                new ArrayList<>(
                        events.stream().filter(event -> TAKEN.contains(event.kind())).toList());
        Thread.sleep(register.upkeep().inbox().orElseThrow().settle().plus(A_LITTLE));
        done.addAll(inbox.look(site.today(), site.now()));
        return done;
    }

    private static Row row(String register, InboxEvent event) {
        return new Row(
                register,
                event.file(),
                Words.of(event.kind()),
                event.text(),
                event.report().map(ImportView::of));
    }

    /// The worst that happened.
    private static ExitCode code(List<InboxEvent> events) {
        if (events.stream().anyMatch(event -> event.kind() == Kind.FAILED)) {
            return ExitCode.UNAVAILABLE;
        }
        return events.stream().anyMatch(event -> event.kind() == Kind.REFUSED)
                ? ExitCode.REFUSED
                : ExitCode.OK;
    }

    private static void text(List<Row> rows, PrintWriter out) {
        if (rows.isEmpty()) {
            out.println("nothing new");
        }
        rows.forEach(row -> out.println(row.register() + ": " + row.result() + ", " + row.text()));
    }
}
