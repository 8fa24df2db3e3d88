package se.ringvakt.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs programs to their end.
final class Programs {
    private static final long LONGEST_SECONDS = 120;

    private Programs() {}

    /// What a program said and how it ended.
    record Result(int exit, String out, String err) {
        List<String> lines() {
            return out.lines().toList();
        }
    }

    /// A program under way. What it says goes to files, so that what it leaves running in the
    /// background cannot keep a pipe open.
    record Running(Process process, Path out, Path err) {
        Result result() {
            try {
                if (!process.waitFor(LONGEST_SECONDS, TimeUnit.SECONDS)) {
                    end();
                    throw new AssertionError("not done in time: " + process.info());
                }
                return new Result(process.exitValue(), read(out), read(err));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }

        void end() {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    static Running start(Path outputs, List<String> command) {
        try {
            Path out = Files.createTempFile(outputs, "program-", ".out");
            Path err = Files.createTempFile(outputs, "program-", ".err");
            Process process =
                    new ProcessBuilder(command)
                            .redirectOutput(out.toFile())
                            .redirectError(err.toFile())
                            .start();
            process.getOutputStream().close();
            return new Running(process, out, err);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs a program that must succeed.
    static Result run(Path outputs, List<String> command) {
        return run(outputs, command, 0);
    }

    /// @param exit the exit code that it must end with
    static Result run(Path outputs, List<String> command, int exit) {
        Result result = start(outputs, command).result();
        if (result.exit() != exit) {
            throw new AssertionError(
                    String.join(" ", command)
                            + ": exit code "
                            + result.exit()
                            + "\n"
                            + result.out()
                            + result.err());
        }
        return result;
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
