package se.ringvakt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.config.ConfigException;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.Finding;
import se.ringvakt.evidence.Head;
import se.ringvakt.evidence.Verification;
import se.ringvakt.site.Site;
import se.ringvakt.view.EvidenceView;
import se.ringvakt.view.Times;

/// `evidence verify`: is the record of decisions as it was written?
@Command(
        name = "verify",
        description = {
            "Look at every byte of the record of decisions, and name what is not as it was written.",
            "Exit code 1 when anything is not. Works while the gate runs."
        })
final class EvidenceVerifyCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(
            arity = "0..1",
            paramLabel = "FOLDER",
            description = "The folder (default: that of the settings).")
    private Optional<Path> folder = Optional.empty();

    @Option(
            names = "--key",
            paramLabel = "ID",
            description = "The id of a key that must have signed, noted elsewhere.")
    private Optional<String> key = Optional.empty();

    @Option(
            names = "--head",
            paramLabel = "FILE",
            description =
                    "A copy of a head kept elsewhere: what it signed must still be there. Without"
                            + " one, a tail cut off together with its heads cannot be seen.")
    private Optional<Path> head = Optional.empty();

    EvidenceVerifyCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            EvidenceFolder evidence = folder.map(EvidenceFolder::open).orElseGet(site::evidence);
            Optional<Head> kept = head.map(EvidenceVerifyCommand::read);
            Verification found = evidence.verify(kept, key);
            output.print(
                    EvidenceView.Verified.of(evidence.path(), found, site.zone()),
                    EvidenceVerifyCommand::print);
            return (found.isVerified() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private static Head read(Path file) {
        try {
            return Head.read(Files.readString(file));
        } catch (IOException e) {
            throw new ConfigException(file + ": cannot be read (expected: a head)", e);
        } catch (EvidenceException e) {
            throw new ConfigException(file + ": " + e.getMessage() + " (expected: a head)", e);
        }
    }

    private static void print(EvidenceView.Verified found, PrintWriter out) {
        for (Finding finding : found.findings()) {
            out.println(finding.line());
        }
        if (found.unnamed() > 0) {
            out.println("and " + found.unnamed() + " more");
        }
        String span =
                found.first()
                        .flatMap(first ->
                                found.last()
                                        .map(last ->
                                                ", "
                                                        + Times.brief(first)
                                                        + " to "
                                                        + Times.brief(last)))
                        .orElse("");
        out.println(
                (found.verified() ? "verified: " : "NOT verified: ")
                        + found.records()
                        + " records in "
                        + found.segments()
                        + " segments"
                        + span);
        found.restored().forEach(each -> out.println(each.line()));
        if (!found.keys().isEmpty()) {
            out.println("signed by " + String.join(", then ", found.keys()));
        }
    }
}
