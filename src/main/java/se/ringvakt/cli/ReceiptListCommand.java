package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.WashReceipts.Search;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReceiptView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.wash.Status;

/// `receipt list`: which lists were washed.
@Command(name = "list", description = "List the receipts of washes, newest first.")
final class ReceiptListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(
            arity = "0..1",
            paramLabel = "TEXT",
            description =
                    "Only those with this in a file's name or in who washed, or whose file's "
                            + "SHA-256 begins so.")
    private Optional<String> text = Optional.empty();

    @Option(names = "--principal", paramLabel = "ID", description = "Only this principal's.")
    private Optional<String> principal = Optional.empty();

    @Option(
            names = "--since",
            paramLabel = "WHEN",
            description = "A date (its 00:00) or a time (default: from the first).")
    private Optional<String> since = Optional.empty();

    @Option(
            names = "--most",
            paramLabel = "N",
            description = "So many at most (default: ${DEFAULT-VALUE}).")
    private int most = 100;

    ReceiptListCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Search search =
                    new Search(
                            text.orElse(""),
                            principal.map(PrincipalId::new),
                            since(site),
                            OptionalLong.empty(),
                            most);
            List<ReceiptView> found =
                    site.washes().list(search).stream()
                            .map(receipt -> ReceiptView.of(receipt, site.zone()))
                            .toList();
            LocalDate today = site.today();
            output.print(found, (receipts, out) -> print(receipts, today, out));
            return (found.isEmpty() && text.isPresent() ? ExitCode.NO : ExitCode.OK).code();
        }
    }

    private Instant since(Site site) {
        try {
            return since.map(when -> Times.readBegin(when, site.zone())).orElse(Instant.EPOCH);
        } catch (DateTimeException e) {
            throw common.misuse("--since: " + e.getMessage() + " or a date, 2026-11-23", e);
        }
    }

    private static void print(List<ReceiptView> receipts, LocalDate today, PrintWriter out) {
        if (receipts.isEmpty()) {
            out.println("no receipt");
            return;
        }
        Table table =
                Table.of(
                        "NO",
                        "WASHED",
                        "FILE",
                        "WRITTEN",
                        "ROWS",
                        "STOPPED",
                        "LISTED",
                        "VALID TO",
                        "BY");
        for (ReceiptView receipt : receipts) {
            table.row(
                    Long.toString(receipt.id()),
                    Times.brief(receipt.at()),
                    receipt.in().name(),
                    receipt.out().name(),
                    Long.toString(receipt.rows()),
                    Long.toString(receipt.numbers().getOrDefault(Status.STOP, 0L)),
                    Long.toString(receipt.stopped().getOrDefault(Reason.LISTED, 0L)),
                    receipt.validUntil().map(day -> shown(day, today)).orElse("-"),
                    receipt.who());
        }
        table.print(out);
    }

    private static String shown(LocalDate validUntil, LocalDate today) {
        return validUntil + (validUntil.isBefore(today) ? " over" : "");
    }
}
