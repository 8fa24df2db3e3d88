package se.ringvakt.register;

import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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

    /// With more changes than this outstanding, and more than there are numbers, reading everything
    /// anew is cheaper.
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
        this(lists, clock, lists::all);
    }

    private KnownNumbers(
            NumberLists lists, InstantSource clock, Supplier<Stream<? extends Entry>> first) {
        this.lists = lists;
        this.clock = clock;
        this.followed = clock.instant();
        this.revision = lists.revision();
        this.state = read(first);
    }

    /// Reads what concerns one number, in no time; of others nothing is known, until they change.
    public static KnownNumbers only(PhoneNumber number, NumberLists lists, InstantSource clock) {
        return new KnownNumbers(
                lists, clock, () -> Stream.concat(lists.of(number).stream(), lists.prefixes()));
    }

    /// What is known of the number; costs one look-up, and allocates only where both the number and
    /// a prefix of it have entries.
    public KnownOfNumber of(PhoneNumber number) {
        State now = state;
        KnownOfNumber exact = now.numbers.of(number);
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

    /// Takes over what had changed on disk when it was called, and returns how many changes there
    /// were; what changes meanwhile is left to the next call. When it throws, what was known stays,
    /// [#followed()] stands still, and the next call tries again.
    public synchronized long follow() {
        Instant begun = clock.instant();
        long last = lists.revision();
        long outstanding = last - revision;
        if (outstanding < 0 || outstanding > Math.max(CHANGES_FOLLOWED_MOST, size())) {
            // Fewer changes than were seen: another database, a restored backup.
            readAnew();
            revision = last;
        } else {
            while (revision < last && takeChanges() > 0) {
                // Each round takes the next changes.
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
        replace(now.numbers, numbers);
        if (prefixes) {
            state = new State(now.numbers, readPrefixes());
        }
        revision = last;
        return changes.size();
    }

    /// Takes over at once what stands on disk of one number; what was on disk before is in force
    /// when this returns. Waits for no more than the changes that are just being taken.
    /// Thread-safe.
    public void refresh(PhoneNumber number) {
        synchronized (swap) {
            replace(state.numbers, Set.of(number));
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
            State anew = read(lists::all);
            synchronized (swap) {
                replace(anew.numbers, refreshed);
                state = anew;
            }
        } finally {
            synchronized (swap) {
                reading = false;
            }
        }
    }

    /// Reads and replaces in one step, so that of two who replace a number the last has read the
    /// latest.
    private void replace(NumberTable numbers, Set<PhoneNumber> changed) {
        if (changed.isEmpty()) {
            return;
        }
        synchronized (numbers) {
            Map<PhoneNumber, KnownOfNumber> standing = new HashMap<>();
            for (Entry entry : lists.of(changed)) {
                entry.about()
                        .ifPresent(number ->
                                standing.merge(number, known(entry), KnownNumbers::merged));
            }
            changed.forEach(number -> numbers.put(number, standing.get(number)));
        }
    }

    private static State read(Supplier<Stream<? extends Entry>> all) {
        NumberTable numbers = new NumberTable();
        List<PrefixBlock> prefixes = new ArrayList<>();
        try (Stream<? extends Entry> entries = all.get()) {
            entries.forEach(entry -> {
                if (entry instanceof PrefixBlock prefix) {
                    prefixes.add(prefix);
                } else {
                    PhoneNumber number = entry.about().orElseThrow();
                    KnownOfNumber former = numbers.of(number);
                    numbers.put(
                            number, former == null ? known(entry) : merged(former, known(entry)));
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

    /// What these entries, all of one number or prefixes of it, say together.
    public static KnownOfNumber of(Collection<Entry> entries) {
        return entries.stream()
                .map(KnownNumbers::known)
                .reduce(KnownOfNumber.NOTHING, KnownNumbers::merged);
    }

    static KnownOfNumber known(Entry entry) {
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

    private record State(NumberTable numbers, PrefixBlocks prefixes) {}
}
