package se.ringvakt.access;

/// What one may do.
public enum Right {
    /// Ask whether a number may be dialled, with nothing recorded.
    EXPLAIN,
    /// Reserve a dial and report what became of it, as a dialler does.
    DIAL,
    /// See what happened and what stands: decisions, campaigns, lists, receipts, breaches.
    SEE,
    /// See a whole telephone number where others see it masked; each look is in the audit log.
    REVEAL,
    /// Add to and take from block lists, consents, customers and subscriptions.
    LISTS,
    /// Create, edit and close campaigns and their principals.
    CAMPAIGNS,
    /// Stop and resume a campaign, or everything.
    STOP,
    /// Wash lists, and fetch what came of it.
    WASH,
    /// Import registers and roll them back.
    REGISTERS,
    /// Make and change users and tokens.
    USERS,
    /// Set up webhooks, and send what they could not deliver again.
    HOOKS,
    /// Read the audit log.
    AUDIT,
    /// Read the metrics.
    METRICS
}
