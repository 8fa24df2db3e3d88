package se.ringvakt.rule;

import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;

/// §3.2: at most two campaigns a year with the same offer to one consumer (Kontakta and SWEDMA,
/// Etiska riktlinjer, 2021-07-01).
///
/// The campaign that wants to call is not one of the two: it is stopped only when two others have
/// called within a year.
final class OfferLimit implements Rule {
    @Override
    public Optional<Objection> objection(Facts facts) {
        Optional<OfferId> offer = facts.campaign().offer();
        int most = facts.policy().offerCampaigns();
        if (offer.isEmpty() || others(facts) < most || !RegisterScope.regulated(facts)) {
            return Optional.empty();
        }
        List<Instant> lapses =
                lapses(facts).values().stream()
                        .filter(lapse -> lapse.isAfter(facts.now()))
                        .sorted(Comparator.reverseOrder())
                        .toList();
        return lapses.size() < most
                ? Optional.empty()
                : Optional.of(Objection.until(Reason.OFFER_LIMIT, lapses.get(most - 1)));
    }

    /// How many attempts other campaigns have made with this offer: most numbers have none.
    private static int others(Facts facts) {
        int count = 0;
        for (Counted attempt : facts.history().counted()) {
            if (isOther(attempt, facts)) {
                count++;
            }
        }
        return count;
    }

    private static boolean isOther(Counted attempt, Facts facts) {
        return attempt.offer().equals(facts.campaign().offer())
                && !attempt.campaign().equals(facts.campaign().id());
    }

    /// Until when each of the other campaigns counts. A year after 29 February is 28 February, so a
    /// later start does not always lapse later.
    private static Map<CampaignId, Instant> lapses(Facts facts) {
        Map<CampaignId, Instant> lapses = new HashMap<>();
        for (Counted attempt : facts.history().counted()) {
            if (isOther(attempt, facts)) {
                Instant lapse =
                        attempt.start()
                                .atZone(facts.moment().zone())
                                .plus(facts.policy().offerPeriod())
                                .toInstant();
                lapses.merge(attempt.campaign(), lapse, (a, b) -> a.isAfter(b) ? a : b);
            }
        }
        return lapses;
    }
}
