package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import se.ringvakt.call.CallerId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Mode;
import se.ringvakt.call.OfferId;
import se.ringvakt.call.Principal;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Purpose;
import se.ringvakt.call.Script;
import se.ringvakt.ledger.Samples;

@OnEveryEngine
final class SqlCampaignStoreTest {
    private static final Principal PRINCIPAL =
            new Principal(new PrincipalId("elbolaget"), "Elbolaget Åska AB");
    private static final CampaignId ID = new CampaignId("el-2026");

    @TempDir private Path directory;
    private final Engine engine;
    private Supplier<Database> ledger;
    private Database database;
    private SqlCampaignStore store;

    SqlCampaignStoreTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        ledger = engine.ledger(directory);
        database = ledger.get();
        store = new SqlCampaignStore(database, () -> Samples.NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void readsWhatWasApplied() {
        Campaign full = campaign("el-2026", 2);
        Campaign bare =
                new Campaign(
                        new CampaignId("fråga"),
                        PRINCIPAL,
                        Purpose.RESEARCH,
                        Optional.empty(),
                        Optional.empty(),
                        LocalDate.parse("2026-01-01"),
                        LocalDate.parse("2026-01-01"),
                        List.of(),
                        true,
                        true);

        store.apply(List.of(PRINCIPAL), List.of(full, bare));

        assertThat(store.read().find(ID)).contains(full);
        assertThat(store.read().find(bare.id())).contains(bare);
        assertThat(store.read().principals()).containsEntry(PRINCIPAL.id(), PRINCIPAL);
    }

    @Test
    void keepsWhatAgentsTellAndHowCallersAreAnswered() {
        Campaign plain = campaign("el-2026", 1);
        CallerId answered =
                new CallerId(
                        Samples.number(94), true, Optional.of("custom/el"), Optional.of("vip"));
        Campaign full =
                new Campaign(
                        plain.id(),
                        PRINCIPAL,
                        plain.purpose(),
                        plain.offer(),
                        plain.goods(),
                        plain.firstDay(),
                        plain.lastDay(),
                        List.of(answered),
                        false,
                        false,
                        new Script(Optional.of("Köpta adresser"), Optional.of("Sälja el")),
                        Optional.of(Mode.REHEARSE));

        store.apply(List.of(PRINCIPAL), List.of(full));

        assertThat(store.read().find(ID)).contains(full);
        assertThat(store.read().shown())
                .singleElement()
                .satisfies(shown -> assertThat(shown.callerId()).isEqualTo(answered));
    }

    @Test
    void remembersCallerIdsThatACampaignHasGivenUp() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));
        store.apply(List.of(), List.of(campaign("el-2026", 1)));
        store.apply(List.of(), List.of(campaign("gas-2026", 0)));

        assertThat(store.read().find(ID).orElseThrow().callerIds()).hasSize(1);
        assertThat(store.read().shown())
                .extracting(shown -> shown.callerId().number())
                .containsExactlyInAnyOrder(Samples.number(94), Samples.number(93));
        assertThat(store.read().shown())
                .allSatisfy(shown -> {
                    assertThat(shown.campaign()).isEqualTo(ID);
                    assertThat(shown.lastDay()).isEqualTo("2026-12-31");
                });
    }

    @Test
    void replacesOnlyWhatIsNamed() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2), campaign("gas-2026", 1)));

        store.apply(List.of(), List.of(campaign("el-2026", 1)));

        assertThat(store.read().find(ID)).contains(campaign("el-2026", 1));
        assertThat(store.read().find(new CampaignId("gas-2026"))).contains(campaign("gas-2026", 1));
    }

    @Test
    void theSameAgainChangesNothing() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));
        long revision = store.revision();

        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));

        assertThat(store.revision()).isEqualTo(revision);
    }

    @Test
    void everyChangeHasANewRevisionThatOthersSee() {
        long before = store.revision();
        store.apply(List.of(PRINCIPAL), List.of());
        long applied = store.revision();
        store.stop(Optional.of(ID), "klagomål", "bo");
        long stopped = store.revision();
        store.resume(Optional.of(ID), "bo");

        assertThat(List.of(before, applied, stopped, store.revision()))
                .isSorted()
                .doesNotHaveDuplicates();
        Database other = ledger.get();
        assertThat(new SqlCampaignStore(other, () -> Samples.NOW).revision())
                .isEqualTo(store.revision());
        other.close();
    }

    @Test
    void aStopHoldsUntilItIsLifted() {
        store.stop(Optional.of(ID), "klagomål", "bo");
        store.stop(Optional.empty(), "brand", "bo");

        assertThat(store.read().stops())
                .containsEntry(Optional.of(ID), "klagomål")
                .containsEntry(Optional.empty(), "brand");

        assertThat(store.resume(Optional.empty(), "anna")).isTrue();
        assertThat(store.resume(Optional.empty(), "anna")).isFalse();
        assertThat(store.read().stops()).containsOnlyKeys(Optional.of(ID));
    }

    @Test
    void aSecondStopGivesANewReason() {
        store.stop(Optional.of(ID), "klagomål", "bo");
        store.stop(Optional.of(ID), "tillsyn", "bo");

        assertThat(store.read().stops()).containsEntry(Optional.of(ID), "tillsyn");
        assertThat(store.resume(Optional.of(ID), "bo")).isTrue();
        assertThat(store.read().stops()).isEmpty();
    }

    private static Campaign campaign(String id, int callerIds) {
        return new Campaign(
                new CampaignId(id),
                PRINCIPAL,
                Purpose.SALES,
                Optional.of(new OfferId("elavtal")),
                Optional.of("el"),
                LocalDate.parse("2026-01-01"),
                LocalDate.parse("2026-12-31"),
                List.of(
                                new CallerId(Samples.number(94), true),
                                new CallerId(Samples.number(93), false))
                        .subList(0, callerIds),
                false,
                false);
    }
}
