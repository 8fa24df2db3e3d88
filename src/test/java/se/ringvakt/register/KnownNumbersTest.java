package se.ringvakt.register;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static se.ringvakt.register.Samples.FOREIGN;
import static se.ringvakt.register.Samples.LISTED;
import static se.ringvakt.register.Samples.NOT_LISTED;
import static se.ringvakt.register.Samples.NOW;
import static se.ringvakt.register.Samples.TODAY;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

final class KnownNumbersTest {
    private static final PrincipalId PRINCIPAL = new PrincipalId("el-bolaget");
    private static final Block CENTRE =
            new Block(Block.List.CENTRE, Optional.empty(), Optional.empty());
    private static final Block DECEASED =
            new Block(Block.List.DECEASED, Optional.empty(), Optional.empty());
    private static final Block EXPIRED =
            new Block(
                    Block.List.PRINCIPAL,
                    Optional.of(PRINCIPAL),
                    Optional.of(NOW.minus(Duration.ofDays(400))));
    private static final Consent CONSENT =
            new Consent(PRINCIPAL, NOW.minusSeconds(60), Optional.empty(), "form 1");
    private static final CustomerRelation RELATION =
            new CustomerRelation(PRINCIPAL, Optional.empty(), TODAY, Optional.empty());

    private final ListsInMemory lists = new ListsInMemory();
    private Instant now = NOW;

