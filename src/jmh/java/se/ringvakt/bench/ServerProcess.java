package se.ringvakt.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// A server in a process of its own, with the flags this one has and a heap of its own, so that no
/// server's garbage or compiled code is another's.
final class ServerProcess implements AutoCloseable {
    private static final List<String> HEAP = List.of("-Xms1g", "-Xmx1g");

    private final String name;
    private final Process process;
    private final int port;

    ServerProcess(String name, Class<?> main, String... arguments) throws IOException {
        this.name = name;
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(ManagementFactory.getRuntimeMXBean().getInputArguments());
        command.addAll(HEAP);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
        command.addAll(List.of(arguments));
        this.process =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
        this.port = Announced.port(firstLine());
    }

    private String firstLine() throws IOException {
        BufferedReader output = process.inputReader();
        @Nullable String line = output.readLine();
        if (line == null) {
            throw new IOException(name + ": ended at once (expected: a line with its port)");
        }
        return line;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    /// Processor time of the whole process so far.
    Duration processorTime() {
        return process.toHandle().info().totalCpuDuration().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        process.getOutputStream().close();
        try {
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
