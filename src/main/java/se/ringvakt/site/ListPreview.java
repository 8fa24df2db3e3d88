package se.ringvakt.site;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Preview;
import se.ringvakt.rule.Reason;
import se.ringvakt.wash.Finding;
import se.ringvakt.wash.Status;
import se.ringvakt.wash.WashReport;
import se.ringvakt.wash.WashRequest;

/// Tells what would become of a list if a campaign dialled it at one instant. Nothing is dialled or
/// recorded.
///
/// @param columns where the numbers stand
/// @param campaign one that `knowledge` has
public record ListPreview(
        Path list,
        List<String> columns,
        Washing.Reading reading,
        CampaignId campaign,
        Instant at,
        Knowledge knowledge) {

    /// What was found.
    ///
    /// @param unreadable cells that hold no number
    public record Found(Preview.Summary summary, long unreadable) {}

    /// Reads the list as a wash that lets no number through would: of a text, only the rows without
    /// one are written, and that file is deleted. A spreadsheet is marked there, since rows cannot
    /// be left out of each.
    ///
    /// @param out where that file goes; nothing is there yet
    /// @throws IOException when it cannot be deleted
    /// @throws se.ringvakt.wash.WashRefused when the list cannot be read
    public Found run(Path out, Washing.Run run, Site site) throws IOException {
        Preview preview =
                new Preview(
                        Explainers.of(site, knowledge),
                        site.plan(),
                        site.zone(),
                        campaign,
                        Explainers.ANYBODY,
                        at);
        try {
            WashRequest request =
                    new WashRequest(
                            list,
                            out,
                            columns,
                            Washing.isSpreadsheet(list)
                                    ? WashRequest.Mode.MARK
                                    : WashRequest.Mode.REMOVE,
                            WashRequest.Several.ANY,
                            WashRequest.Unreadable.KEEP,
                            Optional.empty(),
                            false);
            WashReport read =
                    Washing.run(
                            request,
                            reading,
                            spelled -> screened(preview, spelled.toString()),
                            run,
                            site);
            return new Found(preview.summary(), read.numbers().getOrDefault(Status.UNREADABLE, 0L));
        } finally {
            Files.deleteIfExists(out);
        }
    }

    private static Finding screened(Preview preview, String spelled) {
        if (preview.add(spelled)) {
            return Finding.stop(Reason.STOPPED);
        }
        return spelled.isBlank() ? Finding.EMPTY : Finding.UNREADABLE;
    }
}
