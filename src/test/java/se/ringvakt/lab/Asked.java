package se.ringvakt.lab;

import java.net.InetSocketAddress;
import java.util.Optional;

/// A gate that the switch is told to ask, or what stands in a gate's place.
///
/// @param name what the table of calls says of it
/// @param ledger where it keeps what it decided, if it does
record Asked(String name, InetSocketAddress address, Optional<LedgerFile> ledger) {}
