package se.ringvakt.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.site.WashChoice;

/// For whom a list is washed, and against what.
final class WashCaller {
    private final Common common;

    @Option(
            names = "--register",
            paramLabel = "NAME",
            description = "Which register; repeatable (default: all).")
    private List<String> registers = List.of();

    @Option(
            names = "--principal",
            paramLabel = "ID",
            description =
                    "On whose behalf calls will be made: its block list binds, consents given to it"
                            + " and its customers are exempt (default: nobody's).")
    private Optional<String> principal = Optional.empty();

    @Option(
            names = "--campaign",
            paramLabel = "ID",
            description =
                    "For which campaign: also its purpose and kind of goods, and whether it may"
                            + " call abroad or businesses.")
    private Optional<String> campaign = Optional.empty();

    @Option(
            names = "--missing-zero",
            description =
                    "Nine digits that begin as a mobile number are one that lost its leading 0 in"
                            + " a spreadsheet.")
    private boolean missingZero;

    WashCaller(Common common) {
        this.common = common;
    }

    WashChoice chosen(Site site) {
        if (principal.isPresent() && campaign.isPresent()) {
            throw common.misuse("--principal: with --campaign (expected: one of them, or none)");
        }
        return WashChoice.of(
                wish(
                        registers.stream().distinct().toList(),
                        principal,
                        campaign,
                        missingZero,
                        site,
                        common),
                site);
    }

    /// What names mean.
    ///
    /// @param registers none: all
    static WashChoice.Wish wish(
            List<String> registers,
            Optional<String> principal,
            Optional<String> campaign,
            boolean missingZero,
            Site site,
            Common common) {
        Campaigns campaigns = site.campaigns().read();
        return new WashChoice.Wish(
                registers.stream()
                        .map(name -> RegisterChoice.one(Optional.of(name), site, common))
                        .toList(),
                principal.map(id -> common.principal(id, campaigns)),
                campaign.map(id -> common.campaign(id, campaigns)),
                missingZero);
    }
}
