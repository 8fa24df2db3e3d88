package se.ringvakt.cli;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.OfferId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.view.Table;
import se.ringvakt.view.Words;

/// `campaign list`: the campaigns, and what is stopped.
@Command(name = "list", description = "List the campaigns, and what is stopped.")
final class CampaignListCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Output output = new Output();

    CampaignListCommand(Host host) {
        common = new Common(host);
    }

    /// All of it.
    ///
    /// @param allStopped the reason, when everything is stopped
    private record Listing(Optional<String> allStopped, List<Row> campaigns) {}

    /// @param mode enforce or rehearse; empty: as is usual at the gate
    /// @param stopped the reason, when it is stopped
    private record Row(
            String id,
            String principal,
            String principalName,
            String purpose,
            Optional<String> offer,
            Optional<String> goods,
            LocalDate firstDay,
            LocalDate lastDay,
            List<ShownNumber> callerIds,
            boolean aboutBusiness,
            boolean foreignNumbers,
            Optional<String> addressSource,
            Optional<String> callPurpose,
            Optional<String> mode,
            Optional<String> stopped) {}

    private record ShownNumber(
            String number, boolean callBack, Optional<String> play, Optional<String> route) {}

    @Override
    public Integer call() {
        try (Site site = common.open()) {
            Campaigns campaigns = site.campaigns().read();
            List<Row> rows =
                    campaigns.campaigns().values().stream()
                            .map(campaign -> row(campaign, campaigns))
                            .sorted(Comparator.comparing(Row::id))
                            .toList();
            Optional<CampaignId> everything = Optional.empty();
            output.print(
                    new Listing(Optional.ofNullable(campaigns.stops().get(everything)), rows),
                    CampaignListCommand::text);
        }
        return ExitCode.OK.code();
    }

    private static Row row(Campaign campaign, Campaigns campaigns) {
        return new Row(
                campaign.id().value(),
                campaign.principal().id().value(),
                campaign.principal().name(),
                Words.of(campaign.purpose()),
                campaign.offer().map(OfferId::value),
                campaign.goods(),
                campaign.firstDay(),
                campaign.lastDay(),
                campaign.callerIds().stream().map(CampaignListCommand::shown).toList(),
                campaign.aboutBusiness(),
                campaign.foreignNumbers(),
                campaign.script().addressSource(),
                campaign.script().callPurpose(),
                campaign.mode().map(Words::of),
                Optional.ofNullable(campaigns.stops().get(Optional.of(campaign.id()))));
    }

    private static ShownNumber shown(CallerId callerId) {
        return new ShownNumber(
                callerId.number().international(),
                callerId.callBack(),
                callerId.play(),
                callerId.route());
    }

    private static void text(Listing listing, PrintWriter out) {
        listing.allStopped().ifPresent(reason -> out.println("EVERYTHING IS STOPPED: " + reason));
        if (listing.campaigns().isEmpty()) {
            out.println("no campaign yet; apply a campaign file");
            return;
        }
        Table table =
                Table.of(
                        "CAMPAIGN",
                        "PRINCIPAL",
                        "PURPOSE",
                        "FROM",
                        "TO",
                        "OFFER",
                        "CALLER IDS",
                        "MODE",
                        "STOPPED");
        for (Row row : listing.campaigns()) {
            table.row(
                    row.id(),
                    row.principal(),
                    row.purpose(),
                    row.firstDay().toString(),
                    row.lastDay().toString(),
                    row.offer().orElse("-"),
                    String.join(
                            ", ",
                            row.callerIds().stream().map(CampaignListCommand::callerId).toList()),
                    row.mode().orElse("-"),
                    row.stopped().orElse("-"));
        }
        table.print(out);
    }

    private static String callerId(ShownNumber shown) {
        return shown.number() + (shown.callBack() ? "" : " (no call-back)");
    }
}
