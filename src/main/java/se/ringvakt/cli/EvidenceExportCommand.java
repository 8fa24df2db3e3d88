package se.ringvakt.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import se.ringvakt.bundle.Bundle;
import se.ringvakt.bundle.BundleRequest;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ConfigException;
import se.ringvakt.evidence.Finding;
import se.ringvakt.register.PrivateFile;
import se.ringvakt.site.Site;
import se.ringvakt.view.Times;

/// `evidence export`: what answers a complaint.
@Command(
        name = "export",
        description = {
            "Write all that is on record about a number as one zip: a report to be read, the records,"
                    + " and a script that verifies them without this program.",
            "Of other people's calls it holds hashes only. Noted in the audit log."
        })
final class EvidenceExportCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Option(
            names = "--number",
            paramLabel = "NUMBER",
            required = true,
            description = "Whom it is about.")
    private String number = "";

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description =
                    "From then on: a date (its 00:00) or a time, 2026-11-23T12:00, in the policy's"
                            + " zone or with an offset (default: the beginning).")
    private Optional<String> from = Optional.empty();

    @Option(names = "--to", paramLabel = "WHEN", description = "Before then (default: now).")
    private Optional<String> to = Optional.empty();

    @Option(
            names = "--language",
            paramLabel = "sv|en|both",
            description = "The report's language (default: ${DEFAULT-VALUE}).")
    private String language = "both";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            required = true,
            description = "The zip to be written.")
    private Path out = Path.of("evidence.zip");

    @Option(names = "--force", description = "Replace the file if it is there.")
    private boolean force;

    @Option(
            names = "--unverified",
            description =
                    "Write it although the record does not verify: the report says so, and so does"
                            + " the script.")
    private boolean unverified;

    EvidenceExportCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    /// What was written.
    ///
    /// @param number masked
    /// @param findings what does not verify
    private record Written(
            String file, long bytes, String number, int decisions, List<String> findings) {}

    /// What the audit log is told of it.
    private record Noted(String from, String to, int decisions, List<String> findings) {}

    @Override
    public Integer call() {
        List<Locale> languages = languages();
        if (Files.exists(out) && !force) {
            throw new ConfigException(
                    out + ": is there already (expected: a new name, or --force)");
        }
        try (Site site = common.open()) {
            PhoneNumber about = common.number(number, site.plan());
            Instant begin = instant("--from", from, Instant.EPOCH, site);
            Instant end = instant("--to", to, site.now().plusMillis(1), site);
            if (!begin.isBefore(end)) {
                throw common.misuse(
                        "--from: "
                                + Times.shown(begin, site.zone())
                                + " (expected: before --to, "
                                + Times.shown(end, site.zone())
                                + ")");
            }
            Bundle bundle =
                    Bundle.gather(
                            BundleRequest.of(site, about, begin, end, languages), site.evidence());
            List<String> findings = bundle.findings().stream().map(Finding::line).toList();
            if (!findings.isEmpty() && !unverified) {
                throw new ConfigException(
                        findings.getFirst()
                                + more(findings)
                                + " (expected: a record that verifies, or --unverified)");
            }
            site.note(
                    who.caller(),
                    "evidence.export",
                    about.masked(),
                    entry ->
                            entry.after(
                                    new Noted(
                                            begin.toString(),
                                            end.toString(),
                                            bundle.decisions(),
                                            findings)));
            output.print(
                    new Written(
                            out.toString(),
                            write(bundle),
                            about.masked(),
                            bundle.decisions(),
                            findings),
                    EvidenceExportCommand::print);
        }
        return ExitCode.OK.code();
    }

    private static String more(List<String> findings) {
        return findings.size() > 1 ? "; and " + (findings.size() - 1) + " more" : "";
    }

    private List<Locale> languages() {
        return switch (language) {
            case "both" -> List.of(Locale.of("sv"), Locale.of("en"));
            case "sv", "en" -> List.of(Locale.of(language));
            default ->
                    throw common.misuse("--language: " + language + " (expected: sv, en or both)");
        };
    }

    private Instant instant(String key, Optional<String> text, Instant usual, Site site) {
        try {
            return text.map(when -> Times.readBegin(when, site.zone())).orElse(usual);
        } catch (DateTimeException e) {
            throw common.misuse(key + ": " + e.getMessage() + " or a date, 2026-11-23", e);
        }
    }

    /// Beside its place first, so that a bundle that cannot be made leaves no half of one; readable
    /// by its owner alone.
    private long write(Bundle bundle) {
        Path aside = out.resolveSibling(out.getFileName() + ".aside");
        try {
            PrivateFile.create(aside);
            try (OutputStream to = Files.newOutputStream(aside)) {
                bundle.write(to);
            }
            Files.move(aside, out, StandardCopyOption.REPLACE_EXISTING);
            return Files.size(out);
        } catch (IOException e) {
            throw new ConfigException(
                    out + ": " + e.getMessage() + " (expected: to be written)", e);
        } finally {
            discard(aside);
        }
    }

    private static void discard(Path aside) {
        try {
            Files.deleteIfExists(aside);
        } catch (IOException e) {
            throw new ConfigException(aside + ": cannot be deleted: " + e.getMessage(), e);
        }
    }

    private static void print(Written written, PrintWriter out) {
        written.findings().forEach(finding -> out.println("NOT verified: " + finding));
        out.println(
                written.file()
                        + ": "
                        + decisions(written.decisions())
                        + " about "
                        + written.number()
                        + ", "
                        + written.bytes()
                        + " bytes");
    }

    private static String decisions(int count) {
        return switch (count) {
            case 0 -> "no decisions";
            case 1 -> "1 decision";
            default -> count + " decisions";
        };
    }
}
