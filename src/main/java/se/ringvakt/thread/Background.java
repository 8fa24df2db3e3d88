package se.ringvakt.thread;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.invoke.MethodHandle;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Daemon threads that give way: while a dial wants the processor they get a tenth of it. For work
/// that may take its time: counting, questions of the past, washing.
///
/// Linux gives every thread a niceness of its own, which its threads inherit; Java's own priorities
/// do nothing there. Where it cannot be set, these are threads like any other. They must not start
/// or wake virtual threads as a matter of course: the thread that carries those may be made by
/// whoever wakes them, and would be as slow as they are.
public final class Background implements ThreadFactory {
    private static final Logger LOG = LoggerFactory.getLogger(Background.class);

    /// A tenth of the share of a usual thread. Slower ones would hold a lock, or up a pause of the
    /// collector, for too long when the machine is busy.
    private static final int NICENESS = 10;

    private static final int THIS_THREAD = 0;
    private static final int PRIO_PROCESS = 0;
    private static final Optional<MethodHandle> SET_PRIORITY = setPriority();

    private final ThreadFactory threads;

    /// @param prefix of their names; a number follows
    public Background(String prefix) {
        this.threads = Thread.ofPlatform().name(prefix, 1).daemon().factory();
    }

    /// A thread not yet started.
    @Override
    public Thread newThread(Runnable task) {
        return threads.newThread(() -> {
            giveWay();
            task.run();
        });
    }

    private static void giveWay() {
        if (SET_PRIORITY.isEmpty()) {
            return;
        }
        try {
            int failed = (int) SET_PRIORITY.get().invokeExact(PRIO_PROCESS, THIS_THREAD, NICENESS);
            if (failed != 0) {
                LOG.warn("the system does not let a thread give way: dials may be slower");
            }
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted") // the flags of every start allow native access
    private static Optional<MethodHandle> setPriority() {
        if (!System.getProperty("os.name").equals("Linux")) {
            return Optional.empty();
        }
        Linker linker = Linker.nativeLinker();
        FunctionDescriptor function = FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
        return linker.defaultLookup()
                .find("setpriority")
                .map(address -> linker.downcallHandle(address, function));
    }
}
