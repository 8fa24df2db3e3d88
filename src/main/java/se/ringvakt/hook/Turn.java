package se.ringvakt.hook;

/// A courier's turn to send to its hook, as it was told of it. For one thread.
final class Turn {
    /// How old a turn may be that a request is sent in: one request, and the record of it, take far
    /// less than the rest of it.
    private static final long FRESH_NANOS = HookStore.TURN.dividedBy(3).toNanos();

    private final HookStore store;
    private final long hook;
    private boolean held;
    private long takenNanos;

    Turn(HookStore store, long hook) {
        this.store = store;
        this.hook = hook;
    }

    /// Takes it. False: another gate has it.
    boolean take() {
        long began = System.nanoTime();
        held = store.takeTurn(hook);
        takenNanos = began;
        return held;
    }

    /// Whether it is held still; takes it again in time. False: another gate has it by now.
    boolean keep() {
        return held && (System.nanoTime() - takenNanos < FRESH_NANOS || take());
    }

    /// Gives it back.
    void end() {
        if (held) {
            held = false;
            store.endTurn(hook);
        }
    }
}
