package se.ringvakt.lint;

/// Reads the dialplan that a running switch goes by.
@FunctionalInterface
public interface DialplanSource {
    /// Asks a switch for its dialplan.
    ///
    /// @param switchName as the settings name it
    Dialplan read(String switchName);
}
