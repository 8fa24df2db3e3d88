package se.ringvakt.rule;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.Dialled;
import se.ringvakt.call.History;
import se.ringvakt.call.Kind;
import se.ringvakt.call.KnownOfNumber;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.RegisterAnswer;

/// Everything a rule may know of one dial. All but the moment stays the same when the call is
/// judged as of another instant.
///
/// @param stopped a supervisor's stop holds for everything or for this campaign
public record Facts(
        Moment moment,
        PhoneNumber number,
        Campaign campaign,
        Request request,
        AgentState agent,
        boolean stopped,
        KnownOfNumber known,
        List<RegisterAnswer> registers,
        History history) {

    /// The instant judged, with what follows from it.
    ///
    /// @param now whole milliseconds
    /// @param local the same in the policy's zone
    /// @param policy in force on that local date
    public record Moment(Instant now, ZonedDateTime local, Policy policy, CountryCode country) {
        public LocalDate today() {
            return local.toLocalDate();
        }

        public ZoneId zone() {
            return local.getZone();
        }
    }

    /// What the switch asked for.
    ///
    /// @param callerId the number it wants shown; empty: the gate may choose
    /// @param withheld it wants the number withheld (presentation 32 to 35)
    /// @param timeoutSeconds how long it wants to dial; 0: it did not say
    public record Request(
            Kind kind, Optional<Dialled> callerId, boolean withheld, int timeoutSeconds) {}

    /// The agent named in the request.
    ///
    /// @param onLine there is an agent, and nothing says it is not on the line
    /// @param busy it holds another attempt
    /// @param breachesToday how many of its calls on this local day rang too short
    public record AgentState(
            Optional<AgentId> agent, boolean onLine, boolean busy, int breachesToday) {
        public static final AgentState NONE = new AgentState(Optional.empty(), false, false, 0);

        /// An agent who is on the line, holds nothing and has given up on nobody.
        public static AgentState free(AgentId agent) {
            return new AgentState(Optional.of(agent), true, false, 0);
        }
    }

    /// The same call, judged at another moment.
    public Facts at(Moment other) {
        return new Facts(
                other, number, campaign, request, agent, stopped, known, registers, history);
    }

    public Policy policy() {
        return moment.policy();
    }

    public Instant now() {
        return moment.now();
    }
}
