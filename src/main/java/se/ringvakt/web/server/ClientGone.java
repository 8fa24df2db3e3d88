package se.ringvakt.web.server;

import java.io.IOException;

/// Whoever asked is there no more, or takes and sends nothing any more: nobody is left to be told
/// anything.
final class ClientGone extends IOException {
    private static final long serialVersionUID = 1;

    ClientGone(Throwable cause) {
        super(cause);
    }

    /// Whether this is why something was thrown: what writes an answer may wrap it.
    static boolean isCauseOf(Throwable thrown) {
        Throwable each = thrown;
        while (each != null) {
            if (each instanceof ClientGone) {
                return true;
            }
            each = each.getCause();
        }
        return false;
    }
}
