package se.ringvakt.cli;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import se.ringvakt.accounting.Credit;
import se.ringvakt.ledger.CheckCounts;

/// Checks in memory, each at an instant.
final class MemoryChecks implements CheckCounts {
    final Map<Instant, Washed> washed = new TreeMap<>();
    final Map<Instant, Dialled> dialled = new TreeMap<>();
    final List<Credit> credits = new ArrayList<>();
    long records;

    @Override
    public List<Washed> washed(String register, Instant from, Instant to) {
        return between(washed, from, to);
    }

    @Override
    public List<Dialled> dialled(Instant from, Instant to) {
        return between(dialled, from, to);
    }

    @Override
    public List<Credit> credits(String register) {
        return credits.stream().filter(credit -> credit.register().equals(register)).toList();
    }

    @Override
    public long records(String register, Instant since) {
        return records;
    }

    @Override
    public void buy(Credit credit, Instant at) {
        credits.add(credit);
    }

    private static <T> List<T> between(Map<Instant, T> all, Instant from, Instant to) {
        return all.entrySet().stream()
                .filter(each -> !each.getKey().isBefore(from) && each.getKey().isBefore(to))
                .map(Map.Entry::getValue)
                .toList();
    }
}
