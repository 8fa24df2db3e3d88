package se.ringvakt.site;

import java.time.Instant;
import java.time.Year;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.accounting.Checks;
import se.ringvakt.accounting.Statement;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.ledger.CheckCounts;

/// How much was checked at an installation, and what that would have cost.
public final class Accounts {
    private static final int MONTHS = 12;

    private Accounts() {}

    /// A calendar year's account.
    ///
    /// @param principal empty: everybody's
    public static Statement of(
            Year year, String register, Optional<PrincipalId> principal, Site site) {
        List<Checks> counted =
                counted(year, register, site).stream()
                        .filter(checks ->
                                principal.isEmpty() || checks.principal().equals(principal))
                        .toList();
        return Statement.of(year, register, counted, site.accounting().tariffs(), site.today());
    }

    private static List<Checks> counted(Year of, String register, Site site) {
        Campaigns campaigns = site.campaigns().read();
        CheckCounts counts = site.checks();
        List<Checks> counted = new ArrayList<>();
        for (int month = 1; month <= MONTHS; month++) {
            YearMonth in = of.atMonth(month);
            Instant from = in.atDay(1).atStartOfDay(site.zone()).toInstant();
            Instant to = in.plusMonths(1).atDay(1).atStartOfDay(site.zone()).toInstant();
            for (CheckCounts.Washed washed : counts.washed(register, from, to)) {
                counted.add(
                        new Checks(in, washed.principal(), washed.checked(), washed.free(), 0, 0));
            }
            for (CheckCounts.Dialled dialled : counts.dialled(from, to)) {
                counted.add(
                        new Checks(
                                in,
                                principal(dialled.campaign(), campaigns),
                                0,
                                0,
                                dialled.checked(),
                                dialled.free()));
            }
        }
        return counted;
    }

    private static Optional<PrincipalId> principal(CampaignId campaign, Campaigns campaigns) {
        return campaigns.find(campaign).map(found -> found.principal().id());
    }
}
