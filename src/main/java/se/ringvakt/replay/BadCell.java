package se.ringvakt.replay;

/// A cell that cannot be read: its row is told as unreadable.
final class BadCell extends RuntimeException {
    private static final long serialVersionUID = 1;

    BadCell(String message) {
        super(message, null, false, false);
    }
}
