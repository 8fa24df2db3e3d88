package se.ringvakt.ami;

import java.io.IOException;

/// The switch does not let this user in.
final class RefusedException extends IOException {
    private static final long serialVersionUID = 1;

    RefusedException(String message) {
        super(message);
    }
}
