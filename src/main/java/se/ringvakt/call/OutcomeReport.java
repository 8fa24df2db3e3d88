package se.ringvakt.call;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// What a switch tells of an attempt that is over. Anything may be missing or late.
///
/// @param at when we heard of it
/// @param status Asterisk's DIALSTATUS
/// @param ringMillis from the start of dialling to the first 180
/// @param progressMillis from the start of dialling to the first 183
/// @param answeredMillis talk time; set only when the call was answered
/// @param cause Q.850 cause; 0: none
/// @param dialStarted when the last Dial began, by the switch's clock
/// @param dialEnded when dialling and talking were over, by the switch's clock
public record OutcomeReport(
        AttemptId attempt,
        Instant at,
        String status,
        OptionalLong ringMillis,
        OptionalLong progressMillis,
        OptionalLong answeredMillis,
        OptionalInt cause,
        Optional<Instant> dialStarted,
        Optional<Instant> dialEnded) {}
