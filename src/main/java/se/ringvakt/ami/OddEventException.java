package se.ringvakt.ami;

/// An event that cannot be understood.
final class OddEventException extends Exception {
    private static final long serialVersionUID = 1;

    OddEventException(String message) {
        super(message);
    }
}
