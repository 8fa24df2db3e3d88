package se.ringvakt.access;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import se.ringvakt.access.UserStore.Stored;

/// Slows down those who guess passwords. After so many failures in a row the next attempt must wait
/// a second, then two, four and so on; whoever does not wait is turned away, and it costs no hash.
///
/// Three counts, each with its [Ladder]. One is of the user *and* the network, and its waits grow
/// long: only who fails is locked out, not the user elsewhere. One is of the user from anywhere
/// they have never logged in from, for guesses spread over many addresses; its waits stay short, so
/// that nobody can keep a user out for good, and it does not bind where the user has logged in
/// before. One is of the network, for guesses spread over many users; an office has one address, so
/// it begins later.
///
/// Each attempt counts as failed from its beginning until it proves right, so that a thousand at
/// the same moment are no better than a thousand in a row. Names that are no user's count alike, so
/// that a lock tells nothing. The counts are bounded in number; those of real users are on disk
/// too. Thread-safe; does not block.
final class LockOut {
    /// Failures older than this do not count.
    private static final Duration MEMORY = Duration.ofDays(1);

    private static final int COUNTS_MOST = 100_000;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MOST = 20;

    /// How waits grow.
    enum Ladder {
        PAIR(5, Duration.ofMinutes(15), MEMORY),
        USER(5, Duration.ofSeconds(30), MEMORY),
        NETWORK(20, Duration.ofMinutes(15), Duration.ofMinutes(1));

        private final int free;
        private final Duration most;
        private final Duration forgives;

        /// @param free so many may fail before the first wait
        /// @param most the longest wait
        /// @param forgives after so long without another, one failure less counts
        Ladder(int free, Duration most, Duration forgives) {
            this.free = free;
            this.most = most;
            this.forgives = forgives;
        }

        /// What is left of failures by now.
        Failures left(Failures failures, Instant now) {
            Duration since = Duration.between(failures.last(), now);
            if (since.compareTo(MEMORY) >= 0) {
                return Failures.NONE;
            }
            long forgiven = since.isNegative() ? 0 : since.dividedBy(forgives);
            int left = (int) Math.max(0, failures.count() - forgiven);
            return new Failures(left, failures.last());
        }

        /// Until when nobody may try again.
        Instant until(Failures failures) {
            if (failures.count() < free) {
                return Instant.EPOCH;
            }
            int doublings = Math.min(failures.count() - free, DOUBLINGS_MOST);
            Duration wait = FIRST_WAIT.multipliedBy(1L << doublings);
            return failures.last().plus(wait.compareTo(most) < 0 ? wait : most);
        }
    }

    private record Key(Ladder ladder, String user, String network) {}

    private final Cache<Key, Failures> counts =
            Caffeine.newBuilder().maximumSize(COUNTS_MOST).expireAfterWrite(MEMORY).build();

    /// An attempt to log in, counted as failed.
    ///
    /// @param failures what is to be kept on disk if it has: of the network where the user is known
    ///   there, else of the user
    /// @param until when the next one may be made if it has; not after now: at once
    record Try(List<Counted> counted, Failures failures, Instant until) {}

    /// One of an attempt's counts.
    ///
    /// @param before as it stood in memory; empty: it did not
    private record Counted(Key key, Optional<Failures> before, Failures after) {}

    /// What may be done.
    sealed interface Turn {
        /// It may be tried.
        record Go(Try attempt) implements Turn {}

        /// Not before then.
        record Wait(Instant until) implements Turn {}
    }

    /// Begins an attempt.
    ///
    /// @param name as it was typed, or nothing if it can be no name
    /// @param stored the user; empty: there is none
    synchronized Turn begin(String name, String network, Optional<Stored> stored, Instant now) {
        List<Key> keys = keys(name, network, stored);
        Instant until = Instant.EPOCH;
        for (Key key : keys) {
            Instant at = key.ladder.until(count(key, stored, now));
            until = at.isAfter(until) ? at : until;
        }
        return now.isBefore(until) ? new Turn.Wait(until) : new Turn.Go(counted(keys, stored, now));
    }

    private Try counted(List<Key> keys, Optional<Stored> stored, Instant now) {
        Instant until = Instant.EPOCH;
        Failures kept = Failures.NONE;
        List<Counted> counted = new ArrayList<>();
        for (Key key : keys) {
            Failures failures = count(key, stored, now).and(now);
            counted.add(new Counted(key, Optional.ofNullable(counts.getIfPresent(key)), failures));
            counts.put(key, failures);
            Instant at = key.ladder.until(failures);
            until = at.isAfter(until) ? at : until;
            // The user's own count comes after the pair's, where it binds at all.
            kept = key.ladder == Ladder.NETWORK ? kept : failures;
        }
        return new Try(counted, kept, until);
    }

    /// It proved right: nothing failed here, of this user. The network's other failures stay, and
    /// so do those from elsewhere when the user was known here: they are another's.
    synchronized void succeeded(Try attempt) {
        for (Counted each : attempt.counted) {
            if (each.key.ladder == Ladder.NETWORK) {
                takeBack(each);
            } else {
                counts.put(each.key, Failures.NONE);
            }
        }
    }

    /// It was neither right nor wrong.
    synchronized void abandoned(Try attempt) {
        attempt.counted.forEach(this::takeBack);
    }

    /// As if it had not been, unless others have failed meanwhile.
    private void takeBack(Counted counted) {
        Failures now = counts.getIfPresent(counted.key);
        if (counted.after.equals(now)) {
            counted.before.ifPresentOrElse(
                    before -> counts.put(counted.key, before),
                    () -> counts.invalidate(counted.key));
        } else if (now != null) {
            counts.put(counted.key, now.less());
        }
    }

    private static List<Key> keys(String name, String network, Optional<Stored> stored) {
        List<Key> keys = new ArrayList<>();
        keys.add(new Key(Ladder.PAIR, name, network));
        if (stored.isEmpty() || !stored.get().networks().containsKey(network)) {
            keys.add(new Key(Ladder.USER, name, ""));
        }
        keys.add(new Key(Ladder.NETWORK, "", network));
        return keys;
    }

    /// What is in memory, else what was on disk before the restart.
    private Failures count(Key key, Optional<Stored> stored, Instant now) {
        Failures known = counts.getIfPresent(key);
        Failures failures = known != null ? known : kept(key, stored);
        return key.ladder.left(failures, now);
    }

    private static Failures kept(Key key, Optional<Stored> stored) {
        return switch (key.ladder) {
            case PAIR ->
                    stored.map(it -> it.networks().getOrDefault(key.network, Failures.NONE))
                            .orElse(Failures.NONE);
            case USER -> stored.map(Stored::failures).orElse(Failures.NONE);
            case NETWORK -> Failures.NONE;
        };
    }
}
