package se.ringvakt.ledger.sql;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.History;
import se.ringvakt.call.History.Counted;
import se.ringvakt.call.PhoneNumber;

/// The histories of numbers lately asked for. Thread-safe.
///
/// May be behind the database, never ahead: what is put here was committed. A history that is
/// behind loses its append, is dropped, and is read anew. Of two histories of one number the newer
/// stays.
public final class HistoryCache {
    /// What another process erases is gone from memory a day later.
    private static final Duration LONGEST = Duration.ofDays(1);

    private final Cache<PhoneNumber, History> cache;
    private final Duration memory;

    /// @param most how many numbers
    /// @param memory how far back a history reaches
    public HistoryCache(int most, Duration memory) {
        this.cache =
                Caffeine.newBuilder()
                        .executor(Runnable::run)
                        .maximumSize(most)
                        .expireAfterWrite(LONGEST)
                        .build();
        this.memory = memory;
    }

    /// What is in memory of a number; null: nothing.
    public @Nullable History get(PhoneNumber number) {
        return cache.getIfPresent(number);
    }

    /// Keeps what was read, unless something newer is here.
    public void put(History history) {
        cache.asMap().merge(history.number(), history, HistoryCache::newer);
    }

    /// Has the next reader look for itself.
    public void drop(PhoneNumber number) {
        cache.invalidate(number);
    }

    /// Drops everything.
    public void clear() {
        cache.invalidateAll();
    }

    /// After an append.
    public void allowed(History seen, Attempt attempt) {
        List<Counted> counted = new ArrayList<>(seen.counted().size() + 1);
        Instant oldest = attempt.start().minus(memory);
        for (Counted each : seen.counted()) {
            if (!each.start().isBefore(oldest)) {
                counted.add(each);
            }
        }
        Counted added =
                new Counted(attempt.campaign(), attempt.offer(), attempt.start(), Optional.empty());
        int place = counted.size();
        while (place > 0 && counted.get(place - 1).start().isAfter(attempt.start())) {
            place--;
        }
        counted.add(place, added);
        put(new History(seen.number(), seen.version() + 1, counted, seen.debts()));
    }

    /// After an attempt got an end, or was released.
    public void settled(long version, KnownAttempt attempt, Optional<Instant> end) {
        change(
                attempt.number(),
                version,
                before -> {
                    int place = place(before, attempt);
                    if (place < 0) {
                        return null;
                    }
                    List<Counted> counted = new ArrayList<>(before.counted());
                    Counted open = counted.get(place);
                    if (end.isPresent()) {
                        counted.set(
                                place,
                                new Counted(open.campaign(), open.offer(), open.start(), end));
                    } else {
                        counted.remove(place);
                    }
                    return new History(before.number(), version, counted, before.debts());
                });
    }

    /// After a debt was opened or closed.
    public void debt(long version, PhoneNumber number, CampaignId campaign, boolean owed) {
        change(
                number,
                version,
                before -> {
                    Set<CampaignId> debts = new HashSet<>(before.debts());
                    if (owed) {
                        debts.add(campaign);
                    } else {
                        debts.remove(campaign);
                    }
                    return new History(number, version, before.counted(), debts);
                });
    }

    private void change(PhoneNumber number, long version, Step step) {
        cache.asMap()
                .computeIfPresent(
                        number,
                        (key, before) -> {
                            if (before.version() >= version) {
                                return before;
                            }
                            return before.version() == version - 1 ? step.apply(before) : null;
                        });
    }

    private static int place(History history, KnownAttempt attempt) {
        List<Counted> counted = history.counted();
        for (int place = counted.size() - 1; place >= 0; place--) {
            Counted each = counted.get(place);
            if (each.end().isEmpty()
                    && each.start().equals(attempt.start())
                    && each.campaign().equals(attempt.campaign())) {
                return place;
            }
        }
        return -1;
    }

    private static History newer(History one, History other) {
        return other.version() >= one.version() ? other : one;
    }

    /// The next version of a history; null: read it anew.
    private interface Step {
        @Nullable History apply(History before);
    }
}
