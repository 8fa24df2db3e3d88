package se.ringvakt.witness;

import static org.assertj.core.api.Assertions.assertThat;
import static se.ringvakt.gate.FixedKnowledge.CAMPAIGN;
import static se.ringvakt.gate.FixedKnowledge.NOON;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Consent;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.call.Source;
import se.ringvakt.call.Subscription;
import se.ringvakt.call.TestPlans;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.evidence.EvidenceRecord;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.evidence.EvidenceWriter;
import se.ringvakt.evidence.Testimony;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.FixedKnowledge;
import se.ringvakt.gate.Gate;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.gate.MemoryRecords;
import se.ringvakt.gate.Sight;
import se.ringvakt.ledger.CallRecords.Call;
import se.ringvakt.ledger.Samples;
import se.ringvakt.metrics.Meters;
import se.ringvakt.rule.Rulebook;

/// What the gate decides, as it comes to stand on record.
final class GateWitnessTest {
    private static final String NUMBER = "070-174 06 05";
    private static final PhoneNumber VALUE = new PhoneNumber(46_701_740_605L);
    private static final int QUEUE = 1_000;

    @TempDir private Path folder;
    private final FixedKnowledge knowledge = new FixedKnowledge();
    private final MemoryLedger ledger = new MemoryLedger();
    private final Instant[] now = {NOON};
    private final List<Testimony> told = new ArrayList<>();
    private final Gate gate =
            new Gate(
                    TestPlans.sweden(),
                    knowledge,
                    ledger,
                    Rulebook.of(PolicyReader.builtIn("sweden")),
                    () -> now[0],
                    Sight.NONE,
                    new GateWitness(told::add),
                    Meters.unseen());

    @Test
    void anAllowanceStandsThereWithWhatItWasBasedOn() {
        Answer.Allowed allowed = (Answer.Allowed) gate.decide(dial(NUMBER));

        EvidenceRecord record = recorded().getLast();
        JsonNode facts = record.facts();
        assertThat(record.kind()).isEqualTo(se.ringvakt.evidence.Kind.DECISION);
        assertThat(record.at()).isEqualTo(NOON);
        assertThat(record.value("number")).contains("46701740605");
        assertThat(record.value("agent")).contains("101");
        assertThat(record.value("channel")).contains("PJSIP/101-00000001");
        assertThat(record.value("uniqueId")).contains("1795400000.1");
        assertThat(facts.path("verdict").asText()).isEqualTo("ALLOW");
        assertThat(facts.path("reasons")).isEmpty();
        assertThat(facts.path("attempt").asText()).isEqualTo(allowed.attempt().id().toString());
        assertThat(facts.path("campaign").asText()).isEqualTo("el-2026");
        assertThat(facts.path("principal").asText()).isEqualTo("elbolaget");
        assertThat(facts.path("callerId").asText()).isEqualTo("46701740699");
        assertThat(facts.path("timeoutSeconds").asInt()).isEqualTo(46);
        assertThat(facts.at("/registers/0/name").asText()).isEqualTo("nix");
        assertThat(facts.at("/registers/0/updated").asText()).isEqualTo("2026-11-20");
        assertThat(facts.at("/registers/0/answer").asText()).isEqualTo("not-listed");
        assertThat(facts.path("policy").asText()).startsWith("sweden-");
        assertThat(facts.at("/history/countedBefore").asInt(-1)).isZero();
        assertThat(facts.at("/history/countedAfter").asInt()).isEqualTo(1);
        assertThat(facts.at("/history/debt").asBoolean(true)).isFalse();
        assertThat(facts.path("exemption").isNull()).isTrue();
        assertThat(facts.at("/clock/steppedMillis").asInt(-1)).isZero();
        assertThat(facts.path("latencyMicros").isIntegralNumber()).isTrue();
        assertThat(facts.path("mode").asText()).isEqualTo("enforce");
    }

