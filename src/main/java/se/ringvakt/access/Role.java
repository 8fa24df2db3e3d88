package se.ringvakt.access;

import static se.ringvakt.access.Right.AUDIT;
import static se.ringvakt.access.Right.CAMPAIGNS;
import static se.ringvakt.access.Right.DIAL;
import static se.ringvakt.access.Right.EXPLAIN;
import static se.ringvakt.access.Right.LISTS;
import static se.ringvakt.access.Right.METRICS;
import static se.ringvakt.access.Right.REVEAL;
import static se.ringvakt.access.Right.SEE;
import static se.ringvakt.access.Right.STOP;
import static se.ringvakt.access.Right.WASH;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;

/// What a user is here to do; each has exactly one.
public enum Role {
    /// A dialler's account: it asks, dials and reports, and sees nothing else.
    AGENT_API(EnumSet.of(EXPLAIN, DIAL)),
    /// Runs campaigns: sees everything but the audit log, stops, blocks and washes.
    SUPERVISOR(EnumSet.of(EXPLAIN, SEE, REVEAL, LISTS, CAMPAIGNS, STOP, WASH)),
    /// Runs the installation: everything but dialling.
    ADMINISTRATOR(EnumSet.complementOf(EnumSet.of(DIAL))),
    /// Looks, and changes nothing.
    AUDITOR(EnumSet.of(EXPLAIN, SEE, REVEAL, AUDIT, METRICS));

    private final Set<Right> rights;

    Role(EnumSet<Right> rights) {
        this.rights = Collections.unmodifiableSet(rights);
    }

    public Set<Right> rights() {
        return rights;
    }
}
