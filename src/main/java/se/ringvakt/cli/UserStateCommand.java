package se.ringvakt.cli;

import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users.Change;
import se.ringvakt.site.Site;
import se.ringvakt.view.UserView;

/// `user disable` and `user enable`.
@Command
final class UserStateCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();
    private final User.State state;

    @Parameters(paramLabel = "NAME", description = "The user's name.")
    private String name = "";

    private UserStateCommand(Host host, User.State state) {
        common = new Common(host);
        this.state = state;
    }

    /// Whether they may log in.
    static CommandLine of(Host host, User.State state) {
        boolean enables = state == User.State.ACTIVE;
        CommandLine command = new CommandLine(new UserStateCommand(host, state));
        command.getCommandSpec()
                .name(enables ? "enable" : "disable")
                .usageMessage()
                .description(
                        enables
                                ? "Let a user log in again."
                                : "Let a user log in no more; their sessions end.");
        return command;
    }

    @Override
    public Integer call() {
        UserName user = common.userName(name);
        try (Site site = common.open()) {
            User after =
                    site.access()
                            .users()
                            .change(common.caller(), user, OptionalLong.empty(), Change.to(state));
            output.print(
                    UserView.of(after, site.zone()),
                    (view, out) -> out.println("user " + view.name() + " is " + view.state()));
        }
        return ExitCode.OK.code();
    }
}