    @Test
    void aDenialStandsThereWithAllItsReasonsAndTheHistory() {
        gate.decide(dial(NUMBER));
        now[0] = NOON.plus(Duration.ofMinutes(1));
        knowledge.listed.add(VALUE);
        gate.decide(dial(NUMBER));

        JsonNode facts = recorded().getLast().facts();
        assertThat(facts.path("verdict").asText()).isEqualTo("DENY");
        assertThat(facts.path("reasons").toString())
                .isEqualTo("[\"LISTED\",\"SPACING\",\"AGENT_BUSY\"]");
        assertThat(facts.path("retryAt").isNull()).isTrue();
        assertThat(facts.path("attempt").isNull()).isTrue();
        assertThat(facts.at("/registers/0/answer").asText()).isEqualTo("listed");
        assertThat(facts.at("/history/countedBefore").asInt()).isEqualTo(1);
        assertThat(facts.at("/history/countedAfter").asInt()).isEqualTo(1);
        assertThat(facts.at("/history/today").asInt()).isEqualTo(1);
        assertThat(facts.at("/history/window").asInt()).isEqualTo(1);
    }

    @Test
    void theNextPermittedTimeStandsThere() {
        now[0] = Instant.parse("2026-11-23T21:30:00Z");
        Answer.Denied denied = (Answer.Denied) gate.decide(dial(NUMBER));

        JsonNode facts = recorded().getLast().facts();
        assertThat(facts.path("reasons").toString()).isEqualTo("[\"OUTSIDE_HOURS\"]");
        assertThat(Instant.parse(facts.path("retryAt").asText()))
                .isEqualTo(denied.retryAt().orElseThrow().toInstant());
    }

    @Test
    void theConsentThatLiftedTheRegistersBarStandsThere() {
        knowledge.listed.add(VALUE);
        Consent consent =
                new Consent(
                        new PrincipalId("elbolaget"),
                        Instant.parse("2026-10-01T10:00:00Z"),
                        Optional.empty(),
                        "form 17");
        knowledge.known.put(
                VALUE,
                new KnownOfNumber(List.of(), List.of(consent), List.of(), Subscription.CONSUMER));

        assertThat(gate.decide(dial(NUMBER))).isInstanceOf(Answer.Allowed.class);
        JsonNode facts = recorded().getLast().facts();
        assertThat(facts.at("/registers/0/answer").asText()).isEqualTo("listed");
        assertThat(facts.at("/exemption/ground").asText()).isEqualTo("consent");
        assertThat(facts.at("/exemption/since").asText()).isEqualTo("2026-10-01");
    }

    @Test
    void whatNumberCampaignOrGateAloneDeniedStandsThere() {
        gate.decide(dial("hello"));
        gate.decide(dial(NUMBER, new CampaignId("no-such")));
        knowledge.fresh = false;
        gate.decide(dial(NUMBER));
        knowledge.fresh = true;
        ledger.broken = true;
        gate.decide(dial(NUMBER));

        List<EvidenceRecord> records = recorded();
        assertThat(records.subList(1, 5))
                .extracting(each -> each.facts().path("reasons").toString())
                .containsExactly(
                        "[\"INVALID_NUMBER\"]",
                        "[\"UNKNOWN_CAMPAIGN\"]",
                        "[\"UNAVAILABLE\"]",
                        "[\"UNAVAILABLE\"]");
        assertThat(records.get(1).facts().path("number").isNull()).isTrue();
        assertThat(records.get(2).facts().path("campaign").asText()).isEqualTo("no-such");
        assertThat(records.get(3).value("number")).contains("46701740605");
        assertThat(records.get(4).facts().path("history").isNull()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"112", "+46112", "0112", "11414", "1177"})
    void emergencyNumbersAreNeverOnRecord(String dialled) {
        assertThat(gate.decide(dial(dialled))).isInstanceOf(Answer.Emergency.class);
        assertThat(told).isEmpty();
    }

    @Test
    void whatBecameOfAnAttemptStandsThere() {
        Answer.Allowed first = (Answer.Allowed) gate.decide(dial(NUMBER));
        gate.outcomes()
                .told(
                        new OutcomeReport(
                                first.attempt().id(),
                                NOON.plusSeconds(40),
                                Set.of(Source.HANDLER),
                                "CHANUNAVAIL",
                                OptionalInt.of(20),
                                Dialling.UNKNOWN,
                                Talk.UNKNOWN,
                                Optional.empty()));
        Answer.Allowed second = (Answer.Allowed) gate.decide(dial("070-174 06 06"));
        gate.outcomes().withdraw(second.attempt());

        List<EvidenceRecord> records = recorded();
        JsonNode settled = records.get(2).facts();
        assertThat(settled.path("kind").asText()).isEqualTo("outcome");
        assertThat(settled.path("attempt").asText()).isEqualTo(first.attempt().id().toString());
        assertThat(settled.path("result").asText()).isEqualTo("settled");
        assertThat(settled.path("status").asText()).isEqualTo("CHANUNAVAIL");
        assertThat(settled.path("counted").asBoolean(true)).isFalse();
        JsonNode withdrawn = records.get(4).facts();
        assertThat(withdrawn.path("attempt").asText()).isEqualTo(second.attempt().id().toString());
        assertThat(withdrawn.path("result").asText()).isEqualTo("withdrawn");
    }

