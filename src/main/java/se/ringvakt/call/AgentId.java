package se.ringvakt.call;

/// An agent's name in requests and records; compared exactly.
public record AgentId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
