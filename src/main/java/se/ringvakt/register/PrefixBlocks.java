package se.ringvakt.register;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import se.ringvakt.call.Block;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;

/// The blocks of whole prefixes, by length: immutable, and free when there are none. What a longer
/// prefix says includes what the shorter ones it begins with say, so the longest match is enough.
final class PrefixBlocks {
    static final PrefixBlocks NONE = new PrefixBlocks(List.of());

    private final List<OfLength> longestFirst;

    PrefixBlocks(Collection<PrefixBlock> entries) {
        Map<String, Set<Block>> byPrefix = new TreeMap<>();
        for (PrefixBlock entry : entries) {
            byPrefix.computeIfAbsent(entry.prefix(), _ -> new LinkedHashSet<>()).add(entry.block());
        }
        this.longestFirst =
                byPrefix.keySet().stream()
                        .map(String::length)
                        .distinct()
                        .sorted((a, b) -> b - a)
                        .map(length -> OfLength.of(length, byPrefix))
                        .toList();
    }

    /// What the prefixes of this number say; [KnownOfNumber#NOTHING] itself when they say nothing.
    KnownOfNumber of(PhoneNumber number) {
        if (longestFirst.isEmpty()) {
            return KnownOfNumber.NOTHING;
        }
        long leading = number.e164();
        int length = digits(leading);
        for (int i = 0; i < longestFirst.size(); i++) {
            OfLength candidates = longestFirst.get(i);
            for (; length > candidates.length; length--) {
                leading /= 10;
            }
            int found =
                    length == candidates.length
                            ? Arrays.binarySearch(candidates.prefixes, leading)
                            : -1;
            if (found >= 0) {
                return candidates.known.get(found);
            }
        }
        return KnownOfNumber.NOTHING;
    }

    private static int digits(long number) {
        int digits = 1;
        for (long power = 10; power <= number; power *= 10) {
            digits++;
        }
        return digits;
    }

    private static final class OfLength {
        private final int length;
        private final long[] prefixes;
        private final List<KnownOfNumber> known;

        private OfLength(int length, long[] prefixes, List<KnownOfNumber> known) {
            this.length = length;
            this.prefixes = prefixes;
            this.known = known;
        }

        static OfLength of(int length, Map<String, Set<Block>> byPrefix) {
            // Of equal length, the order of texts is the order of numbers.
            List<String> prefixes =
                    byPrefix.keySet().stream().filter(p -> p.length() == length).toList();
            return new OfLength(
                    length,
                    prefixes.stream().mapToLong(Long::parseLong).toArray(),
                    prefixes.stream().map(prefix -> known(prefix, byPrefix)).toList());
        }

        private static KnownOfNumber known(String prefix, Map<String, Set<Block>> byPrefix) {
            List<Block> blocks = new ArrayList<>();
            for (int end = prefix.length(); end > 0; end--) {
                blocks.addAll(byPrefix.getOrDefault(prefix.substring(0, end), Set.of()));
            }
            return new KnownOfNumber(blocks, List.of(), List.of(), Subscription.CONSUMER);
        }
    }
}
