package se.ringvakt.rule;

import java.time.LocalDate;
import java.util.Optional;

/// §1.9: a campaign is limited in time (Kontakta and SWEDMA, Etiska riktlinjer, 2021-07-01): no
/// call before its first day or after its last.
final class CampaignClosed implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        LocalDate today = facts.moment().today();
        LocalDate firstDay = facts.campaign().firstDay();
        if (today.isAfter(facts.campaign().lastDay())) {
            return Optional.of(Objection.never(Reason.CAMPAIGN_CLOSED));
        }
        return today.isBefore(firstDay)
                ? Optional.of(
                        Objection.until(
                                Reason.CAMPAIGN_CLOSED,
                                firstDay.atStartOfDay(facts.moment().zone()).toInstant()))
                : Optional.empty();
    }
}
