package se.ringvakt.ledger.report;

/// What is counted of an allowed attempt.
///
/// @param start in milliseconds since 1970
/// @param agent empty: none
/// @param heard when its outcome was told, in milliseconds since 1970; 0: never
record Dialled(long id, long start, String campaign, String agent, Fate fate, long heard) {}
