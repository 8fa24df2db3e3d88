package se.ringvakt.evidence;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

final class RangesTest {
    private static final int NUMBERS = 40;
    private static final int ROUNDS = 2_000;

    /// Against sets of single numbers, which cannot be wrong.
    @Test
    void runsHoldWhatSingleNumbersWould() {
        Random random = new Random(7);
        for (int round = 0; round < ROUNDS; round++) {
            Ranges one = new Ranges();
            Ranges other = new Ranges();
            Set<Long> ones = fill(one, random);
            Set<Long> others = fill(other, random);

            assertThat(numbers(one)).isEqualTo(ones);
            assertThat(one.size()).isEqualTo(ones.size());
            assertThat(one.isEmpty()).isEqualTo(ones.isEmpty());
            Set<Long> left = new TreeSet<>(ones);
            left.removeAll(others);
            Ranges without = new Ranges();
            one.without(other).forEach(run -> without.add(run.first(), run.last()));
            assertThat(numbers(without)).isEqualTo(left);
        }
    }

    private static Set<Long> fill(Ranges ranges, Random random) {
        Set<Long> numbers = new TreeSet<>();
        for (int i = random.nextInt(8); i > 0; i--) {
            long first = random.nextInt(NUMBERS);
            long last = first + random.nextInt(5) - 1;
            if (random.nextInt(4) == 0) {
                ranges.remove(first);
                numbers.remove(first);
            } else {
                ranges.add(first, last);
                for (long n = first; n <= last; n++) {
                    numbers.add(n);
                }
            }
        }
        return numbers;
    }

    private static Set<Long> numbers(Ranges ranges) {
        Set<Long> numbers = new TreeSet<>();
        for (long n = 0; n < NUMBERS + 10; n++) {
            if (ranges.contains(n)) {
                numbers.add(n);
            }
        }
        return numbers;
    }
}
