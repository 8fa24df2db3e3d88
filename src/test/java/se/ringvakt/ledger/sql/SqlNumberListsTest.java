package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.Block;
import se.ringvakt.call.Consent;
import se.ringvakt.call.CustomerRelation;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Subscription;
import se.ringvakt.ledger.Samples;
import se.ringvakt.register.Act;
import se.ringvakt.register.NumberLists.Change;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.NumberLists.Entry.ConsentGiven;
import se.ringvakt.register.NumberLists.Entry.Customer;
import se.ringvakt.register.NumberLists.Entry.NumberBlock;
import se.ringvakt.register.NumberLists.Entry.PrefixBlock;
import se.ringvakt.register.NumberLists.Entry.Subscribed;

@OnEveryEngine
final class SqlNumberListsTest {
    private static final PhoneNumber NUMBER = Samples.number(0);
    private static final PhoneNumber OTHER = Samples.number(1);
    private static final PrincipalId PRINCIPAL = new PrincipalId("elbolaget");
    private static final Instant NOW = Samples.NOW;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-23");
    private static final Act ANNA = Act.of("anna", "add");
    private static final Act BO = Act.of("bo", "end");

    @TempDir private Path directory;
    private final Engine engine;
    private Database database;
    private SqlNumberLists lists;

    SqlNumberListsTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        database = engine.ledger(directory).get();
        lists = new SqlNumberLists(database, () -> NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsEveryKindOfEntry() {
        List<Entry> entries = everyKind();

        assertThat(lists.add(entries.stream(), ANNA)).isEqualTo(entries.size());

        try (Stream<Entry> all = lists.all()) {
            assertThat(all).containsExactlyInAnyOrderElementsOf(entries);
        }
        assertThat(lists.of(NUMBER))
                .containsExactlyInAnyOrderElementsOf(
                        entries.stream()
                                .filter(it -> it.about().equals(Optional.of(NUMBER)))
                                .toList());
        assertThat(lists.of(Samples.number(9))).isEmpty();
    }

    @Test
    void theSameAgainChangesNothing() {
        lists.add(everyKind().stream(), ANNA);
        long revision = lists.revision();

        assertThat(lists.add(everyKind().stream(), ANNA)).isZero();
        assertThat(lists.revision()).isEqualTo(revision);
    }

    @Test
    void aBlockIsProlongedAndNeverShortened() {
        NumberBlock shorter = block(Optional.of(NOW));
        NumberBlock longer = block(Optional.of(NOW.plusSeconds(60)));
        NumberBlock permanent = block(Optional.empty());
        lists.add(Stream.of(longer), ANNA);

        assertThat(lists.add(Stream.of(shorter), ANNA)).isZero();
        assertThat(lists.of(NUMBER)).containsExactly(longer);
        assertThat(lists.add(Stream.of(permanent), ANNA)).isEqualTo(1);
        assertThat(lists.add(Stream.of(longer), ANNA)).isZero();
        assertThat(lists.of(NUMBER)).containsExactly(permanent);
    }

    @Test
    void tellsWhatChangedInOrder() {
        lists.add(Stream.of(block(Optional.empty())), ANNA);
        long first = lists.revision();
        lists.add(Stream.of(prefix()), ANNA);
        lists.remove(block(Optional.empty()), BO);

        assertThat(lists.changesSince(first, 10))
                .extracting(Change::number)
                .containsExactly(Optional.empty(), Optional.of(NUMBER));
        assertThat(lists.changesSince(0, 1)).extracting(Change::revision).containsExactly(first);
        assertThat(lists.changesSince(lists.revision(), 10)).isEmpty();
    }

    @Test
    void liftsOnlyTheBlockThatIsMeant() {
        lists.add(Stream.of(block(Optional.empty()), principalBlock()), ANNA);

        assertThat(lists.remove(principalBlock(), BO)).isTrue();
        assertThat(lists.remove(principalBlock(), BO)).isFalse();

        assertThat(lists.of(NUMBER)).containsExactly(block(Optional.empty()));
    }

    @Test
    void aWithdrawnConsentStaysSoWhenItsFileIsLoadedAgain() {
        ConsentGiven given = consent(Optional.empty());
        lists.add(Stream.of(given), ANNA);

        assertThat(lists.withdraw(NUMBER, PRINCIPAL, NOW, BO)).isEqualTo(1);
        assertThat(lists.withdraw(NUMBER, PRINCIPAL, NOW, BO)).isZero();
        assertThat(lists.add(Stream.of(given), ANNA)).isZero();

        assertThat(lists.of(NUMBER)).containsExactly(consent(Optional.of(NOW)));
    }

    @Test
    void anEndedRelationStaysSoUntilItBeginsAnew() {
        Customer lasting = customer(TODAY.minusYears(1), Optional.empty());
        lists.add(Stream.of(lasting), ANNA);

        assertThat(lists.end(NUMBER, PRINCIPAL, TODAY, BO)).isEqualTo(1);
        assertThat(lists.add(Stream.of(lasting), ANNA)).isZero();
        assertThat(lists.of(NUMBER))
                .containsExactly(customer(TODAY.minusYears(1), Optional.of(TODAY)));

        Customer anew = customer(TODAY.plusDays(1), Optional.empty());
        assertThat(lists.add(Stream.of(anew), ANNA)).isEqualTo(1);
        assertThat(lists.of(NUMBER)).containsExactly(anew);
    }

    @Test
    void aLoadThatBreaksOffChangesNothing() {
        Stream<Entry> broken =
                IntStream.range(0, 10_000)
                        .mapToObj(i -> {
                            if (i == 9_999) {
                                throw new IllegalStateException("line 10000: bad");
                            }
                            return blockOf(Samples.bulkNumber(i));
                        });

        assertThatThrownBy(() -> lists.add(broken, ANNA)).hasMessage("line 10000: bad");

        assertThat(lists.revision()).isZero();
    }

    @Test
    void loadsMoreThanOneChunk() {
        assertThat(
                        lists.add(
                                IntStream.range(0, 5_001)
                                        .mapToObj(i -> blockOf(Samples.bulkNumber(i))),
                                ANNA))
                .isEqualTo(5_001);
        assertThat(lists.revision()).isEqualTo(5_001);
        try (Stream<Entry> all = lists.all()) {
            assertThat(all).hasSize(5_001);
        }
    }

    private static List<Entry> everyKind() {
        return List.of(
                block(Optional.empty()),
                principalBlock(),
                blockOf(OTHER),
                prefix(),
                consent(Optional.empty()),
                customer(TODAY.minusYears(1), Optional.empty()),
                new Customer(
                        NUMBER,
                        new CustomerRelation(
                                PRINCIPAL, Optional.of("el"), TODAY, Optional.of(TODAY))),
                new Subscribed(OTHER, Subscription.COMPANY));
    }

    private static NumberBlock block(Optional<Instant> expires) {
        return new NumberBlock(NUMBER, new Block(Block.List.CENTRE, Optional.empty(), expires));
    }

    private static NumberBlock principalBlock() {
        return new NumberBlock(
                NUMBER,
                new Block(
                        Block.List.PRINCIPAL,
                        Optional.of(PRINCIPAL),
                        Optional.of(NOW.plusSeconds(60))));
    }

    private static NumberBlock blockOf(PhoneNumber number) {
        return new NumberBlock(
                number, new Block(Block.List.DECEASED, Optional.empty(), Optional.empty()));
    }

    private static PrefixBlock prefix() {
        return new PrefixBlock(
                "4670174", new Block(Block.List.CENTRE, Optional.empty(), Optional.empty()));
    }

    private static ConsentGiven consent(Optional<Instant> withdrawn) {
        return new ConsentGiven(
                NUMBER, new Consent(PRINCIPAL, NOW.minusSeconds(60), withdrawn, "form 17"));
    }

    private static Customer customer(LocalDate since, Optional<LocalDate> ended) {
        return new Customer(
                NUMBER, new CustomerRelation(PRINCIPAL, Optional.empty(), since, ended));
    }
}
