package se.ringvakt.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.site.Rewash;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReceiptView;
import se.ringvakt.wash.WashReport;

/// `receipt verify`: is this file one that was washed?
@Command(
        name = "verify",
        description = "Tell by its content whether a file was washed, and how long that holds.")
final class ReceiptVerifyCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "FILE", description = "The file, whatever its name is now.")
    private Path file = Path.of("");

    ReceiptVerifyCommand(Host host) {
        common = new Common(host);
    }

    /// What was found.
    ///
    /// @param role `in`: the wash read it; `out`: it wrote it
    /// @param valid whether it is what a wash wrote, and that may be relied on today
    private record Verified(
            String sha256, Optional<String> role, boolean valid, Optional<ReceiptView> receipt) {}

    @Override
    public Integer call() {
        String sha256 = Rewash.sha256(file);
        try (Site site = common.open()) {
            Optional<WashReceipt> receipt = site.washes().lastOf(sha256);
            Optional<String> role = receipt.map(found -> role(found.report(), sha256));
            boolean valid =
                    role.filter("out"::equals).isPresent()
                            && holds(receipt.orElseThrow(), site.today());
            Verified verified =
                    new Verified(
                            sha256,
                            role,
                            valid,
                            receipt.map(found -> ReceiptView.of(found, site.zone())));
            output.print(verified, ReceiptVerifyCommand::print);
            return (valid ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    private static String role(WashReport report, String sha256) {
        return report.out().sha256().equals(sha256) ? "out" : "in";
    }

    private static boolean holds(WashReceipt receipt, LocalDate today) {
        return receipt.validUntil().map(last -> !today.isAfter(last)).orElse(true);
    }

    private static void print(Verified verified, PrintWriter out) {
        if (verified.receipt().isEmpty()) {
            out.println("not washed here: no receipt names a file with this content");
            return;
        }
        ReceiptView receipt = verified.receipt().get();
        if (verified.role().filter("in"::equals).isPresent()) {
            out.println("not washed: it is what wash " + receipt.id() + " read");
        } else {
            out.println(
                    (verified.valid() ? "washed" : "washed, but too long ago")
                            + ": it is what wash "
                            + receipt.id()
                            + " wrote"
                            + receipt.validUntil().map(day -> ", valid to " + day).orElse(""));
        }
        ReceiptShowCommand.print(receipt, out);
    }
}
