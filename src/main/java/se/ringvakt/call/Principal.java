package se.ringvakt.call;

/// On whose behalf calls are made (*uppdragsgivare*, §1.10).
///
/// @param name as the consumer is told it
/// @param type what it is, for laws that except some
public record Principal(PrincipalId id, String name, CallerType type) {

    /// One that no law excepts.
    public Principal(PrincipalId id, String name) {
        this(id, name, CallerType.ORDINARY);
    }
}
