package se.ringvakt.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.rule.Policies;

/// All settings of one installation, checked and frozen.
///
/// @param written as they would be written in a file that leaves nothing out
/// @param state the folder of everything that outlives the process
/// @param policies the rules' figures over time
/// @param numbers how dialled numbers are read
/// @param dialFormat how the switch wants numbers written
/// @param registers at least one
/// @param agi the server's bounds
/// @param ledger the embedded ledger's bounds
/// @param followEvery how often changes on disk are looked for
/// @param freshFor how long what is in memory is trusted when the disk cannot be read
public record Settings(
        JsonNode written,
        Path state,
        Policies policies,
        NumberPlan.Settings numbers,
        DialFormat dialFormat,
        List<RegisterSettings> registers,
        AgiSettings agi,
        SqliteSettings ledger,
        Duration followEvery,
        Duration freshFor) {

    /// One register, and how its files are read.
    public record RegisterSettings(
            String name, ImportFormat format, ImportLimits limits, int versionsKept) {}

    public Settings {
        registers = List.copyOf(registers);
    }
}
