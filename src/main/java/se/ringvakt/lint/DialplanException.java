package se.ringvakt.lint;

/// A dialplan cannot be read. The message names file and line.
public final class DialplanException extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// @param message `file:line: what stands there (expected: ...)`
    public DialplanException(String message) {
        super(message);
    }

    /// @param message as above
    public DialplanException(String message, Throwable cause) {
        super(message, cause);
    }
}
