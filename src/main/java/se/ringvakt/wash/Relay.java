package se.ringvakt.wash;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Threads that each take the next block, wash it, and write it when its turn has come: at any
/// moment one reads, one writes, and the others wash. Blocks and buffers are as many as threads.
/// Runs once.
final class Relay {
    private static final long NONE = -1;

    private final Stage stage;
    private final Object reading = new Object();
    private final Object writing = new Object();

    /// Guarded by `reading`.
    private long taken;

    private boolean exhausted;

    /// Guarded by `writing`.
    private long turn;

    private @Nullable Throwable failure;

    /// What is done with blocks, in the file's order and by one thread at a time.
    interface Stage {
        /// Fills the block; false: there is nothing left.
        boolean read(Block block) throws IOException;

        /// Takes what the next block became.
        ///
        /// @param fault what was wrong with it; the segment is then of no use
        void write(Segment segment, Rows.@Nullable Fault fault) throws IOException;
    }

    Relay(Stage stage) {
        this.stage = stage;
    }

    /// Runs to the end. What any thread throws ends all of them and is thrown; what is wrong with
    /// the file is found in the file's order.
    void run(int threads, int blockBytes, Supplier<BlockWash> washes)
            throws IOException, InterruptedException {
        List<Callable<Boolean>> runners =
                Stream.generate(() -> runner(washes.get(), blockBytes)).limit(threads).toList();
        try (ExecutorService pool =
                Executors.newFixedThreadPool(
                        threads, Thread.ofPlatform().name("wash-", 1).factory())) {
            // Interrupted, it interrupts them in turn, and the pool's end waits for theirs.
            pool.invokeAll(runners);
        }
        synchronized (writing) {
            switch (failure) {
                case null -> {}
                case IOException e -> throw e;
                case InterruptedException e -> throw e;
                case RuntimeException e -> throw e;
                case Error e -> throw e;
                default -> throw new IllegalStateException(failure);
            }
        }
    }

    private Callable<Boolean> runner(BlockWash wash, int blockBytes) {
        Block block = new Block(blockBytes);
        Segment segment = new Segment(blockBytes);
        return () -> {
            try {
                long mine = take(block);
                while (mine != NONE && put(mine, washed(wash, block, segment), segment)) {
                    mine = take(block);
                }
                return true;
            } catch (IOException | InterruptedException | RuntimeException | Error e) {
                fail(e);
                return false;
            }
        };
    }

    /// The block's place in the file's order.
    private long take(Block block) throws IOException {
        synchronized (reading) {
            exhausted = exhausted || !stage.read(block);
            return exhausted ? NONE : taken++;
        }
    }

    private static Rows.@Nullable Fault washed(BlockWash wash, Block block, Segment segment) {
        try {
            wash.wash(block, segment);
            return null;
        } catch (Rows.Fault fault) {
            return fault;
        }
    }

    /// Waits for the block's turn; false when another thread has failed.
    private boolean put(long mine, Rows.@Nullable Fault fault, Segment segment)
            throws IOException, InterruptedException {
        synchronized (writing) {
            while (turn != mine && failure == null) {
                writing.wait();
            }
            if (failure != null) {
                return false;
            }
            stage.write(segment, fault);
            turn++;
            writing.notifyAll();
            return true;
        }
    }

    private void fail(Throwable e) {
        synchronized (writing) {
            failure = failure == null ? e : failure;
            writing.notifyAll();
        }
    }
}
