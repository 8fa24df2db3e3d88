package se.ringvakt.register;

/// A file, a version or a request that the register does not take. The message is one line that
/// names the file, the line where there is one, and what was expected; nothing was changed.
public final class RegisterRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RegisterRefused(String message) {
        super(message);
    }

    public RegisterRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
