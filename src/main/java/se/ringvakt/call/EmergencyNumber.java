package se.ringvakt.call;

/// An emergency or public service number (112, 113 13, 114 xx, 116 xxx, 117 x, 90 xxx): never
/// judged, never counted, never stopped.
///
/// @param digits the short number itself, without any prefix it was dialled with
public record EmergencyNumber(int digits) implements Dialled {}
