package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.register.Samples.NOW;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Block;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Found;

/// Long lists: prints what adding, reading and holding them costs. The borders asserted are wide,
/// since other work shares the machine. `-Dlists.rows=2000000` for the figures of the
/// documentation.
final class ListScaleTest {
    private static final int COUNT = Integer.getInteger("lists.rows", 300_000);
    private static final long FIRST = 46_720_000_000L;

    @TempDir private Path folder;

    @Test
    void manyBlocksAreAddedReadAndStreamed() {
        try (SqliteDatabase database = EmptyLedger.open(folder.resolve("ledger.db"))) {
            SqlNumberLists lists = new SqlNumberLists(database, () -> NOW);
            long begin = System.nanoTime();
            assertThat(lists.add(entries(ListScaleTest::block), Act.of("test", "import")))
                    .isEqualTo(COUNT);
            print("%,d blocks written in %d ms", COUNT, millisSince(begin));

            begin = System.nanoTime();
            KnownNumbers known = new KnownNumbers(lists, () -> NOW);
            print("%,d blocks read at start in %d ms", known.size(), millisSince(begin));
            assertThat(known.size()).isEqualTo(COUNT);

            begin = System.nanoTime();
            try (Stream<Found> found = lists.find(ListSearch.of(ListKind.BLOCKS))) {
                assertThat(found.skip(COUNT - 10L).limit(5)).hasSize(5);
            }
            print("the last page of them in %d ms", millisSince(begin));
            begin = System.nanoTime();
            assertThat(lists.of(new PhoneNumber(FIRST))).hasSize(1);
            try (var events = lists.events(ListSearch.of(new PhoneNumber(FIRST)))) {
                assertThat(events).hasSize(1);
            }
            print("one number and its history in %d ms", millisSince(begin));
        }
    }

    @Test
    void holdsABlockedNumberInFewBytes() {
        assertThat(bytesEach("blocked for ever", ListScaleTest::block)).isLessThan(40);
        assertThat(bytesEach("customers of 3,000 days", ListScaleTest::customer)).isLessThan(60);
    }

    @Test
    void answersWithoutAllocating() {
        NumberTable table = table(ListScaleTest::block);
        PhoneNumber[] asked =
                IntStream.range(0, 1 << 16)
                        .mapToObj(i -> new PhoneNumber(FIRST + i * 31L))
                        .toArray(PhoneNumber[]::new);
        long blocked = 0;
        long bytes = Long.MAX_VALUE;
        long nanos = Long.MAX_VALUE;
        for (int round = 0; round < 100 && bytes >= asked.length; round++) {
            long before = allocated();
            long begin = System.nanoTime();
            for (PhoneNumber number : asked) {
                blocked += table.of(number) == null ? 0 : 1;
            }
            nanos = Math.min(nanos, System.nanoTime() - begin);
            bytes = Math.min(bytes, allocated() - before);
        }
        assertThat(blocked).isPositive();
        assertThat(bytes).isLessThan(asked.length);
        print(
                "answer in %.0f ns, %d bytes in %d answers",
                (double) nanos / asked.length, bytes, asked.length);
    }

    private static double bytesEach(String what, IntFunction<Entry> entry) {
        long before = heapInUse();
        NumberTable table = table(entry);
        double each = (double) (heapInUse() - before) / COUNT;
        print("%s: %,d numbers, %.1f bytes each", what, table.size(), each);
        return each;
    }

    private static NumberTable table(IntFunction<Entry> entry) {
        NumberTable table = new NumberTable();
        entries(entry)
                .forEach(each -> table.put(each.about().orElseThrow(), KnownNumbers.known(each)));
        return table;
    }

    private static Stream<Entry> entries(IntFunction<Entry> entry) {
        return IntStream.range(0, COUNT).mapToObj(entry);
    }

    private static Entry block(int i) {
        return new NumberBlock(
                new PhoneNumber(FIRST + i * 7L),
                new Block(Block.List.CENTRE, Optional.empty(), Optional.empty()));
    }

    private static Entry customer(int i) {
        return new Customer(
                new PhoneNumber(FIRST + i * 7L),
                new CustomerRelation(
                        new PrincipalId("el-bolaget"),
                        Optional.empty(),
                        LocalDate.ofEpochDay(i % 3_000),
                        Optional.empty()));
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }

    private static long heapInUse() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String text, Object... values) {
        System.out.printf("figure: " + text + "%n", values);
    }

    private static long millisSince(long begin) {
        return (System.nanoTime() - begin) / 1_000_000;
    }
}
