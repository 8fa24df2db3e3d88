package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;
import se.ringvakt.rule.Reason;
import se.ringvakt.site.Site;
import se.ringvakt.view.ReceiptView;
import se.ringvakt.view.Table;
import se.ringvakt.view.Times;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport.FileFacts;

/// `receipt show`: one receipt.
@Command(name = "show", description = "Show the receipt of a wash.")
final class ReceiptShowCommand implements Callable<Integer> {
    static final String NONE = "no such receipt";

    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NO", description = "The receipt's number.")
    private long id;

    ReceiptShowCommand(Host host) {
        common = new Common(host);
    }

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Optional<ReceiptView> receipt =
                    site.washes().find(id).map(found -> ReceiptView.of(found, site.zone()));
            output.print(
                    receipt,
                    (found, out) ->
                            found.ifPresentOrElse(
                                    each -> print(each, out), () -> out.println(NONE)));
            return (receipt.isPresent() ? ExitCode.OK : ExitCode.NO).code();
        }
    }

    static void print(ReceiptView receipt, PrintWriter out) {
        out.println("receipt " + receipt.id());
        Table table = new Table();
        table.row("washed", Times.shown(receipt.at().toZonedDateTime()));
        table.row("by", receipt.who());
        table.row("valid to", receipt.validUntil().map(Object::toString).orElse("no end known"));
        receipt.again()
                .ifPresent(again ->
                        table.row("repeats", "wash " + again.of())
                                .row("newly stopped", Long.toString(again.newlyStopped())));
        receipt.registers()
                .forEach(each ->
                        table.row(
                                "register",
                                each.register()
                                        + " "
                                        + each.version()
                                        + ", updated "
                                        + each.updated()));
        table.row("rules", receipt.policy());
        table.row("mode", receipt.mode().toLowerCase(Locale.ROOT));
        table.row("columns", String.join(", ", receipt.columns()));
        table.row("principal", receipt.principal().orElse("-"));
        receipt.campaign().ifPresent(campaign -> table.row("campaign", campaign));
        table.row("rows", receipt.rows() + " read, " + receipt.kept() + " written");
        for (Status status : Status.values()) {
            long count = receipt.numbers().getOrDefault(status, 0L);
            table.row(status.name(), Long.toString(count));
            if (status == Status.STOP) {
                for (Reason reason : Reason.values()) {
                    if (receipt.stopped().containsKey(reason)) {
                        table.row("  " + reason, Long.toString(receipt.stopped().get(reason)));
                    }
                }
            }
        }
        file(table, "read", receipt.in());
        file(table, "written", receipt.out());
        receipt.rejects().ifPresent(rejects -> file(table, "split off", rejects));
        table.print(out, "  ");
    }

    private static void file(Table table, String role, FileFacts file) {
        table.row(role, file.name() + ", " + file.bytes() + " bytes, SHA-256 " + file.sha256());
    }
}