    @Test
    void permitsThatOnlyTheLedgerHasAreRecovered() {
        gate.decide(dial(NUMBER));
        assertThat(recorded()).hasSize(2);
        told.clear();
        gate.decide(dial("070-174 06 06", new AgentId("102")));
        MemoryRecords records = new MemoryRecords();
        ledger.appended.forEach(attempt ->
                records.calls.add(
                        new Call(attempt, Optional.empty(), Optional.empty(), List.of())));

        List<? extends Testimony> missing = Missing.of(EvidenceFolder.open(folder), records, false);
        assertThat(missing).hasSize(1);
        told.clear();
        told.addAll(missing);

        EvidenceRecord recovered = recorded().getLast();
        assertThat(recovered.facts().path("recovered").asBoolean()).isTrue();
        assertThat(recovered.value("number")).contains("46701740606");
        assertThat(recovered.facts().path("attempt").asText())
                .isEqualTo(ledger.appended.getLast().id().toString());
        assertThat(recovered.facts().path("policy").asText()).startsWith("sweden-");
        assertThat(Missing.of(EvidenceFolder.open(folder), records, false)).isEmpty();
    }

    /// What other gates permitted is in their own evidence.
    @Test
    void ofASharedLedgerOnlyThisGatesPermitsAreRecovered() {
        gate.decide(dial(NUMBER));
        assertThat(recorded()).hasSize(2);
        told.clear();
        Attempt last = ledger.appended.getLast();
        long others = last.id().value() + (1 << 12) + 1;
        long ours = last.id().value() + 1;
        MemoryRecords records = new MemoryRecords();
        for (long id : new long[] {others, ours}) {
            Attempt attempt = Samples.attempt(id, last.number(), last.start());
            records.calls.add(new Call(attempt, Optional.empty(), Optional.empty(), List.of()));
        }

        EvidenceFolder evidence = EvidenceFolder.open(folder);
        assertThat(Missing.of(evidence, records, true)).hasSize(1);
        assertThat(Missing.of(evidence, records, false)).hasSize(2);
    }

    /// A ledger that is older than its evidence does not come in as a whole.
    @Test
    void nothingIsRecoveredIntoAnEmptyFolder() {
        gate.decide(dial(NUMBER));
        MemoryRecords records = new MemoryRecords();
        ledger.appended.forEach(attempt ->
                records.calls.add(
                        new Call(attempt, Optional.empty(), Optional.empty(), List.of())));

        assertThat(Missing.of(EvidenceFolder.open(folder), records, false)).isEmpty();
    }

    /// Writes what was told, and reads it back.
    private List<EvidenceRecord> recorded() {
        try (EvidenceWriter writer =
                EvidenceWriter.start(
                        EvidenceSettings.of(true, folder, QUEUE),
                        () -> now[0],
                        Meters.unseen(),
                        List.of())) {
            told.forEach(writer::offer);
        }
        EvidenceFolder evidence = EvidenceFolder.open(folder);
        assertThat(evidence.verify().findings()).isEmpty();
        try (Stream<EvidenceRecord> all = evidence.records()) {
            return all.toList();
        }
    }

    private static DialRequest dial(String number) {
        return dial(number, CAMPAIGN, new AgentId("101"));
    }

    private static DialRequest dial(String number, AgentId agent) {
        return dial(number, CAMPAIGN, agent);
    }

    private static DialRequest dial(String number, CampaignId campaign) {
        return dial(number, campaign, new AgentId("101"));
    }

    private static DialRequest dial(String number, CampaignId campaign, AgentId agent) {
        return new DialRequest(
                number,
                campaign,
                Optional.of(agent),
                Kind.MANUAL,
                0,
                Optional.empty(),
                false,
                Optional.empty(),
                "PJSIP/101-00000001",
                "1795400000.1");
    }
}
