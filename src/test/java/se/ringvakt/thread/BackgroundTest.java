package se.ringvakt.thread;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
final class BackgroundTest {
    private static final int NICE_AFTER_NAME = 16;

    /// As the kernel has it: field 19 of `stat`, the name being field 2.
    private static int niceness() {
        try {
            String stat = Files.readString(Path.of("/proc/thread-self/stat"));
            List<String> fields = List.of(stat.substring(stat.lastIndexOf(')') + 2).split(" "));
            return Integer.parseInt(fields.get(NICE_AFTER_NAME));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int nicenessIn(ThreadFactory threads)
            throws ExecutionException, InterruptedException {
        CompletableFuture<Integer> found = new CompletableFuture<>();
        Thread thread = threads.newThread(() -> found.complete(niceness()));
        thread.start();
        thread.join();
        return found.get();
    }

    @Test
    void givesWayAndNobodyElseDoes() throws ExecutionException, InterruptedException {
        int usual = nicenessIn(Thread.ofPlatform().factory());
        assertThat(nicenessIn(new Background("background-"))).isEqualTo(10);
        assertThat(nicenessIn(Thread.ofPlatform().factory())).isEqualTo(usual).isLessThan(10);
    }

    @Test
    void passesItOnToTheThreadsItMakes() throws ExecutionException, InterruptedException {
        CompletableFuture<Integer> found = new CompletableFuture<>();
        Thread thread =
                new Background("background-")
                        .newThread(() -> {
                            try {
                                found.complete(nicenessIn(Thread.ofPlatform().factory()));
                            } catch (ExecutionException | InterruptedException e) {
                                found.completeExceptionally(e);
                            }
                        });
        thread.start();
        assertThat(found.get()).isEqualTo(10);
    }

    @Test
    void isADaemonWithAName() {
        Thread thread = new Background("background-").newThread(() -> {});
        assertThat(thread.isDaemon()).isTrue();
        assertThat(thread.getName()).isEqualTo("background-1");
    }
}
