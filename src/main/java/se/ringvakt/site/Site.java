package se.ringvakt.site;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import se.ringvakt.access.Access;
import se.ringvakt.access.AuditEntry;
import se.ringvakt.access.Caller;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.ObjectionSettings;
import se.ringvakt.config.Settings.RecordingSettings;
import se.ringvakt.evidence.EvidenceFolder;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.ledger.CallRecords;
import se.ringvakt.ledger.CampaignStore;
import se.ringvakt.ledger.CheckCounts;
import se.ringvakt.ledger.Ledger;
import se.ringvakt.ledger.Objections;
import se.ringvakt.ledger.Recordings;
import se.ringvakt.ledger.SeenGate;
import se.ringvakt.ledger.WashReceipts;
import se.ringvakt.lint.DialplanSource;
import se.ringvakt.register.Freshness;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.ListHistory;
import se.ringvakt.register.NumberLists;
import se.ringvakt.register.RegisterStore;
import se.ringvakt.register.Registers;
import se.ringvakt.register.Removals;
import se.ringvakt.register.Upkeep;
import se.ringvakt.retention.MemoryKeys;
import se.ringvakt.retention.Schedule;
import se.ringvakt.retention.SubjectStore;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Rehearsal;

/// One installation, as its settings file describes it. Settings and policy are read when it is
/// opened; every other part is opened when it is first asked for, so that a command touches only
/// what it needs.
public interface Site extends AutoCloseable {

    /// Opens sites.
    @FunctionalInterface
    interface Opener {
        /// Reads settings and policy.
        ///
        /// @throws se.ringvakt.config.ConfigException when they cannot be used
        Site open(Path settings);
    }

    /// A register of the settings.
    ///
    /// @param format how its files are written, unless a command says otherwise
    record Register(
            String name,
            RegisterStore store,
            ImportFormat format,
            ImportLimits limits,
            Upkeep upkeep) {
        /// A register that is kept up by hand.
        public Register(
                String name, RegisterStore store, ImportFormat format, ImportLimits limits) {
            this(name, store, format, limits, Upkeep.NONE);
        }

        /// How old a version of it is today, and for how long it may still be used.
        public Freshness freshness(LocalDate updated, Site site) {
            return Freshness.of(
                    updated,
                    upkeep,
                    site.policies().at(site.now()).policy().registerValidity(),
                    site.today());
        }
    }

    /// The settings in force, defaults included, as they would be written in the file.
    JsonNode settings();

    Policies policies();

    /// What is done with denied dials.
    Rehearsal rehearsal();

    /// Whether other gates write to the same ledger.
    default boolean isShared() {
        return false;
    }

    /// The gates on a shared ledger that were ever seen; of a ledger that is not shared, none.
    default List<SeenGate> gates() {
        return List.of();
    }

    NumberPlan plan();

    InstantSource clock();

    /// Where switches ask the gate.
    InetSocketAddress gate();

    /// At least one.
    List<Register> registers();

    CampaignStore campaigns();

    NumberLists lists();

    /// What changed on the lists.
    ListHistory listHistory();

    /// Requests to lift blocks.
    Removals removals();

    /// Whether lifting a block takes two people.
    boolean secondPerson();

    /// Who may do what. The same one each time.
    Access access();

    /// Puts on record what somebody did to this installation.
    ///
    /// @param action such as `campaign.change`
    /// @param more adds what stood before and stands after; no secrets, numbers masked
    default void note(Caller who, String action, String subject, UnaryOperator<AuditEntry> more) {
        access().audit().note(more.apply(AuditEntry.of(who, now(), action, subject)));
    }

    Ledger ledger();

    /// What became of calls.
    CallRecords records();

    Recordings recordings();

    /// What consumers said by key at the end of a call.
    Objections objections();

    ObjectionSettings objectionSettings();

    /// What becomes of the recordings' files.
    RecordingSettings recordingSettings();

    /// How long everything is kept.
    Schedule schedule();

    /// Where what is kept lies.
    SubjectStore retention();

    /// The keys under which offers are remembered.
    MemoryKeys memoryKeys();

    /// The record of every decision.
    EvidenceFolder evidence();

    /// Receipts of washes.
    WashReceipts washes();

    /// How much was checked.
    CheckCounts checks();

    /// What that costs.
    AccountingSettings accounting();

    /// Campaigns, lists and registers as they stand on disk now.
    Knowledge knowledge();

    /// The same, but the lists only as far as they concern this number: quick, however long they
    /// are.
    Knowledge knowledgeOf(PhoneNumber number);

    /// The dialplans of the switches of the settings.
    default DialplanSource dialplans() {
        return name -> {
            throw new ConfigException(
                    "--live: " + name + " (expected: a switch of the settings; there is none)");
        };
    }

    @Override
    void close();

    /// The zone in which days and times are meant and shown.
    default ZoneId zone() {
        return policies().zone();
    }

    /// The present time, in the whole milliseconds everything is recorded in.
    default Instant now() {
        return Instant.ofEpochMilli(clock().millis());
    }

    default LocalDate today() {
        return LocalDate.ofInstant(now(), zone());
    }

    /// The registers in memory, none of which has a version yet.
    default Registers emptyRegisters() {
        Map<String, Optional<Period>> validities =
                registers().stream()
                        .collect(
                                Collectors.toMap(Register::name, each -> each.upkeep().validity()));
        return new Registers(
                registers().stream().map(Register::name).toList(),
                name -> validities.getOrDefault(name, Optional.empty()));
    }
}
