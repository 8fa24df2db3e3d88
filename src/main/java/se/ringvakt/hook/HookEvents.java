package se.ringvakt.hook;

/// Where events go in. Whoever has one to tell calls it and goes on.
@FunctionalInterface
public interface HookEvents {
    /// Nobody is told anything.
    HookEvents NONE = event -> {};

    /// Takes an event. Never waits and never throws: what is too much is counted and left out.
    void publish(Event event);
}
