package se.ringvakt.web;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/// The operations there are, by the names that the contract gives them.
public final class Operations {
    private final Map<String, Operation> byName = new LinkedHashMap<>();

    /// Offers an operation.
    ///
    /// @param name `operationId` of the contract, which also says who may
    public Operations on(String name, Operation operation) {
        if (byName.putIfAbsent(name, operation) != null) {
            throw new IllegalArgumentException("operation: " + name + " (expected: once)");
        }
        return this;
    }

    /// The operation of this name.
    ///
    /// @throws IllegalArgumentException when there is none
    public Operation named(String name) {
        Operation operation = byName.get(name);
        if (operation == null) {
            throw new IllegalArgumentException(
                    "operation: " + name + " (expected: one of " + byName.keySet() + ")");
        }
        return operation;
    }

    public Set<String> names() {
        return Set.copyOf(byName.keySet());
    }
}
