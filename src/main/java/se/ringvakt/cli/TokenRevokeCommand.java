package se.ringvakt.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.site.Site;

/// `token revoke`: makes a token open nothing any more.
@Command(
        name = "revoke",
        description = {
            "Make a token no longer good, for ever.",
            "A running gate follows within a second."
        })
final class TokenRevokeCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "ID", description = "The token, as token list shows it.")
    private long id;

    TokenRevokeCommand(Host host) {
        common = new Common(host);
    }

    /// What the revocation did.
    ///
    /// @param revoked false: it was revoked already
    private record Result(long id, boolean revoked) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            boolean revoked = site.access().tokens().revoke(common.caller(), id);
            output.print(
                    new Result(id, revoked),
                    (result, out) ->
                            out.println(
                                    "token "
                                            + result.id()
                                            + (result.revoked()
                                                    ? " is revoked"
                                                    : " was revoked already")));
            return (revoked ? ExitCode.OK : ExitCode.NO).code();
        }
    }
}
