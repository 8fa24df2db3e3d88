package se.ringvakt.register;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;

/// What is known of millions of numbers: 16 to 24 bytes each where many say the same, as blocks and
/// customers do; what one number alone says comes on top.
///
/// Readers search without locks and without allocating; whoever changes the table waits for others
/// who do. For one number, a reader sees what was known before a change or after it.
final class NumberTable {
    private static final int CAPACITY_FIRST = 1 << 10;
    private static final double FULL = 0.75;
    private static final double FULL_WHEN_NEW = 0.5;

    /// More contents than this are not looked for among each other: they are not alike.
    private static final int SHARED_MOST = 50_000;

    /// Contents that may be of no more use, beside as many as there are, before room is made.
    private static final int UNUSED_MOST = 1 << 16;

    private volatile Slots slots = new Slots(CAPACITY_FIRST);

    // Under the lock alone.
    private final Map<KnownOfNumber, Integer> shared = new HashMap<>();
    private int slotsUsed;
    private int contentsUsed = 1;
    private int contentsWhenNew = 1;
    private volatile int size;

    /// What is known of the number; null when it has no entry.
    @Nullable KnownOfNumber of(PhoneNumber number) {
        return slots.of(number.e164());
    }

    /// How many numbers have entries.
    int size() {
        return size;
    }

    /// Puts what is known of a number in place of what was.
    ///
    /// @param known null: nothing any more
    synchronized void put(PhoneNumber number, @Nullable KnownOfNumber known) {
        KnownOfNumber former = of(number);
        if (Objects.equals(former, known)) {
            return;
        }
        makeRoom();
        if (slots.put(number.e164(), known == null ? Slots.NOTHING : index(known))) {
            slotsUsed++;
        }
        size += (known == null ? 0 : 1) - (former == null ? 0 : 1);
    }

    /// The index of a content, which many numbers may share. A consent has its own proof, so nobody
    /// else has the same.
    private int index(KnownOfNumber known) {
        Integer same = shared.get(known);
        if (same != null) {
            return same;
        }
        int index = contentsUsed++;
        slots.content(index, known);
        if (known.consents().isEmpty() && shared.size() < SHARED_MOST) {
            shared.put(known, index);
        }
        return index;
    }

    /// Before the slots are too full, or too many contents are of no more use, moves to new ones.
    private void makeRoom() {
        Slots old = slots;
        boolean full = slotsUsed + 1 > old.keys.length * FULL;
        if (!full && contentsUsed <= 2 * contentsWhenNew + UNUSED_MOST) {
            return;
        }
        Slots anew = new Slots(Math.max(CAPACITY_FIRST, (int) ((size + 1) / FULL_WHEN_NEW)));
        int[] moved = new int[contentsUsed];
        int used = 1;
        slotsUsed = 0;
        for (int slot = 0; slot < old.keys.length; slot++) {
            int index = old.indexes[slot];
            if (index != Slots.NOTHING) {
                if (moved[index] == 0) {
                    moved[index] = used;
                    anew.content(used++, old.content(index));
                }
                anew.put(old.keys[slot], moved[index]);
                slotsUsed++;
            }
        }
        shared.values().removeIf(index -> moved[index] == 0);
        shared.replaceAll((_, index) -> moved[index]);
        contentsUsed = used;
        contentsWhenNew = used;
        slots = anew;
    }

    /// An open table of numbers, each with the index of its content. One thread writes. A number's
    /// slot never changes, its index does in one step, and a content is there before its index is.
    private static final class Slots {
        /// The index of a number that has no entries any more; those without a slot have none.
        static final int NOTHING = 0;

        private static final VarHandle LONGS = MethodHandles.arrayElementVarHandle(long[].class);
        private static final VarHandle INTS = MethodHandles.arrayElementVarHandle(int[].class);

        /// Spreads numbers that lie side by side: 2^64 divided by the golden ratio.
        private static final long SPREAD = 0x9E3779B97F4A7C15L;

        /// 0: free.
        private final long[] keys;

        private final int[] indexes;
        private volatile @Nullable KnownOfNumber[] contents = {null};

        Slots(int capacity) {
            keys = new long[capacity];
            indexes = new int[capacity];
        }

        @Nullable KnownOfNumber of(long number) {
            int slot = slot(number);
            if (key(slot) == 0) {
                return null;
            }
            int index = (int) INTS.getAcquire(indexes, slot);
            return content(index);
        }

        @Nullable KnownOfNumber content(int index) {
            return contents[index];
        }

        /// Returns whether the number took a slot.
        boolean put(long number, int index) {
            int slot = slot(number);
            boolean free = keys[slot] == 0;
            INTS.setRelease(indexes, slot, index);
            LONGS.setRelease(keys, slot, number);
            return free;
        }

        void content(int index, @Nullable KnownOfNumber known) {
            if (index >= contents.length) {
                @Nullable KnownOfNumber[] longer = Arrays.copyOf(contents, contents.length * 2);
                longer[index] = known;
                contents = longer;
            } else {
                contents[index] = known;
            }
        }

        /// Where the number is, or the free slot where it would be.
        private int slot(long number) {
            int slot = (int) Math.unsignedMultiplyHigh(number * SPREAD, keys.length);
            for (long key = key(slot); key != 0 && key != number; key = key(slot)) {
                slot = slot + 1 == keys.length ? 0 : slot + 1;
            }
            return slot;
        }

        private long key(int slot) {
            return (long) LONGS.getAcquire(keys, slot);
        }
    }
}
