package se.ringvakt.cli;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.site.Site;
import se.ringvakt.site.Washing;
import se.ringvakt.view.WashView;
import se.ringvakt.wash.Newly;
import se.ringvakt.wash.WashRefused;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;
import se.ringvakt.wash.Washed;

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
        String sha256 = ReceiptVerifyCommand.sha256(in);
        try (Site site = common.open()) {
            WashReceipt former =
                    site.washes()
                            .lastOf(sha256)
                            .orElseThrow(() ->
                                    new WashRefused(
                                            in
                                                    + ": no wash on record read or wrote a file with this"
                                                    + " content (expected: an unchanged one; or wash it)"));
            WashRequest request = request(former);
            newly.ifPresent(this::checkNew);
            Instant started = site.now();
            long begun = System.nanoTime();
            WashCaller.Chosen chosen = chosen(former, site);
            Newly screen =
                    new Newly(chosen.screen(), site.plan()::read, freeBefore(former, sha256, site));
            WashReport report =
                    Bar.during(
                            "washing again",
                            common.host(),
                            bar -> Washing.run(request, reading(former), screen, bar, site));
            List<PhoneNumber> stopped = screen.stopped();
            Washed washed =
                    new Washed(
                            request,
                            report,
                            chosen.screen().versions(),
                            chosen.principal(),
                            chosen.campaign(),
                            who.name(),
                            started,
                            Duration.ofNanos(System.nanoTime() - begun),
                            chosen.screen().lastDay());
            WashReceipt receipt =
                    Washing.keep(
                            washed,
                            reading(former),
                            chosen.missingZero(),
                            Optional.of(new WashReceipt.Again(former.id(), stopped.size())),
                            site);
            newly.ifPresent(file -> write(file, stopped, site));
            output.print(WashView.of(washed, receipt), WashView::text);
        }
        return ExitCode.OK.code();
    }

    private WashRequest request(WashReceipt former) {
        WashReceipt.As as = former.as();
        boolean split = as.unreadable() == WashRequest.Unreadable.SPLIT;
        if (rejects.isPresent() != split) {
            throw common.misuse(
                    "--rejects: "
                            + rejects.map(Path::toString).orElse("missing")
                            + " (expected: "
                            + (split ? "a file" : "none")
                            + ", as in wash "
                            + former.id()
                            + ")");
        }
        return new WashRequest(
                in, out, as.columns(), as.mode(), as.several(), as.unreadable(), rejects, force);
    }

    private static Washing.Reading reading(WashReceipt former) {
        return new Washing.Reading(former.as().form(), former.as().sheet());
    }

    private WashCaller.Chosen chosen(WashReceipt former, Site site) {
        WashReceipt.As as = former.as();
        return WashCaller.chosen(
                former.registers().stream().map(WashReceipt.Against::register).toList(),
                as.campaign().isPresent()
                        ? Optional.empty()
                        : as.principal().map(PrincipalId::value),
                as.campaign().map(CampaignId::value),
                as.missingZero(),
                site,
                common);
    }

    /// Whatever a removing wash wrote was free; of other files the versions of then must tell.
    private Predicate<PhoneNumber> freeBefore(WashReceipt former, String sha256, Site site) {
        boolean cleaned =
                former.as().mode() == WashRequest.Mode.REMOVE
                        && former.report().out().sha256().equals(sha256);
        if (cleaned) {
            return _ -> true;
        }
        List<RegisterSnapshot> versions =
                former.registers().stream().map(against -> stored(against, site)).toList();
        return number -> versions.stream().noneMatch(version -> version.contains(number));
    }

    private RegisterSnapshot stored(WashReceipt.Against against, Site site) {
        Site.Register register = RegisterChoice.one(Optional.of(against.register()), site, common);
        try {
            return register.store().load(against.register(), against.version());
        } catch (RegisterRefused e) {
            throw new WashRefused(
                    in
                            + ": "
                            + e.getMessage()
                            + "; what was listed then cannot be told any more: wash it anew",
                    e);
        }
    }

    private void checkNew(Path file) {
        if (!force && Files.exists(file)) {
            throw new WashRefused(
                    file + ": there already (expected: a new name; --force replaces it)");
        }
    }

    private void write(Path file, List<PhoneNumber> numbers, Site site) {
        try (BufferedWriter lines =
                force
                        ? Files.newBufferedWriter(file)
                        : Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW)) {
            for (PhoneNumber number : numbers) {
                lines.write(DialFormat.NATIONAL.format(number, site.plan().numbering()));
                lines.write('\n');
            }
        } catch (FileAlreadyExistsException e) {
            throw new WashRefused(file + ": there already (expected: a new name)", e);
        } catch (IOException e) {
            throw new WashRefused(file + ": " + e.getMessage() + " (expected: to be written)", e);
        }
    }
}
