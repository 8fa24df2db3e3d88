package se.ringvakt.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.register.NumberFile;
import se.ringvakt.site.Rewash;
import se.ringvakt.site.Site;
import se.ringvakt.site.WashChoice;
import se.ringvakt.site.Washing;
import se.ringvakt.view.WashView;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.wash.WashRequest;

/// `rewash`: a washed list again, against what holds now.
@Command(
        name = "rewash",
        description = {
            "Wash again a list that was washed here, against the registers and lists of now, and"
                    + " tell which numbers have been stopped since.",
            "How it was washed is known from its receipt, which is found by the file's content."
        })
final class RewashCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(
            index = "0",
            paramLabel = "IN",
            description = "What the former wash wrote, or what it read; unchanged since.")
    private Path in = Path.of("");

    @Parameters(index = "1", paramLabel = "OUT", description = "The washed list.")
    private Path out = Path.of("");

    @Option(
            names = "--newly",
            paramLabel = "FILE",
            description = "Write the numbers stopped since to this file, one to a line.")
    private Optional<Path> newly = Optional.empty();

    @Option(names = "--rejects", paramLabel = "FILE", description = "As of wash.")
    private Optional<Path> rejects = Optional.empty();

    @Option(names = "--force", description = "Replace files that are there already.")
    private boolean force;

    RewashCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Rewash rewash = Rewash.of(in, site);
            WashRequest request = request(rewash);
            newly.ifPresent(this::checkNew);
            WashChoice.Wish wish = wish(rewash.former(), site);
            Rewash.Done done =
                    Bar.during(
                            "washing again",
                            common.host(),
                            bar ->
                                    rewash.run(
                                            request, wish, who.name(), Washing.Run.of(bar), site));
            newly.ifPresent(file -> write(file, done.stopped(), site));
            output.print(WashView.of(done.done().washed(), done.done().receipt()), WashView::text);
        }
        return ExitCode.OK.code();
    }

    private WashRequest request(Rewash rewash) {
        if (rejects.isPresent() != rewash.splits()) {
            throw common.misuse(
                    "--rejects: "
                            + rejects.map(Path::toString).orElse("missing")
                            + " (expected: "
                            + (rewash.splits() ? "a file" : "none")
                            + ", as in wash "
                            + rewash.former().id()
                            + ")");
        }
        return rewash.request(out, rejects, force);
    }

    private WashChoice.Wish wish(WashReceipt former, Site site) {
        WashReceipt.As as = former.as();
        return WashCaller.wish(
                former.registers().stream().map(WashReceipt.Against::register).toList(),
                as.campaign().isPresent()
                        ? Optional.empty()
                        : as.principal().map(PrincipalId::value),
                as.campaign().map(CampaignId::value),
                as.missingZero(),
                site,
                common);
    }

    private void checkNew(Path file) {
        if (!force && Files.exists(file)) {
            throw new WashRefused(
                    file + ": there already (expected: a new name; --force replaces it)");
        }
    }

    private static void write(Path file, List<PhoneNumber> numbers, Site site) {
        long _ =
                NumberFile.write(
                        file,
                        numbers.stream()
                                .map(number ->
                                        DialFormat.NATIONAL.format(
                                                number, site.plan().numbering())));
    }
}
