package se.ringvakt.gate;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
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

/// Histories in memory, in a cache such as the embedded ledger's. Whatever is appended is accepted
/// and forgotten: what is measured is the decision, and it can be repeated for ever.
final class WarmLedger implements Ledger {
    private final Cache<PhoneNumber, History> histories =
            Caffeine.newBuilder().maximumSize(200_000).build();

    void put(History history) {
        histories.put(history.number(), history);
    }

    @Override
    public History history(PhoneNumber number) {
        History history = histories.getIfPresent(number);
        return history == null ? History.none(number) : history;
    }

    @Override
    public boolean rehearse(History seen, Attempt attempt, Denial denial) {
        return append(seen, attempt);
    }

    @Override
    public boolean append(History seen, Attempt attempt) {
        return true;
    }

    @Override
    public Optional<Attempt> attempt(AttemptId id) {
        return Optional.empty();
    }

    @Override
    public Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        return Optional.empty();
    }

    @Override
    public boolean settle(AttemptId id, Outcome outcome) {
        return true;
    }

    @Override
    public void withdraw(AttemptId id) {}

    @Override
    public void record(Denial denial) {}

    @Override
    public boolean silent(AttemptId id, Instant at) {
        return true;
    }

    @Override
    public boolean repay(PhoneNumber number, CampaignId campaign, Instant at) {
        return false;
    }

    @Override
    public void record(Bypass bypass) {}

    @Override
    public List<Attempt> open() {
        return List.of();
    }

    @Override
    public void close() {}
}