    @Test
    void knowsNothingOfMostNumbers() {
        KnownNumbers known = known();

        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);
        add(new NumberBlock(NOT_LISTED, CENTRE));
        known.follow();
        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);
    }

    @Test
    void gathersWhatAllListsSayOfANumber() {
        add(
                new NumberBlock(LISTED, CENTRE),
                new ConsentGiven(LISTED, CONSENT),
                new Customer(LISTED, RELATION),
                new Subscribed(LISTED, Subscription.COMPANY),
                new NumberBlock(LISTED, DECEASED));

        assertThat(known().of(LISTED))
                .isEqualTo(
                        new KnownOfNumber(
                                List.of(CENTRE, DECEASED),
                                List.of(CONSENT),
                                List.of(RELATION),
                                Subscription.COMPANY));
    }

    @Test
    void takesDuplicatesOnceAndKeepsExpiredEntriesAsTheyAre() {
        add(
                new NumberBlock(LISTED, EXPIRED),
                new NumberBlock(LISTED, EXPIRED),
                new Subscribed(LISTED, Subscription.COMPANY),
                new Subscribed(LISTED, Subscription.SOLE_TRADER));

        KnownOfNumber of = known().of(LISTED);
        assertThat(of.blocks()).containsExactly(EXPIRED);
        assertThat(of.subscription()).isEqualTo(Subscription.COMPANY);
    }

    @Test
    void findsEveryPrefixOfANumber() {
        add(
                new PrefixBlock("46701740", CENTRE),
                new PrefixBlock("4670", DECEASED),
                new PrefixBlock("4671", DECEASED),
                new PrefixBlock("46701740605", EXPIRED),
                new PrefixBlock("467017406059", CENTRE));
        KnownNumbers known = known();

        assertThat(known.of(LISTED).blocks()).containsExactly(EXPIRED, CENTRE, DECEASED);
        assertThat(known.of(NOT_LISTED).blocks()).containsExactly(CENTRE, DECEASED);
        assertThat(known.of(new PhoneNumber(46_70_0000000L)).blocks()).containsExactly(DECEASED);
        assertThat(known.of(new PhoneNumber(46_8_46500400L))).isSameAs(KnownOfNumber.NOTHING);
        assertThat(known.of(FOREIGN)).isSameAs(KnownOfNumber.NOTHING);
        // Begins with the digits of no prefix, though it holds those of one.
        assertThat(known.of(new PhoneNumber(1_46_70_174L)).blocks()).isEmpty();
    }

    @Test
    void joinsPrefixAndNumber() {
        add(
                new PrefixBlock("4670", CENTRE),
                new NumberBlock(LISTED, CENTRE),
                new NumberBlock(LISTED, DECEASED),
                new ConsentGiven(LISTED, CONSENT));

        KnownOfNumber of = known().of(LISTED);
        assertThat(of.blocks()).containsExactly(CENTRE, DECEASED);
        assertThat(of.consents()).containsExactly(CONSENT);
    }

    @Test
    void followsWhatIsAddedAndLifted() {
        KnownNumbers known = known();
        Entry block = new NumberBlock(LISTED, CENTRE);
        Entry prefix = new PrefixBlock("4670", DECEASED);

        add(block, prefix);
        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);
        assertThat(known.follow()).isEqualTo(2);
        assertThat(known.of(LISTED).blocks()).containsExactly(CENTRE, DECEASED);

        lists.remove(block);
        lists.remove(prefix);
        assertThat(known.follow()).isEqualTo(2);
        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);
        assertThat(known.size()).isZero();
        assertThat(known.follow()).isZero();
        assertThat(lists.wholeReads()).isEqualTo(1);
    }

    @Test
    void followsManyChangesAndReadsAnewWhenThereAreTooMany() {
        KnownNumbers known = known();
        addMany(46_70_1000000L, 2_500);
        assertThat(known.follow()).isEqualTo(2_500);
        assertThat(known.size()).isEqualTo(2_500);
        assertThat(lists.wholeReads()).isEqualTo(1);

        addMany(46_72_1000000L, 100_001);
        assertThat(known.follow()).isEqualTo(100_001);
        assertThat(known.size()).isEqualTo(102_501);
        assertThat(lists.wholeReads()).isEqualTo(2);
    }

    @Test
    void readsAnewWhenTheListsHaveGoneBack() {
        ListsInMemory restored = new ListsInMemory();
        restored.add(Stream.of(new NumberBlock(NOT_LISTED, CENTRE)), Act.of("test", "add"));
        add(new NumberBlock(LISTED, CENTRE), new NumberBlock(LISTED, DECEASED));
        SwitchingLists switching = new SwitchingLists(lists);
        KnownNumbers known = new KnownNumbers(switching, () -> now);

        switching.switchTo(restored);
        known.follow();

        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);
        assertThat(known.of(NOT_LISTED).blocks()).containsExactly(CENTRE);
    }

    @Test
    void tellsHowFreshItIsAndStaysAsItWasWhenReadingFails() {
        KnownNumbers known = known();
        now = NOW.plusSeconds(10);
        known.follow();
        assertThat(known.followed()).isEqualTo(NOW.plusSeconds(10));

        add(new NumberBlock(LISTED, CENTRE));
        lists.failing(true);
        now = NOW.plusSeconds(20);
        assertThatThrownBy(known::follow).hasMessageContaining("damaged");
        assertThat(known.followed()).isEqualTo(NOW.plusSeconds(10));
        assertThat(known.of(LISTED)).isSameAs(KnownOfNumber.NOTHING);

        lists.failing(false);
        known.follow();
        assertThat(known.of(LISTED).blocks()).containsExactly(CENTRE);
        assertThat(known.followed()).isEqualTo(NOW.plusSeconds(20));
    }

    @Test
    void showsConcurrentReadersEitherStateOfANumber()
            throws ExecutionException, InterruptedException {
        KnownNumbers known = known();
        Entry first = new NumberBlock(LISTED, CENTRE);
        Entry second = new ConsentGiven(LISTED, CONSENT);
        add(first);
        known.follow();
        AtomicBoolean done = new AtomicBoolean();
        try (ExecutorService threads = Executors.newFixedThreadPool(2)) {
            Future<Long> reader = threads.submit(() -> read(known, done));
            for (int i = 0; i < 1000; i++) {
                add(second);
                known.follow();
                lists.remove(second);
                known.follow();
            }
            done.set(true);
            assertThat(reader.get()).isPositive();
        }
    }

    private static long read(KnownNumbers known, AtomicBoolean done) {
        long seen = 0;
        do {
            if (known.of(LISTED).blocks().size() != 1) {
                throw new AssertionError("block lost: " + known.of(LISTED));
            }
            seen++;
        } while (!done.get());
        return seen;
    }

    private KnownNumbers known() {
        return new KnownNumbers(lists, () -> now);
    }

    private void add(Entry... entries) {
        lists.add(Stream.of(entries), Act.of("test", "add"));
    }

    private void addMany(long first, int count) {
        lists.add(
                LongStream.range(first, first + count)
                        .mapToObj(number -> new NumberBlock(new PhoneNumber(number), CENTRE)),
                Act.of("test", "add"));
    }

    @Test
    void oneNumberCanBeTakenOverAtOnce() {
        KnownNumbers known = known();
        add(new NumberBlock(LISTED, CENTRE), new NumberBlock(NOT_LISTED, CENTRE));

        known.refresh(LISTED);

        assertThat(known.of(LISTED).blocks()).containsExactly(CENTRE);
        assertThat(known.of(NOT_LISTED).blocks()).isEmpty();
        assertThat(known.follow()).isEqualTo(2);
        assertThat(known.of(LISTED).blocks()).containsExactly(CENTRE);
        assertThat(known.of(NOT_LISTED).blocks()).containsExactly(CENTRE);
    }

    @Test
    void whatWasTakenOverWhileEverythingIsReadAnewIsNotLost() {
        KnownNumbers[] known = {known()};
        NumberBlock late = new NumberBlock(LISTED, CENTRE);
        lists.add(
                LongStream.range(0, 100_001)
                        .mapToObj(n ->
                                new NumberBlock(new PhoneNumber(999_000_000_000L + n), CENTRE)),
                Act.of("test", "add"));
        // Recorded and taken over after everything was read, before it is in force.
        lists.afterWholeRead(() -> {
            add(late);
            known[0].refresh(LISTED);
        });

        known[0].follow();

        assertThat(known[0].of(LISTED).blocks()).containsExactly(CENTRE);
    }
}
