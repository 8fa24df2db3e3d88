package se.ringvakt.config;

/// A settings file that cannot be used; the message is one line for the one who wrote the file.
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1;

    public ConfigException(String message) {
        super(message);
    }

    public ConfigException(String message, Throwable cause) {
        super(message, cause);
    }
}
