package se.ringvakt.site;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
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

    /// Washes a file of either kind.
    public static WashReport run(
            WashRequest request, Reading reading, Screen screen, RowProgress progress, Site site) {
        return isSpreadsheet(request.in())
                ? XlsxWash.run(
                        request,
                        new XlsxOptions(reading.sheet(), site.policies().country()),
                        screen,
                        progress)
                : CsvWash.run(request, reading.form(), screen, progress);
    }

    /// Keeps the receipt of a wash that is done.
    ///
    /// @throws LedgerException when it cannot be kept; the washed file is in its place all the same
    public static WashReceipt keep(
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
