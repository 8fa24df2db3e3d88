package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.access.AuditSearch;
import se.ringvakt.site.Site;
import se.ringvakt.view.AuditView;
import se.ringvakt.view.Lines;
import se.ringvakt.view.Times;

/// `audit list`: who did what.
@Command(
        name = "list",
        description = "List who did what, oldest first: everything that was changed, and logins.")
final class AuditListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description =
                    "From then on: a date (its 00:00) or a time, 2026-11-23T12:00, in the policy's"
                            + " zone or with an offset (default: the beginning).")
    private Optional<String> since = Optional.empty();

    @Option(names = "--until", paramLabel = "WHEN", description = "Before then (default: now).")
    private Optional<String> until = Optional.empty();

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "Only by anna, token:NAME or system:NAME.")
    private Optional<String> who = Optional.empty();

    @Option(
            names = "--action",
            paramLabel = "WORD",
            description = "Only this, such as campaign.change; campaign: all that begin so.")
    private Optional<String> action = Optional.empty();

    @Option(
            names = "--subject",
            paramLabel = "TEXT",
            description = "Only what was done to this, such as a campaign's id.")
    private Optional<String> subject = Optional.empty();

    AuditListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            AuditSearch search =
                    new AuditSearch(
                            instant("--since", since, site),
                            instant("--until", until, site),
                            who,
                            action,
                            subject);
            output.printAll(
                    site.access().audit().all(search).map(each -> AuditView.of(each, site.zone())),
                    AuditListCommand::print);
        }
        return ExitCode.OK.code();
    }

    private Optional<Instant> instant(String key, Optional<String> text, Site site) {
        try {
            return text.map(when -> Times.readBegin(when, site.zone()));
        } catch (DateTimeException e) {
            throw common.misuse(key + ": " + e.getMessage() + " or a date, 2026-11-23", e);
        }
    }

    private static void print(AuditView entry, PrintWriter out) {
        StringBuilder line = new StringBuilder(Times.brief(entry.at()));
        line.append("  ").append(entry.who());
        entry.address().ifPresent(from -> line.append(" from ").append(from));
        line.append("  ").append(entry.action()).append(' ').append(entry.subject());
        entry.before().ifPresent(json -> line.append("  before ").append(json));
        entry.after().ifPresent(json -> line.append("  after ").append(json));
        entry.reason().ifPresent(why -> line.append("  (").append(why).append(')'));
        out.println(Lines.plain(line.toString()));
    }
}
