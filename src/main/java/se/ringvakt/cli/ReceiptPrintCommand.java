package se.ringvakt.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.print.Page;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReceiptPage;
import se.ringvakt.wash.WashRefused;

/// `receipt print`: a receipt as a page.
@Command(name = "print", description = "Write the receipt of a wash as a page, HTML or PDF.")
final class ReceiptPrintCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(index = "0", paramLabel = "NO", description = "The receipt's number.")
    private long id;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "Where to: its name ends with .html or .pdf.")
    private Path file = Path.of("receipt.html");

    @Option(
            names = "--language",
            paramLabel = "sv|en",
            description = "The page's language (default: ${DEFAULT-VALUE}).")
    private String language = "sv";

    ReceiptPrintCommand(Host host) {
        common = new Common(host);
    }

    /// What was written.
    private record Written(String file, long bytes) {}

    @Override
    public Integer call() {
        String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
        boolean pdf = name.endsWith(".pdf");
        if (!pdf && !name.endsWith(".html")) {
            throw common.misuse("FILE: " + file + " (expected: a name ending with .html or .pdf)");
        }
        if (!language.equals("sv") && !language.equals("en")) {
            throw common.misuse("--language: " + language + " (expected: sv or en)");
        }
        try (Site site = common.open()) {
            Optional<Written> written =
                    site.washes()
                            .find(id)
                            .map(receipt ->
                                    new ReceiptPage(receipt, site.zone(), Locale.of(language))
                                            .page())
                            .map(page -> new Written(file.toString(), write(page, pdf)));
            output.print(
                    written,
                    (found, out) ->
                            out.println(
                                    found.map(each -> each.file() + ": " + each.bytes() + " bytes")
                                            .orElse(ReceiptShowCommand.NONE)));
            return (written.isPresent() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    /// All of it in memory first, so that a page that cannot be made leaves no file.
    private long write(Page page, boolean pdf) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            if (pdf) {
                page.writePdf(bytes);
            } else {
                bytes.writeBytes(page.html().getBytes(StandardCharsets.UTF_8));
            }
            Files.write(file, bytes.toByteArray(), StandardOpenOption.CREATE_NEW);
            return bytes.size();
        } catch (FileAlreadyExistsException e) {
            throw new WashRefused(file + ": is there already (expected: a new name)", e);
        } catch (IOException e) {
            throw new WashRefused(file + ": " + e.getMessage() + " (expected: to be written)", e);
        }
    }
}
