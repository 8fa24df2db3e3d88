package se.ringvakt.ledger;

import java.util.Map;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;

/// Agents' leases: one agent, one attempt (§3.3). Thread-safe.
///
/// A lease ends when it is given back, or after the longest life of an attempt.
public interface Leases {

    /// Whether the agent is known to hold an attempt, without asking anybody; [#take] is what
    /// decides.
    boolean isBusy(AgentId agent);

    /// Reserves the attempt's agent for it. False: the agent holds another. An attempt that names
    /// none needs none.
    ///
    /// @throws LedgerException when nobody can tell
    boolean take(Attempt attempt);

    /// Ends the lease, if it is this attempt's. One that cannot be ended now is ended as soon as it
    /// can be.
    void release(Attempt attempt);

    /// Who holds an attempt now, and which.
    ///
    /// @throws LedgerException when nobody can tell
    Map<AgentId, AttemptId> all();

    /// About how many agents hold an attempt, without asking anybody.
    long held();
}
