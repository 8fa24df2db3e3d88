package se.ringvakt.rule;

import java.time.Instant;
import java.util.Comparator;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History.Counted;

/// The counted attempts at a number in the campaign that wants to call it.
final class Attempts {
    private Attempts() {}

    /// How many started at this instant or later.
    static int since(Instant first, Facts facts) {
        CampaignId campaign = facts.campaign().id();
        int count = 0;
        for (Counted attempt : facts.history().counted()) {
            if (!attempt.start().isBefore(first) && attempt.campaign().equals(campaign)) {
                count++;
            }
        }
        return count;
    }

    /// When the n-th latest of them started; 1 is the latest. There must be as many.
    static Instant latestStart(int n, Facts facts) {
        return facts.history().counted().stream()
                .filter(attempt -> attempt.campaign().equals(facts.campaign().id()))
                .map(Counted::start)
                .sorted(Comparator.reverseOrder())
                .skip(n - 1L)
                .findFirst()
                .orElseThrow();
    }
}
