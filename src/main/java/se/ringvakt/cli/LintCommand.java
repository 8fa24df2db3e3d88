package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.lint.Audit;
import se.ringvakt.lint.Dialplan;
import se.ringvakt.lint.DialplanReader;
import se.ringvakt.lint.Fault.Severity;
import se.ringvakt.site.Site;

/// `lint`: audits a dialplan.
@Command(
        name = "lint",
        description = {
            "Audit a dialplan: find every way to a trunk that does not ask the gate, or does not do "
                    + "as it answered.",
            "Reads files, needs no settings, and changes nothing. Ends with 1 when there are errors."
        })
final class LintCommand implements Callable<Integer> {
    private static final Path USUAL = Path.of("/etc/asterisk/extensions.conf");

    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description = "With all it includes (default: /etc/asterisk/extensions.conf).")
    private List<Path> files = List.of();

    @Option(
            names = "--live",
            paramLabel = "SWITCH",
            description = "Ask this switch of the settings for its dialplan instead.")
    private Optional<String> live = Optional.empty();

    @Option(
            names = "--trunk",
            paramLabel = "TECH/NAME",
            description = "This is a trunk, whatever is dialled on it; repeatable.")
    private List<String> trunks = List.of();

    @Option(names = "--strict", description = "End with 1 for warnings, too.")
    private boolean strict;

    LintCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        Audit.Result result = Audit.of(dialplan(), trunks);
        output.print(LintView.of(result), LintView::text);
        boolean faults =
                result.count(Severity.ERROR) > 0 || (strict && result.count(Severity.WARNING) > 0);
        return (faults ? ExitCode.NO : ExitCode.OK).code();
    }

    private Dialplan dialplan() {
        if (live.isEmpty()) {
            return DialplanReader.read(files.isEmpty() ? List.of(USUAL) : files);
        }
        if (!files.isEmpty()) {
            throw common.misuse("--live: beside " + files.getFirst() + " (expected: one of them)");
        }
        try (Site site = common.open()) {
            return site.dialplans().read(live.get());
        }
    }
}
