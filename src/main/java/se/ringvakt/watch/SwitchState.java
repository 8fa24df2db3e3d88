package se.ringvakt.watch;

import java.time.Instant;

/// Whether the events of a switch come.
///
/// @param since when that began; for one that never came, when it was first waited for
public record SwitchState(String name, boolean up, Instant since) {}
