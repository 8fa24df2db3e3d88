package se.ringvakt.web;

/// Hears of every request that was answered, for the meters. Called on event loops: it must not
/// wait.
@FunctionalInterface
public interface Traffic {
    /// Nobody listens.
    Traffic UNSEEN = (route, status, began) -> {};

    /// Tells it.
    ///
    /// @param route as the contract writes it, such as `/api/v1/campaigns/:id`; `files`: the
    ///   dashboard's own
    /// @param status as it was answered
    /// @param beganNanos when the request came, by the process's nanosecond clock
    void answered(String route, int status, long beganNanos);
}
