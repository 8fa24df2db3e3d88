package se.ringvakt.web.server;

/// Somebody did not get in by the single sign-on. The message is for the log: a browser is told
/// only what may be done about it.
final class SignOnFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final Why why;

    /// What may be done about it.
    enum Why {
        /// They begin again.
        AGAIN(400),
        /// They ask an administrator.
        REFUSED(403),
        /// They wait, or log in with a password.
        UNAVAILABLE(503);

        private final int status;

        Why(int status) {
            this.status = status;
        }

        /// The answer's HTTP status.
        int status() {
            return status;
        }
    }

    SignOnFailed(Why why, String message) {
        super(message);
        this.why = why;
    }

    SignOnFailed(Why why, String message, Exception cause) {
        super(message + ": " + cause.getMessage(), cause);
        this.why = why;
    }

    Why why() {
        return why;
    }
}
