package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.view.UserView;

/// `user list`: everybody who may log in, or might.
@Command(name = "list", description = "List the users.")
final class UserListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    UserListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            List<UserView> users =
                    site.access().users().all().stream()
                            .map(user -> UserView.of(user, site.zone()))
                            .toList();
            output.print(users, UserListCommand::print);
            return (users.isEmpty() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private static void print(List<UserView> users, PrintWriter out) {
        Table table = Table.of("NAME", "ROLE", "STATE", "LAST LOGIN", "DISPLAY NAME");
        for (UserView user : users) {
            table.row(
                    user.name(),
                    user.role(),
                    user.state() + (user.mustChangePassword() ? ", must change password" : ""),
                    user.lastLogin().map(Times::brief).orElse("never"),
                    user.displayName());
        }
        table.print(out);
    }
}
