package se.ringvakt.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.register.ImportFormat;
import se.ringvakt.register.ImportLimits;
import se.ringvakt.rule.Policies;

/// All settings of one installation, checked and frozen.
///
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

    /// Where versions of registers are kept.
    public Path registerFolder() {
        return state.resolve("registers");
    }

    /// The register of this name; without a name, the only one.
    public RegisterSettings register(Optional<String> name) {
        if (name.isEmpty() && registers.size() == 1) {
            return registers.getFirst();
        }
        List<String> names = registers.stream().map(RegisterSettings::name).toList();
        return registers.stream()
                .filter(register -> name.isPresent() && register.name().equals(name.get()))
                .findFirst()
                .orElseThrow(() ->
                        new ConfigException(
                                "register: "
                                        + name.orElse("not named")
                                        + " (expected: one of "
                                        + names
                                        + ")"));
    }
}
