package se.ringvakt.watch;

/// A connection to one switch, over which its events come and a few commands go.
public interface SwitchLink extends AutoCloseable {

    /// The switch's name in the settings.
    String name();

    /// Whether events come.
    boolean isConnected();

    /// Asks the switch to end a channel. Returns at once; a refusal (the manager user may not) is
    /// told in the log and counted.
    ///
    /// @param channel its id
    void hangUp(String channel);

    @Override
    void close();
}
