package se.ringvakt.register;

import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// The registers in force. Publishing a version swaps one reference: readers never wait, and each
/// look-up sees one version from end to end. Thread-safe.
public final class Registers {
    private final List<Slot> slots;

    /// Registers with these names, none of which has a version yet; at least one, since a gate
    /// without any register would find every number unlisted.
    public Registers(List<String> names) {
        this(names, name -> Optional.empty());
    }

    /// The same, with how long a version of each may be used; empty: as long as the policy says.
    public Registers(List<String> names, Function<String, Optional<Period>> validity) {
        if (names.isEmpty()) {
            throw new IllegalArgumentException("registers: none (expected: at least one)");
        }
        if (names.stream().distinct().count() != names.size()) {
            throw new IllegalArgumentException("registers: " + names + " (expected: each once)");
        }
        this.slots = names.stream().map(name -> new Slot(name, validity.apply(name))).toList();
    }

    /// What each register says of the number, in the order they were named. A register without a
    /// version answers without an update date.
    public List<RegisterAnswer> answers(PhoneNumber number) {
        if (slots.size() == 1) {
            return slots.getFirst().answers(number);
        }
        List<RegisterAnswer> answers = new ArrayList<>(slots.size());
        for (Slot slot : slots) {
            answers.addAll(slot.answers(number));
        }
        return answers;
    }

    /// Their names.
    public List<String> names() {
        return slots.stream().map(slot -> slot.name).toList();
    }

    /// The version in force.
    public Optional<RegisterSnapshot> inForce(String register) {
        return slot(register).versions.get().current();
    }

    /// The version that was in force before it, kept for a quick return.
    public Optional<RegisterSnapshot> former(String register) {
        return slot(register).versions.get().former();
    }

    /// Puts a version in force; the one it replaces becomes the former.
    public void publish(RegisterSnapshot snapshot) {
        Slot slot = slot(snapshot.version().register());
        RegisterSnapshot next = snapshot.validFor(slot.validity);
        slot.versions.updateAndGet(versions -> new Versions(Optional.of(next), versions.current()));
    }

    private Slot slot(String register) {
        for (Slot slot : slots) {
            if (slot.name.equals(register)) {
                return slot;
            }
        }
        throw new IllegalArgumentException(
                "register: " + register + " (expected: one of " + names() + ")");
    }

    private record Versions(
            Optional<RegisterSnapshot> current, Optional<RegisterSnapshot> former) {}

    private static final class Slot {
        private final String name;
        private final Optional<Period> validity;
        private final List<RegisterAnswer> none;
        private final AtomicReference<Versions> versions =
                new AtomicReference<>(new Versions(Optional.empty(), Optional.empty()));

        Slot(String name, Optional<Period> validity) {
            this.name = name;
            this.validity = validity;
            // Covered: that nothing was imported is one reason to deny, not two.
            this.none = List.of(new RegisterAnswer(name, Optional.empty(), true, false));
        }

        List<RegisterAnswer> answers(PhoneNumber number) {
            Optional<RegisterSnapshot> current = versions.get().current();
            return current.isPresent() ? current.get().answers(number) : none;
        }
    }
}
