package se.ringvakt.ledger;

/// The ledger cannot be read or written now. The gate answers `UNAVAILABLE` until it can.
public final class LedgerException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public LedgerException(String message, Throwable cause) {
        super(message, cause);
    }

    public LedgerException(String message) {
        super(message);
    }
}
