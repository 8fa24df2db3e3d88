package se.ringvakt.hook;

import java.time.Instant;

/// One request that is to be sent, or was given up.
///
/// @param key the id of its first event, which stands in the request's header
/// @param at when its first event was taken
/// @param events how many are in it, 1 to 100
/// @param body the JSON array of its events
/// @param tries how often it was tried
/// @param due not to be sent before
/// @param problem what the last try met; empty: none failed
public record Delivery(
        long id,
        long hook,
        String key,
        Instant at,
        int events,
        String body,
        int tries,
        Instant due,
        String problem) {

    /// One that is not on record yet.
    public record Draft(long hook, String key, Instant at, int events, String body) {}

    /// Without the body, which holds numbers.
    @Override
    public String toString() {
        return "delivery " + id + " to hook " + hook + ", events " + events;
    }
}
