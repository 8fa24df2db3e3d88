package se.ringvakt.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ObjectionSettings;
import se.ringvakt.config.ObjectionSettings.Column;
import se.ringvakt.config.PolicyReader;
import se.ringvakt.config.Settings.RecordingSettings;
import se.ringvakt.config.SettingsReader;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.gate.MemoryLedger;
import se.ringvakt.gate.MemoryRecordings;
import se.ringvakt.gate.MemoryRecords;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CheckCounts;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.ledger.sql.SqlAccess;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sql.SqlRemovals;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.ledger.sqlite.EmptyLedger;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListHistory;
import se.ringvakt.register.NumberLists.Entry;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.Registers;
import se.ringvakt.register.Removals;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.site.Site;

/// An installation with real policy, plan, registers and lists on disk; the ledger is in memory.
final class TestSite implements Site {
    /// A Monday noon.
    static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");

    final MemoryCampaigns campaigns = new MemoryCampaigns();
    final MemoryLedger ledger = new MemoryLedger();
    final MemoryRecords records = new MemoryRecords();
    final List<Register> registers = new ArrayList<>();
    InetSocketAddress gate = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
    Instant now = NOON;
    final MemoryRecordings recordings = new MemoryRecordings();
    final MemoryWashes washes = new MemoryWashes();
    final MemoryChecks checks = new MemoryChecks();
    AccountingSettings accounting = new AccountingSettings(List.of(), List.of(), 1000);
    RecordingSettings recordingSettings =
            new RecordingSettings(Period.ofMonths(6), Optional.empty());
    boolean secondPerson;
    final MemoryObjections objections = new MemoryObjections();
    final ObjectionSettings objectionSettings =
            new ObjectionSettings(List.of(Column.values()), "Säljcentralen", 3);
    Policies policies = PolicyReader.builtIn("sweden");
    Rehearsal rehearsal = Rehearsal.NONE;
    int closed;

    private final Path folder;
    private final Path database;
    private @Nullable SqliteDatabase open;

    TestSite(Path folder) {
        this.folder = folder;
        database = folder.resolve("lists.db");
        RegisterStore store = new RegisterStore(folder.resolve("registers"), 3);
        registers.add(new Register("nix", store, ImportFormat.LINES, ImportLimits.DEFAULT));
    }

    @Override
    public JsonNode settings() {
        return JsonNodeFactory.instance
                .objectNode()
                .put("state", "state")
                .set("numbers", JsonNodeFactory.instance.objectNode().put("outside-line", "0"));
    }

    @Override
    public CallRecords records() {
        return records;
    }

    @Override
    public Rehearsal rehearsal() {
        return rehearsal;
    }

    @Override
    public Policies policies() {
        return policies;
    }

    @Override
    public NumberPlan plan() {
        return new NumberPlan(policies.numbering(), NumberPlan.Settings.USUAL);
    }

    @Override
    public InstantSource clock() {
        return () -> now;
    }

    @Override
    public InetSocketAddress gate() {
        return gate;
    }

    @Override
    public List<Register> registers() {
        return registers;
    }

    @Override
    public CampaignStore campaigns() {
        return campaigns;
    }

    @Override
    public SqlNumberLists lists() {
        return new SqlNumberLists(database(), clock());
    }

    /// Everything on the lists.
    List<Entry> entries() {
        try (Stream<Entry> all = lists().all()) {
            return all.toList();
        }
    }

    @Override
    public ListHistory listHistory() {
        return lists();
    }

    @Override
    public Removals removals() {
        return new SqlRemovals(database(), clock());
    }

    @Override
    public boolean secondPerson() {
        return secondPerson;
    }

    private SqliteDatabase database() {
        if (open == null) {
            open = EmptyLedger.open(database);
        }
        return open;
    }

    @Override
    public Access access() {
        return SqlAccess.open(database(), AccessSettings.USUAL, clock(), folder);
    }

    @Override
    public Ledger ledger() {
        return ledger;
    }

    @Override
    public Recordings recordings() {
        return recordings;
    }

    @Override
    public Schedule schedule() {
        return SettingsReader.read(folder.resolve("ringvakt.yaml")).schedule();
    }

    @Override
    public SqlRetention retention() {
        return new SqlRetention(database(), memoryKeys());
    }

    @Override
    public MemoryKeys memoryKeys() {
        return MemoryKeys.open(folder.resolve("retention.key"), clock());
    }

    @Override
    public EvidenceFolder evidence() {
        return EvidenceFolder.open(folder.resolve("evidence"));
    }

    @Override
    public WashReceipts washes() {
        return washes;
    }

    @Override
    public CheckCounts checks() {
        return checks;
    }

    @Override
    public AccountingSettings accounting() {
        return accounting;
    }

    @Override
    public Objections objections() {
        return objections;
    }

    @Override
    public ObjectionSettings objectionSettings() {
        return objectionSettings;
    }

    @Override
    public RecordingSettings recordingSettings() {
        return recordingSettings;
    }

    @Override
    public Knowledge knowledge() {
        return knowledge(new KnownNumbers(lists(), clock()));
    }

    @Override
    public Knowledge knowledgeOf(PhoneNumber number) {
        return knowledge(KnownNumbers.only(number, lists(), clock()));
    }

    private Knowledge knowledge(KnownNumbers known) {
        Registers inMemory = emptyRegisters();
        return new LiveKnowledge(
                campaigns,
                known,
                inMemory,
                new RegisterWatch(registers.getFirst().store(), inMemory),
                clock(),
                Duration.ofSeconds(10),
                new Meters(new SimpleMeterRegistry()));
    }

    @Override
    public void close() {
        closed++;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
