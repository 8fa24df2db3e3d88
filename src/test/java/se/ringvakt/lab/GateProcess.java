package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/// A real `serve` process.
final class GateProcess implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    /// Those that run, should this JVM be ended before the tests are.
    private static final Set<Process> RUNNING = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime()
                .addShutdownHook(
                        new Thread(() -> RUNNING.forEach(Process::destroyForcibly), "gates-end"));
    }

    private final Installation installation;
    private final Process process;

    private GateProcess(Installation installation, Process process) {
        this.installation = installation;
        this.process = process;
    }

    /// Starts one and waits until it listens.
    static GateProcess start(Installation installation) {
        try {
            File log = installation.folder().resolve("serve.log").toFile();
            Process process =
                    new ProcessBuilder(installation.java("serve"))
                            .redirectErrorStream(true)
                            .redirectOutput(Redirect.appendTo(log))
                            .start();
            RUNNING.add(process);
            GateProcess gate = new GateProcess(installation, process);
            gate.awaitListening();
            return gate;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void awaitListening() {
        int port = installation.address().getPort();
        await().atMost(PATIENCE).until(() -> Ports.isListening(port) || !process.isAlive());
        if (!process.isAlive()) {
            RUNNING.remove(process);
            throw new AssertionError(
                    "serve ended: " + Programs.read(installation.folder().resolve("serve.log")));
        }
    }

    /// Waits until so many connections are open to it, whether it has noticed or not.
    void awaitConnections(long count) {
        int port = installation.address().getPort();
        await().atMost(PATIENCE).until(() -> Ports.connections(port) == count);
    }

    /// A connection that says nothing.
    Socket connect() {
        try {
            return new Socket(
                    installation.address().getAddress(), installation.address().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Installation installation() {
        return installation;
    }

    LedgerFile ledger() {
        return installation.ledger();
    }

    /// This gate, under the name of what is the matter with it.
    Asked asked(String name) {
        return new Asked(name, installation.address(), Optional.of(ledger()));
    }

    /// Stops it in the middle of whatever it does, without its knowledge.
    void freeze() {
        signal("-STOP");
    }

    void thaw() {
        signal("-CONT");
    }

    /// kill -9.
    void kill() {
        process.destroyForcibly();
        ended();
    }

    private void signal(String signal) {
        Programs.run(
                Path.of("target", "lab"), List.of("kill", signal, Long.toString(process.pid())));
    }

    @Override
    public void close() {
        if (process.isAlive()) {
            thaw();
            process.destroy();
        }
        ended();
    }

    private void ended() {
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError("serve does not stop");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            RUNNING.remove(process);
        }
    }
}
