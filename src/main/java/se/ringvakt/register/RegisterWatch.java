package se.ringvakt.register;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Brings the registers in memory up to the store's, at start and whenever an import or a roll-back
/// in any process has changed what is in force. What cannot be loaded leaves the version in memory
/// in force; at start that is none, so that every call it concerns is denied. For one thread.
public final class RegisterWatch {
    private final RegisterStore store;
    private final Registers registers;
    private final Map<String, String> loaded = new HashMap<>();

    public RegisterWatch(RegisterStore store, Registers registers) {
        this.store = store;
        this.registers = registers;
    }

    /// What one look at a register brought.
    ///
    /// @param inForce the version in memory afterwards; empty: none
    /// @param problem why the store's version could not be loaded; empty: nothing is wrong
    public record Look(
            String register, boolean swapped, Optional<RegisterVersion> inForce, String problem) {}

    /// Looks at each register; loads and publishes what has changed. A version that failed to load
    /// is tried again at the next look.
    public List<Look> refresh() {
        return registers.names().stream().map(this::refresh).toList();
    }

    private Look refresh(String register) {
        try {
            String revision = store.revision(register);
            if (revision.equals(loaded.get(register))) {
                return look(register, false, "");
            }
            Optional<RegisterSnapshot> snapshot = next(register);
            if (snapshot.isEmpty()) {
                return look(register, false, nothingStored(register));
            }
            registers.publish(snapshot.get());
            // Keyed by what was read first: a change between the two reads shows at the next look.
            loaded.put(register, revision);
            return look(register, true, "");
        } catch (RegisterRefused e) {
            return look(register, false, String.valueOf(e.getMessage()));
        }
    }

    /// The version to publish; a return to the former one needs no reading.
    private Optional<RegisterSnapshot> next(String register) {
        Optional<RegisterVersion> version = store.inForce(register);
        Optional<RegisterSnapshot> former = registers.former(register);
        if (former.isPresent() && version.equals(former.map(RegisterSnapshot::version))) {
            return former;
        }
        return version.map(store::read);
    }

    private String nothingStored(String register) {
        return registers.inForce(register).isPresent()
                ? register + ": nothing is in force on disk any more (expected: a version)"
                : "";
    }

    private Look look(String register, boolean swapped, String problem) {
        Optional<RegisterVersion> inForce =
                registers.inForce(register).map(RegisterSnapshot::version);
        return new Look(register, swapped, inForce, problem);
    }
}
