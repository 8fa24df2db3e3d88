package se.ringvakt.watch;

import java.time.Duration;

/// Runs things later.
@FunctionalInterface
interface Later {

    /// Runs it once, so long from now, on a thread of its own.
    void after(Duration wait, Runnable what);
}
