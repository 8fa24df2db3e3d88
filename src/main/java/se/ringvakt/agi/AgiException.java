package se.ringvakt.agi;

/// A request that cannot be understood. Its message never repeats what was sent.
final class AgiException extends RuntimeException {
    private static final long serialVersionUID = 1;

    AgiException(String message) {
        super(message);
    }

    AgiException(String message, Throwable cause) {
        super(message, cause);
    }
}
