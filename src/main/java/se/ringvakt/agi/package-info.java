/// FastAGI on Netty: one connection, one request, one command, one reply; a bound and a deadline on
/// everything.
///
/// Bytes become an [AgiRequest] in [AgiDecoder], [AgiSession] walks through its states,
/// [AgiScripts] asks the gate, [AgiCommand] goes back.
@NullMarked
package se.ringvakt.agi;

import org.jspecify.annotations.NullMarked;
