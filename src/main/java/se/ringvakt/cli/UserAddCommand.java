package se.ringvakt.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.Role;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users;
import se.ringvakt.site.Site;

/// `user add`: makes a user.
@Command(
        name = "add",
        description = {
            "Add a user; they must change the password when they first log in.",
            "It is made up and printed once, unless --password-stdin gives it."
        })
final class UserAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();
    @Mixin private final GivenPassword password;

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    @Option(
            names = "--role",
            required = true,
            paramLabel = "ROLE",
            description = "agent-api, supervisor, administrator or auditor.")
    private String role = "";

    @Option(
            names = "--display-name",
            paramLabel = "TEXT",
            description = "What people call them (default: the name).")
    private Optional<String> displayName = Optional.empty();

    UserAddCommand(Host host) {
        common = new Common(host);
        password = new GivenPassword(common);
    }

    @Override
    public Integer call() {
        UserName user = common.userName(name);
        Role chosen = common.one("--role", role, Role.class);
        Optional<String> given = password.read();
        try (Site site = common.open()) {
            Users users = site.access().users();
            String shown = displayName.orElse(user.value());
            Users.Initial made =
                    given.isEmpty()
                            ? users.add(common.caller(), user, shown, chosen)
                            : users.add(common.caller(), user, shown, chosen, given.get());
            output.print(GivenPassword.Told.of(made, given), GivenPassword.Told::print);
        }
        return ExitCode.OK.code();
    }
}
