package se.ringvakt.gate;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Campaign;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.ledger.CallRecords.Debt;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Policies;

/// Calls owed after silent ones (§3.3) that nobody may make any more: the number was blocked, or
/// the campaign is over. One that a call has repaid is closed with that call's outcome.
public final class Debts {
    private static final Logger LOG = LoggerFactory.getLogger(Debts.class);

    private final CallRecords records;
    private final Ledger ledger;
    private final Knowledge knowledge;
    private final Policies policies;
    private final InstantSource clock;
    private final Meters meters;
    private volatile double open = Double.NaN;
    private boolean told;

    public Debts(
            CallRecords records,
            Ledger ledger,
            Knowledge knowledge,
            Policies policies,
            InstantSource clock,
            Meters meters) {
        this.records = records;
        this.ledger = ledger;
        this.knowledge = knowledge;
        this.policies = policies;
        this.clock = clock;
        this.meters = meters;
        meters.show(Meter.DEBTS_OPEN, () -> open);
    }

    /// Closes those that are owed no more; call it every few seconds, from one thread. Never
    /// throws: what cannot be done is tried again at the next call, and told once.
    public void sweep() {
        try {
            Instant now = clock.instant();
            List<Debt> debts = records.debts();
            debts.forEach(debt -> over(debt, now).ifPresent(why -> close(debt, now, why)));
            open = debts.size();
            told = false;
        } catch (LedgerException e) {
            if (!told) {
                LOG.warn("calls owed cannot be looked through: {}", e.getMessage());
            }
            told = true;
        }
    }

    private void close(Debt debt, Instant now, String why) {
        if (ledger.repay(debt.number(), debt.campaign(), now)) {
            meters.count(Meter.DEBTS, why);
            LOG.info("call owed to {} by {}: closed, {}", debt.number(), debt.campaign(), why);
        }
    }

    private Optional<String> over(Debt debt, Instant now) {
        Optional<Campaign> campaign = knowledge.campaigns().find(debt.campaign());
        if (campaign.isEmpty()) {
            return Optional.empty();
        }
        if (LocalDate.ofInstant(now, policies.zone()).isAfter(campaign.get().lastDay())) {
            return Optional.of("campaign over");
        }
        boolean blocked =
                knowledge.known(debt.number()).blocks().stream()
                        .filter(block -> block.binds(campaign.get().principal().id()))
                        .anyMatch(block -> block.expires().map(now::isBefore).orElse(true));
        return blocked ? Optional.of("number blocked") : Optional.empty();
    }
}
