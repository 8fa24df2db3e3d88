package se.ringvakt.cli;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.Role;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users.Change;
import se.ringvakt.site.Site;
import se.ringvakt.view.UserView;

/// `user role`: gives a user another role.
@Command(name = "role", description = "Give a user another role; their sessions end.")
final class UserRoleCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Parameters(
            paramLabel = "ROLE",
            description = "agent-api, supervisor, administrator or auditor.")
    private String role = "";

    UserRoleCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        UserName user = common.userName(name);
        Role chosen = common.one("ROLE", role, Role.class);
        try (Site site = common.open()) {
            User after =
                    site.access()
                            .users()
                            .change(common.caller(), user, OptionalLong.empty(), Change.to(chosen));
            output.print(
                    UserView.of(after, site.zone()),
                    (view, out) -> out.println("user " + view.name() + " is " + view.role()));
        }
        return ExitCode.OK.code();
    }
}
