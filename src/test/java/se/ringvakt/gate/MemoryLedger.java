package se.ringvakt.gate;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.ledger.Denial;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.LedgerException;

/// A ledger without a disk whose faults can be chosen: for what the real one cannot be made to do
/// at a chosen moment.
public final class MemoryLedger implements Ledger {
    public final List<Attempt> appended = new ArrayList<>();
    public final List<AttemptId> withdrawn = new ArrayList<>();
    public final Set<AttemptId> silent = new HashSet<>();
    public final Set<PhoneNumber> repaid = new HashSet<>();
    public final List<Bypass> bypasses = new ArrayList<>();
    public final List<Denial> denials = new ArrayList<>();
    private final Map<PhoneNumber, History> histories = new ConcurrentHashMap<>();

    /// Every call fails.
    public volatile boolean broken;

    /// Every append takes this long.
    public volatile Duration slowness = Duration.ZERO;

    @Override
    public History history(PhoneNumber number) {
        check();
        return histories.getOrDefault(number, History.none(number));
    }

    /// Which histories others have changed since they were read here; each is told once.
    public final Map<PhoneNumber, History> stale = new ConcurrentHashMap<>();

    /// How often it was asked whether a history is current.
    public int looks;

    /// This gate has no number.
    public volatile boolean nameless;

    @Override
    public boolean isCurrent(History seen) {
        check();
        looks++;
        History newer = stale.remove(seen.number());
        if (newer != null) {
            put(newer);
        }
        return newer == null;
    }

    @Override
    public int node() {
        if (nameless) {
            throw new LedgerException("node: none, as the test asked");
        }
        return 0;
    }

    @Override
    public boolean append(History seen, Attempt attempt) {
        check();
        try {
            Thread.sleep(slowness);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        synchronized (this) {
            if (history(attempt.number()).version() != seen.version()) {
                return false;
            }
            List<Counted> counted = new ArrayList<>(seen.counted());
            counted.add(
                    new Counted(
                            attempt.campaign(),
                            attempt.offer(),
                            attempt.start(),
                            Optional.empty()));
            put(new History(attempt.number(), seen.version() + 1, counted, seen.debts()));
            appended.add(attempt);
            return true;
        }
    }

    @Override
    public boolean rehearse(History seen, Attempt attempt, Denial denial) {
        boolean first = append(seen, attempt);
        if (first) {
            record(denial);
        }
        return first;
    }

    /// Sets the history of a number.
    public void put(History history) {
        histories.put(history.number(), history);
    }

    @Override
    public synchronized Optional<Attempt> attempt(AttemptId id) {
        check();
        return appended.stream().filter(attempt -> attempt.id().equals(id)).findFirst();
    }

    /// Others append to it, too.
    public volatile boolean shared;

    @Override
    public boolean isShared() {
        return shared;
    }

    @Override
    public synchronized List<Attempt> permitted(
            String uniqueId, Optional<PhoneNumber> number, Instant since) {
        check();
        return appended.reversed().stream()
                .filter(attempt -> attempt.uniqueId().equals(uniqueId))
                .filter(attempt -> number.isEmpty() || number.get().equals(attempt.number()))
                .filter(attempt -> !attempt.start().isBefore(since))
                .toList();
    }

    @Override
    public synchronized Optional<Attempt> last(PhoneNumber number, PhoneNumber callerId) {
        check();
        return appended.reversed().stream()
                .filter(attempt -> attempt.number().equals(number))
                .filter(attempt -> attempt.callerId().equals(callerId))
                .findFirst();
    }

    @Override
    public boolean settle(AttemptId id, Outcome outcome) {
        check();
        return true;
    }

    @Override
    public synchronized void withdraw(AttemptId id) {
        check();
        withdrawn.add(id);
    }

    @Override
    public synchronized void record(Denial denial) {
        denials.add(denial);
    }

    @Override
    public synchronized boolean silent(AttemptId id, Instant at) {
        check();
        return silent.add(id);
    }

    @Override
    public synchronized boolean repay(PhoneNumber number, CampaignId campaign, Instant at) {
        check();
        return repaid.add(number);
    }

    @Override
    public synchronized void record(Bypass bypass) {
        check();
        bypasses.add(bypass);
    }

    @Override
    public List<Attempt> open() {
        return List.of();
    }

    @Override
    public void close() {}

    private void check() {
        if (broken) {
            throw new LedgerException("broken: as the test asked");
        }
    }
}
