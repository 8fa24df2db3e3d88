package se.ringvakt.ledger.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a run of a gate calls itself in the database's tables, for operators: its machine and its
/// process, such as `gate-1:4711`.
final class RunOfGate {
    private static final Logger LOG = LoggerFactory.getLogger(RunOfGate.class);

    /// The kernel's name of this machine: Java asks the network for it, which may not answer.
    private static final Path MACHINE = Path.of("/proc/sys/kernel/hostname");

    private RunOfGate() {}

    static String name() {
        return machine() + ":" + ProcessHandle.current().pid();
    }

    private static String machine() {
        try {
            return Files.readString(MACHINE).strip();
        } catch (IOException e) {
            LOG.debug("{}", MACHINE, e);
            return "localhost";
        }
    }
}
