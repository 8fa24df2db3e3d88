package se.ringvakt.hook;

/// A hook on record.
///
/// @param version grows with every change, 1 at first
public record Hook(long id, HookSettings settings, long version) {

    /// A hook with what its requests are signed by. Only the sender needs it.
    public record WithSecret(Hook hook, String secret) {

        /// Without the secret, so that no log line can hold it by accident.
        @Override
        public String toString() {
            return hook.toString();
        }
    }

    boolean wants(EventType type) {
        return settings.active() && settings.types().contains(type);
    }
}
