package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.config.CampaignFile;
import se.ringvakt.site.Site;

/// `config check`: whether settings, policy and a campaign file can be used.
@Command(
        name = "check",
        description = {
            "Read settings and policy, and say whether they can be used.",
            "Nothing is opened or changed, so that it may run beside a gate, or "
                    + "before there is one."
        })
final class ConfigCheckCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "The settings file (default: that of --config).")
    private Optional<Path> file = Optional.empty();

    @Option(
            names = "--campaigns",
            paramLabel = "FILE",
            description = "A campaign file, to be read too; it must declare its principals.")
    private Optional<Path> campaigns = Optional.empty();

    ConfigCheckCommand(Host host) {
        common = new Common(host);
    }

    private record Result(
            String settings,
            String policy,
            Optional<Integer> principals,
            Optional<Integer> campaigns) {}

    @Override
    public Integer call() {
        try (Site site = common.open(file)) {
            Optional<CampaignFile> read =
                    campaigns.map(path -> CampaignFile.read(path, site.plan(), Map.of()));
            output.print(
                    new Result(
                            common.settings(file).toString(),
                            site.policies().at(site.now()).policy().version(),
                            read.map(each -> each.principals().size()),
                            read.map(each -> each.campaigns().size())),
                    ConfigCheckCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static void text(Result result, PrintWriter out) {
        out.println(result.settings() + ": ok, policy today " + result.policy());
        result.campaigns()
                .ifPresent(count ->
                        out.println(
                                "campaign file: ok, principals "
                                        + result.principals().orElse(0)
                                        + ", campaigns "
                                        + count));
    }
}
