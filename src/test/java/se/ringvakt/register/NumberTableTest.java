package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;

final class NumberTableTest {
    private static final PrincipalId PRINCIPAL = new PrincipalId("el-bolaget");

    private final NumberTable table = new NumberTable();

    @Test
    void holdsWhatAMapHolds() {
        SplittableRandom random = new SplittableRandom(1);
        Map<PhoneNumber, KnownOfNumber> map = new HashMap<>();
        for (int i = 0; i < 200_000; i++) {
            PhoneNumber number = number(random.nextInt(40_000));
            KnownOfNumber known = random.nextInt(4) == 0 ? null : some(random.nextInt(30_000));
            table.put(number, known);
            if (known == null) {
                map.remove(number);
            } else {
                map.put(number, known);
            }
        }
        assertThat(table.size()).isEqualTo(map.size());
        for (int i = 0; i < 50_000; i++) {
            assertThat(table.of(number(i))).isEqualTo(map.get(number(i)));
        }
    }

    @Test
    void numbersThatSayTheSameShareIt() {
        table.put(number(1), blocked());
        table.put(number(2), blocked());

        assertThat(table.of(number(1))).isSameAs(table.of(number(2)));
    }

    @Test
    void whatIsOfNoMoreUseIsForgotten() {
        for (int i = 0; i < 300_000; i++) {
            table.put(number(1), consented(i));
        }
        assertThat(table.of(number(1))).isEqualTo(consented(299_999));
        assertThat(table.size()).isEqualTo(1);
    }

    @Test
    void whoReadsWhileItGrowsFindsEveryNumber() throws ExecutionException, InterruptedException {
        for (int i = 0; i < 100; i++) {
            table.put(number(i), some(i));
        }
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newSingleThreadExecutor()) {
            Future<Long> reader = threads.submit(() -> read(done));
            for (int i = 100; i < 400_000; i++) {
                table.put(number(i), some(i % 70_000));
                if (i % 3 == 0) {
                    table.put(number(i - 2), null);
                }
                if (i - 2 < 100) {
                    table.put(number(i - 2), some(i - 2));
                }
            }
            done.set(true);
            assertThat(reader.get()).isPositive();
        }
    }

    private long read(AtomicBoolean done) {
        long rounds = 0;
        do {
            for (int i = 0; i < 98; i++) {
                if (!some(i).equals(table.of(number(i)))) {
                    throw new AssertionError(i + ": " + table.of(number(i)));
                }
            }
            rounds++;
        } while (!done.get());
        return rounds;
    }

    private static PhoneNumber number(int i) {
        return new PhoneNumber(46_700_000_000L + i);
    }

    private static KnownOfNumber some(int i) {
        return switch (i % 3) {
            case 0 -> consented(i);
            case 1 -> blocked();
            default ->
                    new KnownOfNumber(
                            List.of(),
                            List.of(),
                            List.of(
                                    new CustomerRelation(
                                            PRINCIPAL,
                                            Optional.empty(),
                                            LocalDate.ofEpochDay(i),
                                            Optional.empty())),
                            Subscription.CONSUMER);
        };
    }

    private static KnownOfNumber blocked() {
        return new KnownOfNumber(
                List.of(new Block(Block.List.CENTRE, Optional.empty(), Optional.empty())),
                List.of(),
                List.of(),
                Subscription.CONSUMER);
    }

    private static KnownOfNumber consented(int i) {
        return new KnownOfNumber(
                List.of(),
                List.of(
                        new Consent(
                                PRINCIPAL,
                                Instant.ofEpochSecond(i),
                                Optional.empty(),
                                "form " + i)),
                List.of(),
                Subscription.CONSUMER);
    }
}
