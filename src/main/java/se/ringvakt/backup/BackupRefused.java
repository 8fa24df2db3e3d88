package se.ringvakt.backup;

/// A backup that cannot be made, read or restored; the message is one line for an operator, and
/// nothing has been changed.
public final class BackupRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public BackupRefused(String message) {
        super(message);
    }

    public BackupRefused(String message, Throwable cause) {
        super(message, cause);
    }
}
