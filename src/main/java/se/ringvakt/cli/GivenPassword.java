package se.ringvakt.cli;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import picocli.CommandLine.Option;
import se.ringvakt.access.Users;
import se.ringvakt.view.Words;

/// A password that somebody pipes in, so that it is neither in the history nor in the list of
/// processes.
final class GivenPassword {
    private final Common common;

    @Option(
            names = "--password-stdin",
            description = "Read the password from the first line of the standard input.")
    private boolean fromInput;

    GivenPassword(Common common) {
        this.common = common;
    }

    /// The password given; empty: one is to be made up.
    Optional<String> read() {
        if (!fromInput) {
            return Optional.empty();
        }
        try {
            // Not closed: it is not ours.
            String line =
                    new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))
                            .readLine();
            if (line == null || line.isEmpty()) {
                throw common.misuse("--password-stdin: nothing (expected: a line)");
            }
            return Optional.of(line);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// A user who has got a password.
    ///
    /// @param password empty: whoever gave it knows it
    record Told(String name, String role, Optional<String> password) {
        static Told of(Users.Initial made, Optional<String> given) {
            return new Told(
                    made.user().name().value(),
                    Words.of(made.user().role()),
                    given.isEmpty() ? Optional.of(made.password()) : Optional.empty());
        }

        void print(PrintWriter out) {
            out.println("user " + name + ", " + role);
            password.ifPresent(text -> out.println("password: " + text));
            out.println("to be changed at the next login");
        }
    }
}
