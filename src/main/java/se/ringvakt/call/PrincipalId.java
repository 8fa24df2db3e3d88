package se.ringvakt.call;

/// A principal's name in files and records; compared exactly.
public record PrincipalId(String value) {
    @Override
    public String toString() {
        return value;
    }
}
