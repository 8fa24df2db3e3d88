package se.ringvakt.register;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import se.ringvakt.call.Block;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

/// What block lists, exemptions and subscription records say of each number, in memory. Any number
/// of readers, who never wait; one thread at a time follows the lists on disk.
public final class KnownNumbers {
    private static final int CHANGES_AT_A_TIME = 1000;

    /// With more changes than this outstanding, reading everything anew is cheaper.
    private static final long CHANGES_FOLLOWED_MOST = 100_000;

    private final NumberLists lists;
    private final InstantSource clock;
    private volatile State state;
    private volatile Instant followed;
    private long revision;

    /// Guards the replacing of a state by one read anew.
    private final Object swap = new Object();

    /// Numbers refreshed while everything is being read anew, which may have missed them.
    private final Set<PhoneNumber> refreshed = new HashSet<>();

    private boolean reading;

    /// Reads all lists.
    ///
    /// @param clock tells when the lists were last followed
    public KnownNumbers(NumberLists lists, InstantSource clock) {
        this.lists = lists;
        this.clock = clock;
        this.followed = clock.instant();
        this.revision = lists.revision();
        this.state = read();
    }

    /// What is known of the number; costs one look-up, and allocates only where both the number and
    /// a prefix of it have entries.
    public KnownOfNumber of(PhoneNumber number) {
        State now = state;
        KnownOfNumber exact = now.numbers.get(number);
        KnownOfNumber prefixed = now.prefixes.of(number);
        if (exact == null) {
            return prefixed;
        }
        return prefixed.blocks().isEmpty() ? exact : merged(exact, prefixed);
    }

    /// How many numbers have entries of their own.
    public int size() {
        return state.numbers.size();
    }

    /// Everything recorded before this instant is known here; the older it grows, the less may be
    /// trusted that nothing has been blocked since.
    public Instant followed() {
        return followed;
    }

    /// Takes over what has changed on disk, and returns how many changes there were. When it
    /// throws, what was known stays, [#followed()] stands still, and the next call tries again.
    public synchronized long follow() {
        Instant begun = clock.instant();
        long last = lists.revision();
        long outstanding = last - revision;
        if (outstanding < 0 || outstanding > CHANGES_FOLLOWED_MOST) {
            // Fewer changes than were seen: another database, a restored backup.
            readAnew();
            revision = last;
        } else {
            int taken = CHANGES_AT_A_TIME;
            while (taken >= CHANGES_AT_A_TIME) {
                taken = takeChanges();
            }
        }
        followed = begun;
        return Math.max(outstanding, 0);
    }

    /// Takes the next changes and returns how many they were. The revision moves last, so a failure
    /// half-way repeats them, which does no harm: what stands now is what is read.
    private int takeChanges() {
        List<Change> changes = lists.changesSince(revision, CHANGES_AT_A_TIME);
        Set<PhoneNumber> numbers = new HashSet<>();
        boolean prefixes = false;
        long last = revision;
        for (Change change : changes) {
            change.number().ifPresent(numbers::add);
            prefixes |= change.number().isEmpty();
            last = Math.max(last, change.revision());
        }
        State now = state;
        for (PhoneNumber number : numbers) {
            replace(now.numbers, number);
        }
        if (prefixes) {
            state = new State(now.numbers, readPrefixes());
        }
        revision = last;
        return changes.size();
    }

    /// Takes over at once what stands on disk of one number; what was on disk before is in force
    /// when this returns. Does not wait for whoever follows the rest. Thread-safe.
    public void refresh(PhoneNumber number) {
        synchronized (swap) {
            replace(state.numbers, number);
            if (reading) {
                refreshed.add(number);
            }
        }
    }

    private void readAnew() {
        synchronized (swap) {
            refreshed.clear();
            reading = true;
        }
        try {
            State anew = read();
            synchronized (swap) {
                refreshed.forEach(number -> replace(anew.numbers, number));
                state = anew;
            }
        } finally {
            synchronized (swap) {
                reading = false;
            }
        }
    }

    /// In one step for each number, so that of two who replace it the last has read the latest.
    private void replace(
            ConcurrentHashMap<PhoneNumber, KnownOfNumber> numbers, PhoneNumber number) {
        numbers.compute(
                number,
                (_, _) ->
                        lists.of(number).stream()
                                .map(KnownNumbers::known)
                                .reduce(KnownNumbers::merged)
                                .orElse(null));
    }

    private State read() {
        ConcurrentHashMap<PhoneNumber, KnownOfNumber> numbers = new ConcurrentHashMap<>();
        List<PrefixBlock> prefixes = new ArrayList<>();
        try (Stream<Entry> entries = lists.all()) {
            entries.forEach(entry -> {
                if (entry instanceof PrefixBlock prefix) {
                    prefixes.add(prefix);
                } else {
                    numbers.merge(number(entry), known(entry), KnownNumbers::merged);
                }
            });
        }
        return new State(numbers, new PrefixBlocks(prefixes));
    }

    private PrefixBlocks readPrefixes() {
        try (Stream<PrefixBlock> prefixes = lists.prefixes()) {
            return new PrefixBlocks(prefixes.toList());
        }
    }

    private static PhoneNumber number(Entry entry) {
        return switch (entry) {
            case NumberBlock block -> block.number();
            case ConsentGiven consent -> consent.number();
            case Customer customer -> customer.number();
            case Subscribed subscribed -> subscribed.number();
            case PrefixBlock prefix ->
                    throw new IllegalArgumentException(
                            "entry: " + prefix.prefix() + "* (expected: one of a number)");
        };
    }

    private static KnownOfNumber known(Entry entry) {
        return switch (entry) {
            case NumberBlock block -> blocked(block.block());
            case PrefixBlock prefix -> blocked(prefix.block());
            case ConsentGiven given ->
                    new KnownOfNumber(
                            List.of(), List.of(given.consent()), List.of(), Subscription.CONSUMER);
            case Customer customer ->
                    new KnownOfNumber(
                            List.of(),
                            List.of(),
                            List.of(customer.relation()),
                            Subscription.CONSUMER);
            case Subscribed subscribed ->
                    new KnownOfNumber(List.of(), List.of(), List.of(), subscribed.subscription());
        };
    }

    private static KnownOfNumber blocked(Block block) {
        return new KnownOfNumber(List.of(block), List.of(), List.of(), Subscription.CONSUMER);
    }

    private static KnownOfNumber merged(KnownOfNumber one, KnownOfNumber other) {
        return new KnownOfNumber(
                union(one.blocks(), other.blocks()),
                union(one.consents(), other.consents()),
                union(one.relations(), other.relations()),
                stricter(one.subscription(), other.subscription()));
    }

    private static <T> List<T> union(List<T> one, List<T> other) {
        if (one.isEmpty() || other.isEmpty()) {
            return one.isEmpty() ? other : one;
        }
        return Stream.concat(one.stream(), other.stream()).distinct().toList();
    }

    /// A number has one subscription on record. Should there be two, a company's binds more, as it
    /// keeps to office hours.
    private static Subscription stricter(Subscription one, Subscription other) {
        return one.compareTo(other) >= 0 ? one : other;
    }

    private record State(
            ConcurrentHashMap<PhoneNumber, KnownOfNumber> numbers, PrefixBlocks prefixes) {}
}
