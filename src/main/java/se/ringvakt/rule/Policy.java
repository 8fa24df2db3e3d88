package se.ringvakt.rule;

import java.time.Duration;
import java.time.Period;
import java.util.Set;
import se.ringvakt.calendar.ClosedDays;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.call.CallerType;
import se.ringvakt.call.Subscription;

/// Every figure of the rules, as in force on one day.
///
/// @param hours when a consumer may be called
/// @param companyHours when a company's subscription may be called; cut to `hours`
/// @param closedDays days on which nobody may be called
/// @param mustFit the shortest permit must end by closing time
/// @param postDialDelay the time a trunk may take before the phone rings
/// @param ringCycles how many times it must ring before we give up
/// @param ringCycle one ring and the pause after it
/// @param longestTimeout the longest permit
/// @param shortestRinging ringing for less than this is a breach
/// @param attemptsPerDay per campaign and number
/// @param attemptsPerPeriod per campaign and number
/// @param period absolute, not calendar, days
/// @param spacing from the end of one attempt to the start of the next
/// @param attemptMax after this an attempt without outcome is taken to have ended at its start
/// @param offerCampaigns campaigns with the same offer per number
/// @param offerPeriod how long such a campaign counts, from its last attempt, in local time
/// @param registerValidity from a register version's update date
/// @param consentValidity of a consent, against the register, in local time
/// @param customerValidity of a customer relation, after its end
/// @param registerRequired calls must be checked against a register; false: there is none
/// @param customerExempts the principals whose customers may be called in spite of the register
/// @param businessExempts the subscriptions that may be called about their business in spite of the
///   register, and without consent
/// @param consentFirst every call needs prior consent
/// @param customerCountsAsConsent the principals whose customers need not have consented
/// @param publicInterestExempt research, politics and the like skip register and offer limit
/// @param debtWaivesLimits a call owed after a silent one skips the limits per period and day and
///   the spacing
/// @param silentAfter an answered call not bridged to its agent within this is silent
/// @param agentBreachesMost an agent with this many too short ringings on one day is stopped for
///   the rest of it; 0: never
/// @param objectionStep what is offered by key at the end of every call
/// @param objectionWorkingDays within so many an objection must be passed on to the register
/// @param callBackKept how long a caller id stays known after its campaign's last day
public record Policy(
        String version,
        WeeklyHours hours,
        WeeklyHours companyHours,
        ClosedDays closedDays,
        boolean mustFit,
        Duration postDialDelay,
        int ringCycles,
        Duration ringCycle,
        Duration longestTimeout,
        Duration shortestRinging,
        int attemptsPerDay,
        int attemptsPerPeriod,
        Duration period,
        Duration spacing,
        Duration attemptMax,
        int offerCampaigns,
        Period offerPeriod,
        Period registerValidity,
        Period consentValidity,
        Period customerValidity,
        boolean registerRequired,
        Set<CallerType> customerExempts,
        Set<Subscription> businessExempts,
        boolean consentFirst,
        Set<CallerType> customerCountsAsConsent,
        boolean publicInterestExempt,
        boolean debtWaivesLimits,
        Duration silentAfter,
        int agentBreachesMost,
        ObjectionStep objectionStep,
        int objectionWorkingDays,
        Period callBackKept) {

    private static final long MILLIS_PER_SECOND = 1000;

    public Policy {
        companyHours = companyHours.within(hours);
        requireNotNegative("post-dial-delay", postDialDelay);
        requireAtLeastOne("ring-cycles", ringCycles);
        requireNotNegative("ring-cycle", ringCycle);
        requireNotNegative("shortest-ringing", shortestRinging);
        requireAtLeastOne("attempts-per-day", attemptsPerDay);
        requireAtLeastOne("attempts-per-period", attemptsPerPeriod);
        requireNotNegative("period", period);
        requireNotNegative("spacing", spacing);
        requireNotNegative("attempt-max", attemptMax);
        requireAtLeastOne("offer-campaigns", offerCampaigns);
        requireNotNegative("silent-after", silentAfter);
        if (agentBreachesMost < 0) {
            throw new IllegalArgumentException(
                    "agent-breaches-most: " + agentBreachesMost + " (expected: 0 or more)");
        }
        customerExempts = Set.copyOf(customerExempts);
        businessExempts = Set.copyOf(businessExempts);
        customerCountsAsConsent = Set.copyOf(customerCountsAsConsent);
        requireAtLeastOne("objection-working-days", objectionWorkingDays);
        requireNotNegative("call-back-kept", callBackKept);
        Duration shortest = shortestTimeout(postDialDelay, ringCycle, ringCycles);
        if (longestTimeout.compareTo(shortest) < 0) {
            throw new IllegalArgumentException(
                    "longest-timeout: "
                            + longestTimeout
                            + " (expected: at least "
                            + shortest
                            + ")");
        }
    }

    /// The shortest permit: post-dial delay and all ring cycles (46 s), in whole seconds.
    public Duration shortestTimeout() {
        return shortestTimeout(postDialDelay, ringCycle, ringCycles);
    }

    private static Duration shortestTimeout(
            Duration postDialDelay, Duration ringCycle, int ringCycles) {
        long millis = postDialDelay.toMillis() + ringCycle.toMillis() * ringCycles;
        return Duration.ofSeconds(Math.ceilDiv(millis, MILLIS_PER_SECOND));
    }

    private static void requireNotNegative(String name, Duration figure) {
        if (figure.isNegative()) {
            throw new IllegalArgumentException(name + ": " + figure + " (expected: not negative)");
        }
    }

    private static void requireNotNegative(String name, Period figure) {
        if (figure.isNegative()) {
            throw new IllegalArgumentException(name + ": " + figure + " (expected: not negative)");
        }
    }

    private static void requireAtLeastOne(String name, int figure) {
        if (figure < 1) {
            throw new IllegalArgumentException(name + ": " + figure + " (expected: at least 1)");
        }
    }
}
