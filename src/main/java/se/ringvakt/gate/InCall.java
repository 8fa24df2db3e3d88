package se.ringvakt.gate;

/// What answers those who ask otherwise than for a dial and its outcome: when somebody rings back,
/// and in a call.
///
/// @param centre the contact centre's name, as consumers are told it
public record InCall(
        String centre,
        Knowledge knowledge,
        CallBacks callBacks,
        OptOuts optOuts,
        Consents consents,
        Objecting objecting) {}
