package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Period;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.Right;
import se.ringvakt.access.Token;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;
import se.ringvakt.view.TokenView;

/// `token create`: makes what a program shows instead of logging in.
@Command(
        name = "create",
        description = {
            "Make a token for a program.",
            "It is printed once and cannot be had again; whoever has it has these rights."
        })
final class TokenCreateCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NAME", description = "Which program; no two tokens have the same.")
    private String name = "";

    @Option(
            names = "--right",
            required = true,
            paramLabel = "RIGHT",
            split = ",",
            description = "What it may do, such as explain or dial; repeatable.")
    private List<String> rights = List.of();

    @Option(
            names = "--expires",
            paramLabel = "PERIOD",
            defaultValue = "P90D",
            description = "For how long it is good, from now: P90D, P6M (default: P90D).")
    private String expires = "";

    TokenCreateCommand(Host host) {
        common = new Common(host);
    }

    /// What was made.
    private record Result(TokenView token, String secret) {}

    @Override
    public Integer call() {
        Set<Right> given = EnumSet.noneOf(Right.class);
        rights.forEach(right -> given.add(common.one("--right", right, Right.class)));
        try (Site site = common.open()) {
            Token.Created made =
                    site.access().tokens().create(common.caller(), name, given, lasts(site));
            output.print(
                    new Result(
                            TokenView.of(made.token(), site.now(), site.zone()),
                            made.secret().text()),
                    TokenCreateCommand::print);
        } catch (AccessRefused e) {
            throw e.kind() == AccessRefused.Kind.INVALID
                    ? common.misuse(String.valueOf(e.getMessage()), e)
                    : e;
        }
        return ExitCode.OK.code();
    }

    private Duration lasts(Site site) {
        try {
            Period period = Period.parse(expires);
            return Duration.between(
                    site.now(), site.now().atZone(site.zone()).plus(period).toInstant());
        } catch (DateTimeException | ArithmeticException e) {
            throw common.misuse(
                    "--expires: " + expires + " (expected: a period like P90D or P6M)", e);
        }
    }

    private static void print(Result result, PrintWriter out) {
        out.println(
                "token "
                        + result.token().id()
                        + ", good until "
                        + Times.brief(result.token().expires()));
        out.println(result.secret());
    }
}
