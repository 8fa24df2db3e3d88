package se.ringvakt.call;

/// Why a campaign calls.
public enum Purpose {
    SALES(true),
    MARKETING(true),
    /// Charities are not exempt.
    FUNDRAISING(true),
    RESEARCH(false),
    PUBLIC_INFORMATION(false),
    POLITICS(false),
    RELIGION(false),
    PUBLIC_INTEREST(false);

    private final boolean regulated;

    Purpose(boolean regulated) {
        this.regulated = regulated;
    }

    /// Whether the register and the yearly limit on offers bind this purpose.
    public boolean regulated() {
        return regulated;
    }
}
