package se.ringvakt.ledger.sql;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
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
    private Instant now = Samples.NOW;

    SqlCampaignStoreTest(Engine engine) {
        this.engine = engine;
    }

    @BeforeEach
    void open() {
        ledger = engine.ledger(directory);
        database = ledger.get();
        store = new SqlCampaignStore(database, () -> now);
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

    @Test
    void eachDefinitionStandsFromItsMillisecondOn() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));
        now = now.plusMillis(10);
        Campaign rehearsed = rehearsing(campaign("el-2026", 1));
        store.apply(List.of(), List.of(rehearsed, campaign("gas-2026", 1)));

        assertThat(then(Samples.NOW.minusMillis(1))).isEmpty();
        assertThat(then(Samples.NOW)).containsExactly(Map.entry(ID, campaign("el-2026", 2)));
        assertThat(then(now.minusMillis(1))).containsExactly(Map.entry(ID, campaign("el-2026", 2)));
        assertThat(then(now))
                .containsOnly(
                        Map.entry(ID, rehearsed),
                        Map.entry(new CampaignId("gas-2026"), campaign("gas-2026", 1)));
        assertThat(store.at(now).campaigns()).isEqualTo(store.read());
        assertThat(store.at(now).recorded()).contains(Samples.NOW);
    }

    @Test
    void aPrincipalIsAsItWasThen() {
        Campaign campaign = campaign("el-2026", 1);
        store.apply(List.of(PRINCIPAL), List.of(campaign));
        now = now.plusMillis(10);
        Principal renamed = new Principal(PRINCIPAL.id(), "Elbolaget Norr AB");
        store.apply(List.of(renamed), List.of());

        assertThat(principal(now.minusMillis(1))).isEqualTo(PRINCIPAL);
        assertThat(principal(now)).isEqualTo(renamed);
        assertThat(store.at(now.minusMillis(1)).campaigns().principals())
                .containsExactly(Map.entry(PRINCIPAL.id(), PRINCIPAL));
    }

    @Test
    void aCallerIdGivenUpLaterIsTheCampaignsThen() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 1)));
        now = now.plusMillis(10);
        store.apply(List.of(), List.of(campaign("el-2026", 2)));

        assertThat(store.at(now.minusMillis(1)).campaigns().shown()).hasSize(1);
        assertThat(store.at(now).campaigns().shown()).hasSize(2);
    }

    @Test
    void aStopStoodFromItsMillisecondToThatOfItsLifting() {
        store.stop(Optional.of(ID), "klagomål", "bo");
        now = now.plusMillis(10);
        store.stop(Optional.of(ID), "tillsyn", "bo");
        now = now.plusMillis(10);
        store.resume(Optional.of(ID), "bo");

        assertThat(stopsAt(Samples.NOW.minusMillis(1))).isEmpty();
        assertThat(stopsAt(Samples.NOW)).containsValue("klagomål");
        assertThat(stopsAt(Samples.NOW.plusMillis(9))).containsValue("klagomål");
        assertThat(stopsAt(Samples.NOW.plusMillis(10))).containsValue("tillsyn");
        assertThat(stopsAt(now.minusMillis(1))).containsValue("tillsyn");
        assertThat(stopsAt(now)).isEmpty();
    }

    /// The order in which definitions were made holds, not that of a clock that was set back.
    @Test
    void whatWasDefinedAfterTheClockWentBackStands() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));
        now = now.minusSeconds(3600);
        store.apply(List.of(), List.of(campaign("el-2026", 1)));

        assertThat(then(now.minusMillis(1))).isEmpty();
        assertThat(then(now)).containsValue(campaign("el-2026", 1));
        assertThat(then(Samples.NOW)).containsValue(campaign("el-2026", 1));
    }

    @Test
    void beforeAnythingWasDefinedNothingIsOnRecord() {
        assertThat(store.at(now).recorded()).isEmpty();
        assertThat(store.at(now).campaigns().campaigns()).isEmpty();
    }

    @Test
    void whatStoodBeforeTheRecordBeginsIsGivenAsItThenStood() {
        store.apply(List.of(PRINCIPAL), List.of(campaign("el-2026", 2)));
        store.apply(List.of(), List.of(campaign("el-2026", 1)));
        Instant begins = now.plusMillis(10);
        beforeTheRecord(begins);
        now = now.plusMillis(20);
        store.apply(List.of(), List.of(campaign("gas-2026", 1), campaign("el-2026", 0)));

        for (Instant at : List.of(Instant.EPOCH, begins.minusMillis(1), begins)) {
            assertThat(then(at)).containsExactly(Map.entry(ID, campaign("el-2026", 1)));
            assertThat(store.at(at).recorded()).contains(begins);
        }
        assertThat(then(now.minusMillis(1))).doesNotContainKey(new CampaignId("gas-2026"));
        assertThat(then(now)).containsValue(campaign("el-2026", 0)).hasSize(2);
    }

    /// As the migration leaves an installation that had campaigns.
    private void beforeTheRecord(Instant begins) {
        database.write(handle -> {
            handle.execute("UPDATE principal SET since = NULL");
            handle.execute("UPDATE campaign SET since = NULL");
            return handle.execute(
                    "INSERT INTO campaign_floor (since) VALUES (?)", begins.toEpochMilli());
        });
    }

    private Map<CampaignId, Campaign> then(Instant at) {
        return store.at(at).campaigns().campaigns();
    }

    private Principal principal(Instant at) {
        return store.at(at).campaigns().find(ID).orElseThrow().principal();
    }

    private Map<Optional<CampaignId>, String> stopsAt(Instant at) {
        return store.at(at).campaigns().stops();
    }

    private static Campaign rehearsing(Campaign campaign) {
        return new Campaign(
                campaign.id(),
                campaign.principal(),
                campaign.purpose(),
                campaign.offer(),
                campaign.goods(),
                campaign.firstDay(),
                campaign.lastDay(),
                campaign.callerIds(),
                campaign.aboutBusiness(),
                campaign.foreignNumbers(),
                campaign.script(),
                Optional.of(Mode.REHEARSE));
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
