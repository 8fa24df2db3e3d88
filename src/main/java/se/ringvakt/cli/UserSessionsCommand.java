package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.Sessions;
import se.ringvakt.access.UserName;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;

/// `user sessions`: where a user is logged in.
@Command(
        name = "sessions",
        description = {
            "List where a user is logged in, or end it.",
            "A running gate follows within a second."
        })
final class UserSessionsCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Option(names = "--end", description = "End all of them.")
    private boolean end;

    UserSessionsCommand(Host host) {
        common = new Common(host);
    }

    /// A session, or what was one.
    private record Row(OffsetDateTime opened, OffsetDateTime seen, String address) {}

    /// The sessions of a user.
    ///
    /// @param ended whether they are over now
    private record Result(String user, boolean ended, List<Row> sessions) {}

    @Override
    public Integer call() {
        UserName user = common.userName(name);
        try (Site site = common.open()) {
            if (site.access().users().find(user).isEmpty()) {
                throw new AccessRefused(
                        AccessRefused.Kind.UNKNOWN,
                        "user: " + user + " (expected: one that there is)");
            }
            Sessions sessions = site.access().sessions();
            List<Row> rows =
                    sessions.of(user).stream()
                            .map(session ->
                                    new Row(
                                            Times.offset(session.opened(), site.zone()),
                                            Times.offset(session.seen(), site.zone()),
                                            session.address()))
                            .toList();
            if (end) {
                sessions.endAll(common.caller(), user);
            }
            output.print(new Result(user.value(), end, rows), UserSessionsCommand::print);
            return (rows.isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private static void print(Result result, PrintWriter out) {
        Table table = Table.of("SINCE", "LAST SEEN", "FROM");
        result.sessions()
                .forEach(row ->
                        table.row(
                                Times.brief(row.opened()), Times.brief(row.seen()), row.address()));
        table.print(out);
        if (result.ended()) {
            out.println("ended");
        }
    }
}
