package se.ringvakt.lab;

import java.math.BigDecimal;
import java.time.Instant;

/// An INVITE that reached a carrier.
///
/// @param from the From header as it came
/// @param identity the P-Asserted-Identity header as it came
record Invite(Instant at, String trunk, String number, String from, String identity) {

    /// A line of `lab invites`.
    static Invite parse(String line) {
        String[] fields = line.split("\t", -1);
        return new Invite(
                Instant.ofEpochMilli(new BigDecimal(fields[0]).movePointRight(3).longValue()),
                fields[1],
                fields[2],
                fields[3],
                fields[4]);
    }
}
