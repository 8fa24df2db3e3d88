package se.ringvakt.call;

/// On whose behalf calls are made (*uppdragsgivare*, §1.10).
///
/// @param name as the consumer is told it
public record Principal(PrincipalId id, String name) {}
