package se.ringvakt.evidence;

/// The record cannot be read or written as it should; the message names file and place.
public final class EvidenceException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public EvidenceException(String message) {
        super(message);
    }

    public EvidenceException(String message, Throwable cause) {
        super(message, cause);
    }
}
