package se.ringvakt.ledger;

import java.util.ArrayList;
import java.util.List;

/// What a gate runs on. Empty: it has not said.
///
/// @param program the program's version
/// @param policy the version of the policy in force
/// @param registers each register's version, such as `nix@2026-11-20-0123456789ab`, with blanks
///   between
public record GateVersions(String program, String policy, String registers) {
    /// Of a gate that has not said.
    public static final GateVersions UNSAID = new GateVersions("", "", "");

    /// Something of which gates may have different versions.
    public enum Part {
        PROGRAM("program"),
        POLICY("policy"),
        REGISTERS("registers");

        private final String word;

        Part(String word) {
            this.word = word;
        }

        /// As it is written.
        public String word() {
            return word;
        }
    }

    /// The version of this part.
    public String of(Part part) {
        return switch (part) {
            case PROGRAM -> program;
            case POLICY -> policy;
            case REGISTERS -> registers;
        };
    }

    /// The parts of which the other has another version.
    public List<Part> differing(GateVersions other) {
        List<Part> found = new ArrayList<>();
        for (Part part : Part.values()) {
            if (!of(part).equals(other.of(part))) {
                found.add(part);
            }
        }
        return found;
    }
}
