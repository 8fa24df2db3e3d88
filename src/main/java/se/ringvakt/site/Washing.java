package se.ringvakt.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.WashReceipt;
import se.ringvakt.wash.CsvForm;
import se.ringvakt.wash.CsvWash;
import se.ringvakt.wash.RowProgress;
import se.ringvakt.wash.Screen;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;
import se.ringvakt.wash.Washed;
import se.ringvakt.wash.XlsxOptions;
import se.ringvakt.wash.XlsxWash;

/// What everyone does who reads a list: the right engine for the file, a receipt at the end.
public final class Washing {
    private static final List<String> SPREADSHEETS = List.of("504b0304", "d0cf11e0");
    private static final int MAGIC_BYTES = 4;

    private Washing() {}

    /// How a list is to be read.
    ///
    /// @param form of a text; a spreadsheet tells its own
    /// @param sheet of a spreadsheet; empty: the first that is not hidden
    public record Reading(CsvForm form, Optional<String> sheet) {}

    /// How a wash is run.
    ///
    /// @param threads how many read a text; empty: as many as there are processors
    /// @param done called when the file is washed and before its receipt is kept, with what the
    ///   receipt would say; says what it is to say
    public record Run(
            RowProgress progress, Optional<Integer> threads, UnaryOperator<WashReport> done) {
        /// On the whole machine, as commands do.
        public static Run of(RowProgress progress) {
            return new Run(progress, Optional.empty(), UnaryOperator.identity());
        }
    }

    /// A wash that is asked for.
    ///
    /// @param who asks
    public record Order(WashRequest request, Reading reading, WashChoice choice, String who) {}

    /// A wash that is done.
    public record Done(Washed washed, WashReceipt receipt) {}

    /// Washes a file and keeps the receipt.
    ///
    /// @throws se.ringvakt.wash.WashRefused when it cannot be washed
    /// @throws LedgerException when the receipt cannot be kept; the washed file is in its place all
    ///   the same
    public static Done wash(Order order, Run run, Site site) {
        return wash(order, order.choice().screen(), Optional::empty, run, site);
    }

    /// The same.
    ///
    /// @param screen may remember what the choice's own finds
    /// @param again asked when the file is washed
    static Done wash(
            Order order,
            Screen screen,
            Supplier<Optional<WashReceipt.Again>> again,
            Run run,
            Site site) {
        Instant started = site.now();
        long begun = System.nanoTime();
        WashReport report =
                run.done().apply(run(order.request(), order.reading(), screen, run, site));
        WashChoice choice = order.choice();
        Washed washed =
                new Washed(
                        order.request(),
                        report,
                        choice.screen().versions(),
                        choice.principal(),
                        choice.campaign(),
                        order.who(),
                        started,
                        Duration.ofNanos(System.nanoTime() - begun),
                        choice.screen().lastDay());
        return new Done(
                washed, keep(washed, order.reading(), choice.missingZero(), again.get(), site));
    }

    /// Washes a file of either kind, and keeps no receipt.
    static WashReport run(WashRequest request, Reading reading, Screen screen, Run run, Site site) {
        if (isSpreadsheet(request.in())) {
            return XlsxWash.run(
                    request,
                    new XlsxOptions(reading.sheet(), site.policies().country()),
                    screen,
                    run.progress());
        }
        return run.threads()
                .map(threads ->
                        CsvWash.run(request, reading.form(), screen, run.progress(), threads))
                .orElseGet(() -> CsvWash.run(request, reading.form(), screen, run.progress()));
    }

    private static WashReceipt keep(
            Washed washed,
            Reading reading,
            boolean missingZero,
            Optional<WashReceipt.Again> again,
            Site site) {
        WashRequest request = washed.request();
        WashReceipt receipt =
                new WashReceipt(
                        0,
                        washed.started(),
                        washed.took(),
                        washed.who(),
                        new WashReceipt.As(
                                request.mode(),
                                request.several(),
                                request.unreadable(),
                                request.columns(),
                                reading.form(),
                                reading.sheet(),
                                missingZero,
                                washed.principal(),
                                washed.campaign()),
                        against(washed),
                        site.policies().at(washed.started()).policy().version(),
                        Optional.of(washed.validUntil()),
                        washed.report(),
                        again);
        try {
            return site.washes().add(receipt);
        } catch (LedgerException e) {
            throw new LedgerException(
                    request.out() + " is washed, but no receipt could be kept: " + e.getMessage(),
                    e);
        }
    }

    private static List<WashReceipt.Against> against(Washed washed) {
        return washed.versions().stream()
                .map(version ->
                        new WashReceipt.Against(
                                version.register(), version.id(), version.updated()))
                .toList();
    }

    /// Whether it begins as a spreadsheet does: a zip file, or what old ones and those with a
    /// password are, which the wash of spreadsheets says no to.
    public static boolean isSpreadsheet(Path file) {
        try (InputStream list = Files.newInputStream(file)) {
            return SPREADSHEETS.contains(HexFormat.of().formatHex(list.readNBytes(MAGIC_BYTES)));
        } catch (IOException _) {
            // The wash says what is wrong with it.
            return false;
        }
    }
}
