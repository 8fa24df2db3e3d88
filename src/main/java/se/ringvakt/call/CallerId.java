package se.ringvakt.call;

import java.util.Optional;

/// A number a campaign may show to those it calls (§3.1).
///
/// @param callBack whether a consumer who rings it is answered, told who called and for whom
/// @param play the sound that tells it, as the switch names it; empty: the principal's usual one
/// @param route where the switch takes the caller afterwards; empty: to the contact centre
public record CallerId(
        PhoneNumber number, boolean callBack, Optional<String> play, Optional<String> route) {

    /// One that is answered in the usual way, or not at all.
    public CallerId(PhoneNumber number, boolean callBack) {
        this(number, callBack, Optional.empty(), Optional.empty());
    }
}
