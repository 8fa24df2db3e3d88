package se.ringvakt.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import se.ringvakt.access.Access;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ObjectionSettings;
import se.ringvakt.config.Settings;
import se.ringvakt.config.Settings.RecordingSettings;
import se.ringvakt.config.SettingsReader;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.LiveKnowledge;
import se.ringvakt.hook.HookStore;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CheckCounts;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.SeenGate;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.ledger.postgres.PostgresDatabase;
import se.ringvakt.ledger.postgres.PostgresLedger;
import se.ringvakt.ledger.postgres.SharedGates;
import se.ringvakt.ledger.postgres.SharedRegisters;
import se.ringvakt.ledger.report.LedgerReports;
import se.ringvakt.ledger.report.LedgerView;
import se.ringvakt.ledger.sql.Database;
import se.ringvakt.ledger.sql.SqlAccess;
import se.ringvakt.ledger.sql.SqlCallRecords;
import se.ringvakt.ledger.sql.SqlCampaignStore;
import se.ringvakt.ledger.sql.SqlCheckCounts;
import se.ringvakt.ledger.sql.SqlHookStore;
import se.ringvakt.ledger.sql.SqlIdempotency;
import se.ringvakt.ledger.sql.SqlNumberLists;
import se.ringvakt.ledger.sql.SqlObjections;
import se.ringvakt.ledger.sql.SqlRecordings;
import se.ringvakt.ledger.sql.SqlRemovals;
import se.ringvakt.ledger.sql.SqlRetention;
import se.ringvakt.ledger.sql.SqlWashReceipts;
import se.ringvakt.ledger.sqlite.SqliteCopy;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.lint.DialplanSource;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListHistory;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.RegisterFollower;
import se.ringvakt.register.RegisterShare;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.Registers;
import se.ringvakt.register.Removals;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rehearsal;
import se.ringvakt.web.Idempotency;

/// An installation with its parts on disk, each opened when it is first asked for. Thread-safe.
public final class InstalledSite implements Site {
    private final Settings settings;
    private final InstantSource clock;
    private final Meters meters;
    private @Nullable Database database;
    private @Nullable Ledger ledger;
    private @Nullable Access access;
    private @Nullable MemoryKeys memoryKeys;

    private InstalledSite(Settings settings, InstantSource clock, Meters meters) {
        this.settings = settings;
        this.clock = clock;
        this.meters = meters;
    }

    /// Reads the settings.
    public static InstalledSite open(Path file, InstantSource clock) {
        return open(file, clock, new Meters(new SimpleMeterRegistry()));
    }

    /// Reads the settings.
    ///
    /// @param meters where its parts count and measure
    public static InstalledSite open(Path file, InstantSource clock, Meters meters) {
        return new InstalledSite(SettingsReader.read(file), clock, meters);
    }

    public Settings all() {
        return settings;
    }

    public Meters meters() {
        return meters;
    }

    @Override
    public JsonNode settings() {
        return settings.written();
    }

    @Override
    public Rehearsal rehearsal() {
        return new Rehearsal(settings.mode());
    }

    @Override
    public Policies policies() {
        return settings.policies();
    }

    @Override
    public NumberPlan plan() {
        return settings.plan();
    }

    @Override
    public InstantSource clock() {
        return clock;
    }

    @Override
    public InetSocketAddress gate() {
        return settings.agi().listen();
    }

    @Override
    public List<Register> registers() {
        return settings.registers().stream()
                .map(register ->
                        new Register(
                                register.name(),
                                store(register.versionsKept()),
                                register.format(),
                                register.limits(),
                                register.upkeep()))
                .toList();
    }

    private RegisterStore store(int versionsKept) {
        RegisterShare share =
                isShared() ? new SharedRegisters(this::database, versionsKept) : RegisterShare.NONE;
        return new RegisterStore(registersFolder(), versionsKept, clock, share);
    }

    private Path registersFolder() {
        return settings.state().resolve("registers");
    }

    /// Brings the registers here to what is in force at all gates of a shared ledger.
    public RegisterFollower registerFollower() {
        return new RegisterFollower(
                new SharedRegisters(this::database, 2),
                registersFolder(),
                registers().stream()
                        .map(each -> new RegisterFollower.Followed(each.name(), each.store()))
                        .toList(),
                clock);
    }

    @Override
    public CampaignStore campaigns() {
        return new SqlCampaignStore(database(), clock);
    }

    @Override
    public DialplanSource dialplans() {
        return new LiveDialplans(settings);
    }

    @Override
    public CallRecords records() {
        return new SqlCallRecords(database());
    }

    @Override
    public NumberLists lists() {
        return new SqlNumberLists(database(), clock);
    }

    @Override
    public ListHistory listHistory() {
        return new SqlNumberLists(database(), clock);
    }

    @Override
    public Removals removals() {
        return new SqlRemovals(database(), clock);
    }

    @Override
    public boolean secondPerson() {
        return settings.secondPerson();
    }

