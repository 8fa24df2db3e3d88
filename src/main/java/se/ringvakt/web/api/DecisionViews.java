package se.ringvakt.web.api;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;
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

    private static final int NUMBER_DIGITS = 7;
    private static final Pattern DIGIT = Pattern.compile("\\d");

    DecisionView of(Decision decision, Spelling spelling) {
        Optional<Campaign> campaign = campaigns.get().find(new CampaignId(decision.campaign()));
        Optional<Permit> permit = decision.permit();
        Optional<Became> became = permit.flatMap(Permit::became);
        return new DecisionView(
                decision.id().toString(),
                Times.offset(decision.at(), zone),
                decision.number().map(spelling::of),
                campaign.isPresent() ? decision.campaign() : unknown(decision, spelling),
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

    /// A name that no campaign has may be anything, a number too, in any spelling.
    private static String unknown(Decision decision, Spelling spelling) {
        String name = decision.campaign();
        boolean number = name.chars().filter(Character::isDigit).count() >= NUMBER_DIGITS;
        return spelling == Spelling.FULL || !number ? name : DIGIT.matcher(name).replaceAll("x");
    }

    static String verdict(Ruling ruling) {
        return ruling == Ruling.ALLOWED ? "allow" : "deny";
    }
}
