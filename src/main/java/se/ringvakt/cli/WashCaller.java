package se.ringvakt.cli;

import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.rule.Screening;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.wash.NumberScreen;
import se.ringvakt.wash.WashRefused;

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

    /// What was chosen.
    record Chosen(
            NumberScreen screen,
            boolean missingZero,
            Optional<PrincipalId> principal,
            Optional<CampaignId> campaign) {}

    Chosen chosen(Site site) {
        if (principal.isPresent() && campaign.isPresent()) {
            throw common.misuse("--principal: with --campaign (expected: one of them, or none)");
        }
        return chosen(
                registers.stream().distinct().toList(),
                principal,
                campaign,
                missingZero,
                site,
                common);
    }

    /// The same from elsewhere than the command line.
    ///
    /// @param registers by name; none: all
    static Chosen chosen(
            List<String> registers,
            Optional<String> principal,
            Optional<String> campaign,
            boolean missingZero,
            Site site,
            Common common) {
        Campaigns campaigns = site.campaigns().read();
        Optional<Campaign> named = campaign.map(id -> Typed.campaign(id, campaigns));
        Optional<PrincipalId> owner =
                named.map(found -> found.principal().id())
                        .or(() -> principal.map(id -> Typed.principal(id, campaigns)));
        Campaign judged =
                named.orElseGet(() ->
                        Screening.anyCampaignOf(
                                owner.map(id -> new Principal(id, "")).orElse(Screening.NOBODY)));
        NumberScreen.Sources sources =
                new NumberScreen.Sources(
                        site.plan()::read,
                        snapshots(registers, site, common),
                        new KnownNumbers(site.lists(), site.clock())::of,
                        missingZero);
        return new Chosen(
                new NumberScreen(sources, site.policies(), site.now(), judged),
                missingZero,
                owner,
                named.map(Campaign::id));
    }

    private static List<RegisterSnapshot> snapshots(List<String> names, Site site, Common common) {
        List<Site.Register> chosen =
                names.isEmpty()
                        ? site.registers()
                        : names.stream()
                                .map(name -> RegisterChoice.one(Optional.of(name), site, common))
                                .toList();
        return chosen.stream().map(WashCaller::inForce).toList();
    }

    private static RegisterSnapshot inForce(Site.Register register) {
        return register.store()
                .load(register.name())
                .orElseThrow(() ->
                        new WashRefused(
                                "register: "
                                        + register.name()
                                        + " has no version (expected: one; register import)"));
    }
}
