package se.ringvakt.hook;

/// A hook's settings that cannot be used, in one line: what stood there and what was expected.
public final class HookRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    HookRefused(String message) {
        super(message);
    }

    /// Two hooks may not have one name.
    public static HookRefused nameTaken(String name) {
        return new HookRefused("name: " + name + " (expected: a name that no other hook has)");
    }
}
