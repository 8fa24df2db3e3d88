package se.ringvakt.replay;

/// A file that cannot be replayed. The message is one line that names file and line where there is
/// one, and what was expected; nothing was written.
public final class ReplayRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ReplayRefused(String message) {
        super(message);
    }

    public ReplayRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
