package se.ringvakt.cli;

import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.gate.Outcomes;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.CallRecords.Settled;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Seldom;
import se.ringvakt.site.InstalledSite;

/// Tells a gate of the agents who gave up too soon today: before it began, and at other gates on
/// the same ledger. For one thread.
final class BreachFollowing {
    private static final Logger LOG = LoggerFactory.getLogger(BreachFollowing.class);

    private final InstalledSite site;
    private final Outcomes outcomes;
    private final Seldom seldom = new Seldom(LOG);

    BreachFollowing(InstalledSite site, Outcomes outcomes) {
        this.site = site;
        this.outcomes = outcomes;
    }

    /// Looks once.
    ///
    /// @throws LedgerException when the ledger fails
    void look() {
        Instant midnight = site.today().atStartOfDay(site.zone()).toInstant();
        outcomes.remember(
                site.records().breaches(midnight).stream()
                        .filter(call ->
                                call.settled()
                                        .flatMap(Settled::breach)
                                        .filter(Breach.RING_TOO_SHORT::equals)
                                        .isPresent())
                        .map(Call::attempt)
                        .toList());
    }

    /// Looks at what other gates saw, where it would stop anybody. What cannot be read now is read
    /// the next time.
    void follow() {
        int most = site.policies().at(site.clock().instant()).policy().agentBreachesMost();
        if (most == 0 || !site.isShared()) {
            return;
        }
        try {
            look();
        } catch (LedgerException e) {
            seldom.warn("agents' breaches cannot be read", String.valueOf(e.getMessage()));
        }
    }
}
