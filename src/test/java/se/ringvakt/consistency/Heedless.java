package se.ringvakt.consistency;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Ledger;

/// A ledger that does not care what was seen: it appends after whatever is there. The checker must
/// find what comes of it.
record Heedless(Ledger ledger) implements Ledger {
    @Override
    public boolean append(History seen, Attempt attempt) {
        History last = seen;
        while (!ledger.append(last, attempt)) {
            last = ledger.history(seen.number());
        }
        return true;
    }

    @Override
    public boolean rehearse(History seen, Attempt attempt, Denial denial) {
        return ledger.rehearse(seen, attempt, denial);
    }

    @Override
    public History history(PhoneNumber number) {
        return ledger.history(number);
    }

    @Override
    public int node() {
        return ledger.node();
    }

    @Override
    public Optional<Attempt> attempt(AttemptId id) {
        return ledger.attempt(id);
    }

    @Override
    public Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        return ledger.last(number, callerId);
    }

    @Override
    public boolean settle(AttemptId id, Outcome outcome) {
        return ledger.settle(id, outcome);
    }

    @Override
    public boolean silent(AttemptId id, Instant at) {
        return ledger.silent(id, at);
    }

    @Override
    public boolean repay(PhoneNumber number, CampaignId campaign, Instant at) {
        return ledger.repay(number, campaign, at);
    }

    @Override
    public void withdraw(AttemptId id) {
        ledger.withdraw(id);
    }

    @Override
    public void record(Denial denial) {
        ledger.record(denial);
    }

    @Override
    public void record(Bypass bypass) {
        ledger.record(bypass);
    }

    @Override
    public List<Attempt> open() {
        return ledger.open();
    }

    @Override
    public void close() {
        ledger.close();
    }
}
