package se.ringvakt.wash;

/// A list that cannot be washed. The message is one line that names the file, the row where there
/// is one, and what was expected; no file was written.
public final class WashRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public WashRefused(String message) {
        super(message);
    }

    public WashRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
