package se.ringvakt.replay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.PhoneNumber;

/// The histories of the numbers that were called, as long as any limit looks back: some 100 bytes a
/// number and 24 an attempt. For one thread.
final class Past {
    private static final int SWEEP_LEAST = 100_000;
    private static final int LONGS = 3;
    private static final long OPEN = Long.MIN_VALUE;
    private static final long[] NOTHING = {};

    private final Duration memory;
    private final Function<PhoneNumber, History> before;

    /// Of each attempt its start and end in milliseconds since 1970, and whose it was.
    private final Map<PhoneNumber, long[]> attempts = new HashMap<>();

    private final Map<PhoneNumber, Set<CampaignId>> debts = new HashMap<>();
    private final List<Of> owners = new ArrayList<>();
    private final Map<Of, Integer> ownerIndexes = new HashMap<>();
    private int sweepAt = SWEEP_LEAST;

    private record Of(CampaignId campaign, Optional<OfferId> offer) {}

    /// @param memory how far any limit looks back
    /// @param before what was on record of a number before the first call
    Past(Duration memory, Function<PhoneNumber, History> before) {
        this.memory = memory;
        this.before = before;
    }

    History of(PhoneNumber number) {
        long[] found = found(number);
        Set<CampaignId> owed = debts.getOrDefault(number, Set.of());
        if (found.length == 0 && owed.isEmpty()) {
            return History.none(number);
        }
        List<Counted> counted = new ArrayList<>(found.length / LONGS);
        for (int i = 0; i < found.length; i += LONGS) {
            Of of = owners.get((int) found[i + 2]);
            Optional<Instant> end =
                    found[i + 1] == OPEN
                            ? Optional.empty()
                            : Optional.of(Instant.ofEpochMilli(found[i + 1]));
            counted.add(
                    new Counted(of.campaign(), of.offer(), Instant.ofEpochMilli(found[i]), end));
        }
        return new History(number, 1, counted, owed);
    }

    /// An attempt begins; none begins before one that has begun already.
    void began(Attempt attempt) {
        var _ = found(attempt.number());
        add(
                attempt.number(),
                attempt.start().toEpochMilli(),
                OPEN,
                new Of(attempt.campaign(), attempt.offer()));
        if (attempts.size() >= sweepAt) {
            sweep(attempt.start().minus(memory).toEpochMilli());
        }
    }

    /// An attempt is over and counts.
    void ended(Attempt attempt, Instant end) {
        long[] found = found(attempt.number());
        int place = place(found, attempt);
        if (place >= 0) {
            found[place + 1] = end.toEpochMilli();
        }
    }

    /// An attempt is over and does not count.
    void released(Attempt attempt) {
        long[] found = found(attempt.number());
        int place = place(found, attempt);
        if (place >= 0) {
            long[] rest = Arrays.copyOf(found, found.length - LONGS);
            System.arraycopy(found, place + LONGS, rest, place, rest.length - place);
            attempts.put(attempt.number(), rest);
        }
    }

    boolean owes(PhoneNumber number, CampaignId campaign) {
        return debts.getOrDefault(number, Set.of()).contains(campaign);
    }

    void owe(PhoneNumber number, CampaignId campaign) {
        debts.computeIfAbsent(number, _ -> new HashSet<>()).add(campaign);
    }

    void repay(PhoneNumber number, CampaignId campaign) {
        debts.computeIfPresent(
                number,
                (_, owed) -> {
                    owed.remove(campaign);
                    return owed.isEmpty() ? null : owed;
                });
    }

    /// How many numbers are remembered.
    int size() {
        return attempts.size();
    }

    private long[] found(PhoneNumber number) {
        long[] found = attempts.get(number);
        return found == null ? onRecord(number) : found;
    }

    private long[] onRecord(PhoneNumber number) {
        History history = before.apply(number);
        if (history.counted().isEmpty() && history.debts().isEmpty()) {
            return NOTHING;
        }
        for (Counted each : history.counted()) {
            add(
                    number,
                    each.start().toEpochMilli(),
                    each.end().map(Instant::toEpochMilli).orElse(OPEN),
                    new Of(each.campaign(), each.offer()));
        }
        history.debts().forEach(campaign -> owe(number, campaign));
        return attempts.computeIfAbsent(number, _ -> NOTHING);
    }

    private void add(PhoneNumber number, long start, long end, Of owner) {
        int index =
                ownerIndexes.computeIfAbsent(
                        owner,
                        added -> {
                            owners.add(added);
                            return owners.size() - 1;
                        });
        long oldest = start - memory.toMillis();
        long[] known = attempts.getOrDefault(number, NOTHING);
        int gone = 0;
        while (gone < known.length && known[gone] < oldest) {
            gone += LONGS;
        }
        long[] more = Arrays.copyOfRange(known, gone, known.length + LONGS);
        more[more.length - LONGS] = start;
        more[more.length - LONGS + 1] = end;
        more[more.length - LONGS + 2] = index;
        attempts.put(number, more);
    }

    private int place(long[] found, Attempt attempt) {
        long start = attempt.start().toEpochMilli();
        Integer owner = ownerIndexes.get(new Of(attempt.campaign(), attempt.offer()));
        for (int i = found.length - LONGS; i >= 0; i -= LONGS) {
            boolean same = found[i] == start && owner != null && found[i + 2] == owner;
            if (same && found[i + 1] == OPEN) {
                return i;
            }
        }
        return -1;
    }

    /// Forgets numbers whose last attempt no limit looks back to.
    private void sweep(long oldest) {
        attempts.values().removeIf(of -> of.length == 0 || of[of.length - LONGS] < oldest);
        sweepAt = Math.max(SWEEP_LEAST, attempts.size() * 2);
    }
}
