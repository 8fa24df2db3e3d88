package se.ringvakt.cli;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users;
import se.ringvakt.site.Site;

/// `user password`: gives a user another password.
@Command(
        name = "password",
        description = {
            "Give a user another password, which they must change when they log in; their sessions"
                    + " end.",
            "It is made up and printed once, unless --password-stdin gives it."
        })
final class UserPasswordCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();
    @Mixin private final GivenPassword password;

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    UserPasswordCommand(Host host) {
        common = new Common(host);
        password = new GivenPassword(common);
    }

    @Override
    public Integer call() {
        UserName user = common.userName(name);
        Optional<String> given = password.read();
        try (Site site = common.open()) {
            Users users = site.access().users();
            OptionalLong any = OptionalLong.empty();
            Users.Initial made =
                    given.isEmpty()
                            ? users.resetPassword(common.caller(), user, any)
                            : users.resetPassword(common.caller(), user, any, given.get());
            output.print(GivenPassword.Told.of(made, given), GivenPassword.Told::print);
        }
        return ExitCode.OK.code();
    }
}
