package se.ringvakt.cli;

/// The gate cannot be reached, or does not answer as a gate does.
final class Unreachable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreachable(String message) {
        super(message);
    }

    Unreachable(String message, Throwable cause) {
        super(message, cause);
    }
}
