package se.ringvakt.rule;

/// What whoever is called is offered by key at the end of every call.
public enum ObjectionStep {
    /// Nothing.
    NONE,
    /// Not to be called again for this principal.
    BLOCK,
    /// That, and to be entered in the national register.
    REGISTER
}
