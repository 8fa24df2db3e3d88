package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.register.RegisterVersion;
import se.ringvakt.site.Site;

/// `register rollback`: puts an earlier version back in force.
@Command(name = "rollback", description = "Put an earlier version back in force.")
final class RegisterRollbackCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register (default: the only one).")
    private Optional<String> register = Optional.empty();

    @Option(
            names = "--to",
            paramLabel = "VERSION",
            description = "A version of the list (default: the newest before the one in force).")
    private Optional<String> to = Optional.empty();

    RegisterRollbackCommand(Host host) {
        common = new Common(host);
    }

    private record Result(String register, String inForce, String updated, long numbers) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Site.Register chosen = RegisterChoice.one(register, site, common);
            Optional<String> before =
                    chosen.store().inForce(chosen.name()).map(RegisterVersion::id);
            RegisterVersion version =
                    to.isEmpty()
                            ? chosen.store().rollBack(chosen.name())
                            : chosen.store().rollBack(chosen.name(), to.get());
            Result result =
                    new Result(
                            version.register(),
                            version.id(),
                            version.updated().toString(),
                            version.count());
            site.note(
                    common.caller(),
                    "register.rollback",
                    chosen.name(),
                    entry -> entry.before(Map.of("inForce", before.orElse(""))).after(result));
            output.print(result, RegisterRollbackCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(Result result, PrintWriter out) {
        out.println(
                result.register()
                        + ": "
                        + result.inForce()
                        + " is in force again, "
                        + result.numbers()
                        + " numbers");
    }
}