    /// Whoever keeps the registers and whoever serves the window ask side by side.
    @Override
    public synchronized Access access() {
        if (access == null) {
            access = SqlAccess.open(database(), settings.access(), clock, settings.state());
        }
        return access;
    }

    @Override
    public synchronized Ledger ledger() {
        if (ledger == null) {
            ledger = startLedger();
        }
        return ledger;
    }

    private Ledger startLedger() {
        return switch (database()) {
            case PostgresDatabase shared ->
                    PostgresLedger.start(shared, clock, meters, memoryKeys());
            case SqliteDatabase file -> SqliteLedger.start(file, clock, meters, memoryKeys());
            case Database other -> throw new IllegalStateException("database: " + other);
        };
    }

    @Override
    public boolean isShared() {
        return settings.sharedLedger().isPresent();
    }

    @Override
    public List<SeenGate> gates() {
        return isShared() ? SharedGates.seen(database()) : List.of();
    }

    @Override
    public Recordings recordings() {
        return new SqlRecordings(database());
    }

    @Override
    public Schedule schedule() {
        return settings.schedule();
    }

    @Override
    public SqlRetention retention() {
        return new SqlRetention(database(), memoryKeys());
    }

    /// The file must be there as soon as anything is remembered by it.
    @Override
    public synchronized MemoryKeys memoryKeys() {
        if (memoryKeys == null) {
            Set<String> used = SqlRetention.keysUsed(database());
            Path file = settings.state().resolve("retention.key");
            memoryKeys = isShared() ? sharedKeys(file, used) : ownKeys(file, used);
        }
        return memoryKeys;
    }

    private MemoryKeys ownKeys(Path file, Set<String> used) {
        MemoryKeys keys = MemoryKeys.open(file, clock);
        keys.require(used);
        return keys;
    }

    /// A gate may make a key of its own only while nothing is remembered by others'.
    private MemoryKeys sharedKeys(Path file, Set<String> used) {
        if (!used.isEmpty() && !Files.exists(file)) {
            throw MemoryKeys.lacking(
                    file, MemoryKeys.name(used.stream().sorted().toList().getFirst()));
        }
        MemoryKeys keys = MemoryKeys.open(file, clock);
        keys.missing(used)
                .ifPresent(name -> {
                    throw MemoryKeys.lacking(file, name);
                });
        return keys;
    }

    @Override
    public EvidenceFolder evidence() {
        return EvidenceFolder.open(settings.evidence().folder());
    }

    @Override
    public WashReceipts washes() {
        return new SqlWashReceipts(database());
    }

    @Override
    public CheckCounts checks() {
        return new SqlCheckCounts(database());
    }

    /// The API's answers that are kept for a while.
    public Idempotency idempotency() {
        return new SqlIdempotency(database());
    }

    /// Webhooks, and what is to be told them.
    public HookStore hooks() {
        return new SqlHookStore(database());
    }

    /// Opens what is asked of decisions on record; the caller closes it. Only for a gate that runs:
    /// one process at a time counts, in the state folder, whatever gates share the ledger.
    public LedgerReports openReports() {
        LedgerView view =
                switch (database()) {
                    case PostgresDatabase shared -> shared.view();
                    case SqliteDatabase file -> file.view();
                    case Database other -> throw new IllegalStateException("database: " + other);
                };
        return LedgerReports.open(view, settings.state().resolve("reports.db"), zone(), clock);
    }

    /// Copies a ledger that is not shared to a file that is not there yet; a gate that runs waits
    /// for nothing.
    public void copyLedger(Path to) {
        if (!(database() instanceof SqliteDatabase file)) {
            throw new IllegalStateException("a shared ledger lies in no file");
        }
        SqliteCopy.make(file, to);
    }

    @Override
    public AccountingSettings accounting() {
        return settings.accounting();
    }

    @Override
    public Objections objections() {
        return new SqlObjections(database());
    }

    @Override
    public ObjectionSettings objectionSettings() {
        return settings.objections();
    }

    @Override
    public RecordingSettings recordingSettings() {
        return settings.recordings();
    }

    @Override
    public LiveKnowledge knowledge() {
        return knowledge(new KnownNumbers(lists(), clock));
    }

    @Override
    public Knowledge knowledgeOf(PhoneNumber number) {
        return knowledge(KnownNumbers.only(number, lists(), clock));
    }

    private LiveKnowledge knowledge(KnownNumbers known) {
        Registers registers = emptyRegisters();
        return new LiveKnowledge(
                campaigns(),
                known,
                registers,
                new RegisterWatch(registers().getFirst().store(), registers),
                clock,
                settings.freshFor(),
                meters);
    }

    private synchronized Database database() {
        if (database == null) {
            database = OneLedger.open(settings);
        }
        return database;
    }

    @Override
    public synchronized void close() {
        if (ledger != null) {
            ledger.close();
        }
        if (database != null) {
            database.close();
        }
    }
}
