package se.ringvakt.gate;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import se.ringvakt.call.AttemptId;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.ledger.Recordings;

/// Recordings without a disk, for calls that the test says are under way.
public final class MemoryRecordings implements Recordings {
    public final Set<AttemptId> underWay = new HashSet<>();
    public final Map<Long, Consented> consents = new TreeMap<>();
    public final Map<Long, Erasure> erasures = new TreeMap<>();

    /// Every call fails.
    public boolean broken;

    @Override
    public boolean consent(Consented consented) {
        check();
        if (!underWay.contains(consented.attempt())) {
            return false;
        }
        consents.putIfAbsent(consented.attempt().value(), consented);
        return true;
    }

    @Override
    public List<Consented> standing(Instant before, AttemptId after, int most) {
        check();
        return consents.values().stream()
                .filter(each -> each.at().isBefore(before))
                .filter(each -> each.attempt().value() > after.value())
                .filter(each -> !erasures.containsKey(each.attempt().value()))
                .limit(most)
                .toList();
    }

    @Override
    public void erased(Erasure erasure) {
        check();
        erasures.putIfAbsent(erasure.attempt().value(), erasure);
    }

    @Override
    public List<Recorded> list(Optional<AttemptId> attempt) {
        check();
        return consents.values().stream()
                .filter(each -> attempt.isEmpty() || attempt.get().equals(each.attempt()))
                .map(each ->
                        new Recorded(
                                each, Optional.ofNullable(erasures.get(each.attempt().value()))))
                .toList()
                .reversed();
    }

    /// The erasure of this attempt's recording, which there must be.
    public Erasure erasure(long attempt) {
        return list(Optional.of(new AttemptId(attempt))).getFirst().erasure().orElseThrow();
    }

    private void check() {
        if (broken) {
            throw new LedgerException("broken: as the test asked");
        }
    }
}
