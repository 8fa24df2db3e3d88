package se.ringvakt.call;

/// What a dialled string turned out to be.
public sealed interface Dialled permits PhoneNumber, EmergencyNumber, InvalidNumber {}
