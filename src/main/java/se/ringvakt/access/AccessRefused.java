package se.ringvakt.access;

/// Something asked of users, sessions or tokens is refused; nothing was changed. The message is one
/// line: `key: value (expected: ...)`, and never holds a secret.
public final class AccessRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    /// Why, for whoever answers by a code.
    public enum Kind {
        /// The input cannot be used.
        INVALID,
        /// There is none such.
        UNKNOWN,
        /// It cannot be so beside what stands.
        CONFLICT,
        /// It was changed since it was read.
        STALE,
        /// The caller has no right to it.
        FORBIDDEN,
        /// Too much is asked at one time; try again.
        BUSY
    }

    private final Kind kind;

    public AccessRefused(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    static AccessRefused invalid(String message) {
        return new AccessRefused(Kind.INVALID, message);
    }
}
