package se.ringvakt.site;

import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.RegisterSnapshot;
import se.ringvakt.rule.Screening;
import se.ringvakt.wash.NumberScreen;
import se.ringvakt.wash.WashRefused;

/// For whom a list is washed, and against what, as it stood at one moment.
///
/// @param missingZero nine digits that begin as a mobile number are one that lost its leading 0
/// @param principal whose lists and exemptions count; empty: what binds everybody
public record WashChoice(
        NumberScreen screen,
        boolean missingZero,
        Optional<PrincipalId> principal,
        Optional<CampaignId> campaign) {

    /// What is to be chosen.
    ///
    /// @param registers none: all
    /// @param principal used only without a campaign, which has its own
    public record Wish(
            List<Site.Register> registers,
            Optional<PrincipalId> principal,
            Optional<Campaign> campaign,
            boolean missingZero) {}

    /// Reads what a wash is judged by: registers, lists and policy of now.
    ///
    /// @throws WashRefused when a register has no version
    /// @throws se.ringvakt.register.RegisterRefused when one cannot be read
    public static WashChoice of(Wish wish, Site site) {
        Optional<PrincipalId> owner =
                wish.campaign().map(found -> found.principal().id()).or(wish::principal);
        Campaign judged =
                wish.campaign()
                        .orElseGet(() ->
                                Screening.anyCampaignOf(
                                        owner.map(id -> new Principal(id, ""))
                                                .orElse(Screening.NOBODY)));
        List<Site.Register> chosen =
                wish.registers().isEmpty() ? site.registers() : wish.registers();
        NumberScreen.Sources sources =
                new NumberScreen.Sources(
                        site.plan()::read,
                        chosen.stream().map(WashChoice::inForce).toList(),
                        new KnownNumbers(site.lists(), site.clock())::of,
                        wish.missingZero());
        return new WashChoice(
                new NumberScreen(sources, site.policies(), site.now(), judged),
                wish.missingZero(),
                owner,
                wish.campaign().map(Campaign::id));
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
