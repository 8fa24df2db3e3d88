package se.ringvakt.cli;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.config.ConfigException;
import se.ringvakt.site.InstalledSite;
import se.ringvakt.site.OneLedger;
import se.ringvakt.view.Table;

/// `ledger carry-over`: from the state folder's ledger into the one that gates share.
@Command(
        name = "carry-over",
        description = {
            "Carry the ledger in the state folder over into the empty one that ledger.url names:"
                    + " all of it or nothing.",
            "",
            "The gate must not run. The file is kept beside, under another name."
        })
final class LedgerCarryOverCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    LedgerCarryOverCommand(Host host) {
        common = new Common(host);
    }

    /// What was carried over.
    ///
    /// @param rows of each table
    /// @param kept where the former ledger lies now
    private record Result(Map<String, Long> rows, String kept) {}

    @Override
    public Integer call() {
        try (InstalledSite site =
                InstalledSite.open(common.settings(Optional.empty()), InstantSource.system())) {
            try (StateLock _ = lock(site.all().state())) {
                OneLedger.CarriedOver done = OneLedger.carryOver(site.all());
                Result result = new Result(done.rows(), done.kept().toString());
                site.note(
                        common.caller(),
                        "ledger.carry-over",
                        result.kept(),
                        entry -> entry.after(result.rows()));
                output.print(result, LedgerCarryOverCommand::text);
            }
        }
        return ExitCode.OK.code();
    }

    private static StateLock lock(Path state) {
        try {
            return StateLock.take(state);
        } catch (UncheckedIOException e) {
            throw new ConfigException(e.getMessage() + "; stop it first", e);
        }
    }

    private static void text(Result result, PrintWriter out) {
        Table table = Table.of("CARRIED OVER", "ROWS");
        result.rows()
                .forEach((name, rows) -> {
                    if (rows > 0) {
                        table.row(name, Long.toString(rows));
                    }
                });
        table.print(out);
        out.println("the former ledger is kept as " + result.kept());
    }
}
