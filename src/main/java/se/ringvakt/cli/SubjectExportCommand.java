package se.ringvakt.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ConfigException;
import se.ringvakt.site.Site;
import se.ringvakt.view.SubjectView;
import se.ringvakt.view.SubjectViews;

/// `subject export`: everything kept about a number.
@Command(
        name = "export",
        description = {
            "Tell everything kept about a number, for the person who has it.",
            "Find out first that it is that person who asks."
        })
final class SubjectExportCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "In any spelling, quoted if it has spaces.")
    private String number = "";

    @Option(
            names = "--out",
            paramLabel = "FILE",
            description = "Write it there, for its owner alone to read; with --json as JSON.")
    private Optional<Path> file = Optional.empty();

    SubjectExportCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            PhoneNumber subject = common.number(number, site.plan());
            SubjectView view = new SubjectViews(site, subject).gather();
            if (file.isPresent()) {
                write(file.get(), view);
                output.out().println("written to " + file.get());
                output.out().flush();
            } else {
                output.print(view, SubjectView::print);
            }
            site.note(who.caller(), "subject.export", subject.masked(), entry -> entry);
        }
        return ExitCode.OK.code();
    }

    private void write(Path file, SubjectView view) {
        try {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rw-------")));
            try (PrintWriter to =
                    new PrintWriter(
                            Files.newBufferedWriter(
                                    file, StandardCharsets.UTF_8, StandardOpenOption.WRITE))) {
                output.printTo(to, view, SubjectView::print);
                if (to.checkError()) {
                    throw new IOException("the disk refuses it");
                }
            }
        } catch (FileAlreadyExistsException e) {
            throw new ConfigException(file + ": is there already (expected: a new name)", e);
        } catch (IOException e) {
            throw new ConfigException(
                    file + ": " + e.getMessage() + " (expected: a new file, in a folder)", e);
        }
    }
}
