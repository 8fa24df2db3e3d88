package se.ringvakt.web.api;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decision.Became;
import se.ringvakt.report.Decision.Permit;
import se.ringvakt.report.DecisionId;
import se.ringvakt.report.Ruling;
import se.ringvakt.rule.Reason;
import se.ringvakt.view.Spelling;
import se.ringvakt.view.Times;
import se.ringvakt.view.Words;

/// Turns decisions on record into what the API shows.
///
/// @param campaigns as they stand in memory
record DecisionViews(Supplier<Campaigns> campaigns, ZoneId zone) {

    DecisionView of(Decision decision, Spelling spelling) {
        Campaigns now = campaigns.get();
        Optional<Campaign> campaign = now.find(new CampaignId(decision.campaign()));
        Optional<Permit> permit = decision.permit();
        Optional<Became> became = permit.flatMap(Permit::became);
        return new DecisionView(
                decision.id().toString(),
                Times.offset(decision.at(), zone),
                decision.number().map(spelling::of),
                spelling == Spelling.FULL
                        ? decision.campaign()
                        : CampaignNames.masked(decision.campaign(), now),
                campaign.map(one -> one.principal().id().value()),
                Optional.of(decision.agent()).filter(agent -> !agent.isEmpty()),
                Words.of(decision.kind()),
                verdict(decision.ruling()),
                decision.reasons().stream().findFirst().map(Reason::name),
                decision.reasons().stream().map(Reason::name).toList(),
                decision.retryAt().map(at -> Times.offset(at, zone)),
                decision.uniqueId(),
                became.map(Became::status).filter(status -> !status.isEmpty()),
                became.map(one -> Words.of(one.answer())),
                became.flatMap(Became::rang).map(Duration::toMillis),
                became.flatMap(Became::talk).map(Duration::toMillis),
                became.flatMap(Became::breach).isPresent(),
                permit.filter(Permit::silent).isPresent(),
                decision.rehearsed().isPresent(),
                decision.rehearsed()
                        .filter(id -> id.ruling() == Ruling.ALLOWED)
                        .map(DecisionId::toString));
    }

    static String verdict(Ruling ruling) {
        return ruling == Ruling.ALLOWED ? "allow" : "deny";
    }
}
