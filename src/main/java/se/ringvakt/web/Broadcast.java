package se.ringvakt.web;

/// Tells all dashboards that are open what has just happened. Thread-safe; never blocks: a
/// dashboard that does not keep up is cut off, and begins anew.
public interface Broadcast {
    /// Tells it.
    ///
    /// @param event what kind of message it is, a word of lower-case letters, such as `now`
    /// @param json becomes JSON, at once and once for all
    void publish(String event, Object json);

    /// Whether anybody listens. False: nothing needs to be gathered.
    boolean watched();
}
