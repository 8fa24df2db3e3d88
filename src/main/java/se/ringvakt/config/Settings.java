package se.ringvakt.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.accounting.AccountingSettings;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.Mode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.evidence.EvidenceSettings;
import se.ringvakt.hook.Hooks;
import se.ringvakt.ledger.postgres.PostgresSettings;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.register.Upkeep;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Policies;
import se.ringvakt.watch.WatchSettings;
import se.ringvakt.web.WebSettings;

/// All settings of one installation, checked and frozen.
///
/// @param written as they would be written in a file that leaves nothing out
/// @param state the folder of everything that outlives the process
/// @param policies the rules' figures over time
/// @param mode what becomes of denied dials, where a campaign does not say
/// @param plan how dialled numbers are read
/// @param dialFormat how the switch wants numbers written
/// @param registers at least one
/// @param agi the server's bounds
/// @param ledger the embedded ledger's bounds
/// @param sharedLedger the ledger that gates share; empty: the embedded one is used
/// @param followEvery how often changes on disk are looked for
/// @param freshFor how long what is in memory is trusted when the disk cannot be read
/// @param watch how live calls are watched; without the switches' secrets
/// @param switchSecrets the file with each switch's password, by its name
/// @param recordings what becomes of calls' recordings
/// @param centre the contact centre's name, as consumers are told it; may be empty
/// @param accounting what checks cost
/// @param secondPerson whether lifting a block takes two people
/// @param access how long people stay logged in
/// @param objections how objections are passed on to the national register
/// @param web how the API and the dashboard are served
/// @param evidence how the record of decisions is kept
/// @param hooks whom webhooks speak for, and where they may send to
/// @param schedule how long everything is kept
public record Settings(
        JsonNode written,
        Path state,
        Policies policies,
        Mode mode,
        NumberPlan plan,
        DialFormat dialFormat,
        List<RegisterSettings> registers,
        AgiSettings agi,
        SqliteSettings ledger,
        Optional<PostgresSettings> sharedLedger,
        Duration followEvery,
        Duration freshFor,
        WatchSettings watch,
        Map<String, Path> switchSecrets,
        RecordingSettings recordings,
        String centre,
        AccountingSettings accounting,
        boolean secondPerson,
        AccessSettings access,
        ObjectionSettings objections,
        WebSettings web,
        EvidenceSettings evidence,
        Hooks.Setup hooks,
        Schedule schedule) {

    /// The file in the state folder that says whose shared ledger the folder belongs to; there is
    /// none where the ledger was always the folder's own.
    public Path ledgerMark() {
        return state.resolve(SharedLedger.MARK);
    }

    /// One register, and how its files are read.
    public record RegisterSettings(
            String name,
            ImportFormat format,
            ImportLimits limits,
            int versionsKept,
            Upkeep upkeep) {}

    /// What becomes of calls' recordings.
    ///
    /// @param keep from the consent
    /// @param folder where they lie, as this machine sees it; empty: this gate does not manage them
    public record RecordingSettings(Period keep, Optional<Path> folder) {
        public RecordingSettings {
            if (keep.isNegative() || keep.isZero()) {
                throw new IllegalArgumentException(
                        "keep: " + keep + " (expected: a period like P6M)");
            }
        }
    }

    public Settings {
        registers = List.copyOf(registers);
        switchSecrets = Map.copyOf(switchSecrets);
    }

    /// A number as the switch wants it written.
    public String spelt(PhoneNumber number) {
        return dialFormat.format(number, plan.numbering());
    }

    /// How live calls are watched, with the switches' secrets as their files have them now.
    ///
    /// @throws ConfigException naming the file that cannot be read
    public WatchSettings watchWithSecrets() {
        return watch.withSecrets(name -> secret(name, switchSecrets.get(name)));
    }

    private static String secret(String name, @Nullable Path file) {
        if (file == null) {
            throw new ConfigException("switch " + name + ": no secret-file");
        }
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new ConfigException(
                    file
                            + ": cannot be read (expected: the password of switch "
                            + name
                            + "'s manager user)",
                    e);
        }
    }
}
