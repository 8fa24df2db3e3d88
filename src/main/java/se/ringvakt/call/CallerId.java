package se.ringvakt.call;

/// A number a campaign may show to those it calls (§3.1).
///
/// @param callBack whether a consumer who rings it is answered, told who called and for whom
public record CallerId(PhoneNumber number, boolean callBack) {}
