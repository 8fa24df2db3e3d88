package se.ringvakt.rule;

import java.time.Duration;
import java.time.Instant;
import se.ringvakt.call.PhoneNumber;

/// The terms of an allowed dial.
///
/// @param timeout how long the switch may dial, whole seconds
/// @param closing no phone may ring after this
/// @param callerId the number to show
/// @param silentCallPreceded the consumer is owed this call after a silent one (§3.3)
/// @param objectionStep what the consumer is to be offered by key when the agent's part is over
public record Permit(
        Duration timeout,
        Instant closing,
        PhoneNumber callerId,
        boolean silentCallPreceded,
        ObjectionStep objectionStep) {}
