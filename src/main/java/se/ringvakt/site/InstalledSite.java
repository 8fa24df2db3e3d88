package se.ringvakt.site;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
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
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.ledger.sqlite.SqliteAccess;
import se.ringvakt.ledger.sqlite.SqliteCallRecords;
import se.ringvakt.ledger.sqlite.SqliteCampaignStore;
import se.ringvakt.ledger.sqlite.SqliteCheckCounts;
import se.ringvakt.ledger.sqlite.SqliteDatabase;
import se.ringvakt.ledger.sqlite.SqliteHookStore;
import se.ringvakt.ledger.sqlite.SqliteIdempotency;
import se.ringvakt.ledger.sqlite.SqliteLedger;
import se.ringvakt.ledger.sqlite.SqliteNumberLists;
import se.ringvakt.ledger.sqlite.SqliteObjections;
import se.ringvakt.ledger.sqlite.SqliteRecordings;
import se.ringvakt.ledger.sqlite.SqliteRemovals;
import se.ringvakt.ledger.sqlite.SqliteReports;
import se.ringvakt.ledger.sqlite.SqliteWashReceipts;
import se.ringvakt.lint.DialplanSource;
import se.ringvakt.metrics.Meters;
import se.ringvakt.register.KnownNumbers;
import se.ringvakt.register.ListHistory;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.RegisterWatch;
import se.ringvakt.register.Registers;
import se.ringvakt.register.Removals;
import se.ringvakt.rule.Policies;
import se.ringvakt.web.Idempotency;

/// An installation with its parts on disk, each opened when it is first asked for. Thread-safe.
public final class InstalledSite implements Site {
    private final Settings settings;
    private final InstantSource clock;
    private final Meters meters;
    private @Nullable SqliteDatabase database;
    private @Nullable SqliteLedger ledger;
    private @Nullable Access access;

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
        return new RegisterStore(settings.state().resolve("registers"), versionsKept);
    }

    @Override
    public CampaignStore campaigns() {
        return new SqliteCampaignStore(database(), clock);
    }

    @Override
    public DialplanSource dialplans() {
        return new LiveDialplans(settings);
    }

    @Override
    public CallRecords records() {
        return new SqliteCallRecords(database());
    }

    @Override
    public NumberLists lists() {
        return new SqliteNumberLists(database(), clock);
    }

    @Override
    public ListHistory listHistory() {
        return new SqliteNumberLists(database(), clock);
    }

    @Override
    public Removals removals() {
        return new SqliteRemovals(database(), clock);
    }

    @Override
    public boolean secondPerson() {
        return settings.secondPerson();
    }

    /// Whoever keeps the registers and whoever serves the window ask side by side.
    @Override
    public synchronized Access access() {
        if (access == null) {
            access = SqliteAccess.open(database(), settings.access(), clock, settings.state());
        }
        return access;
    }

    @Override
    public synchronized SqliteLedger ledger() {
        if (ledger == null) {
            ledger = SqliteLedger.start(database(), clock, meters);
        }
        return ledger;
    }

    @Override
    public Recordings recordings() {
        return new SqliteRecordings(database());
    }

    @Override
    public EvidenceFolder evidence() {
        return EvidenceFolder.open(settings.evidence().folder());
    }

    @Override
    public WashReceipts washes() {
        return new SqliteWashReceipts(database());
    }

    @Override
    public CheckCounts checks() {
        return new SqliteCheckCounts(database());
    }

    /// The API's answers that are kept for a while.
    public Idempotency idempotency() {
        return new SqliteIdempotency(database());
    }

    /// Webhooks, and what is to be told them.
    public HookStore hooks() {
        return new SqliteHookStore(database());
    }

    /// Opens what is asked of decisions on record; the caller closes it. Only for a gate that runs:
    /// one process at a time counts.
    public SqliteReports openReports() {
        return SqliteReports.open(
                database(), settings.state().resolve("reports.db"), zone(), clock);
    }

    @Override
    public AccountingSettings accounting() {
        return settings.accounting();
    }

    @Override
    public Objections objections() {
        return new SqliteObjections(database());
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

    private synchronized SqliteDatabase database() {
        if (database == null) {
            database = SqliteDatabase.open(settings.ledger());
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
