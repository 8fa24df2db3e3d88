package se.ringvakt.retention;

/// The file of keys cannot be used; the message is one line that says why, and what is expected.
public final class KeyRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    KeyRefused(String message) {
        super(message);
    }

    KeyRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
