package se.ringvakt.bench;

import java.io.IOException;
import java.util.Locale;

/// How a server process tells its parent that it listens, and learns that it shall end: a line on
/// its standard output, the end of its standard input.
final class Announced {
    private static final String WORD = "listening on port ";

    private Announced() {}

    static void at(int port) {
        System.out.printf(Locale.ROOT, "%s%d%n", WORD, port);
    }

    static int port(String line) {
        if (!line.startsWith(WORD)) {
            throw new IllegalArgumentException("server: " + line + " (expected: " + WORD + "N)");
        }
        return Integer.parseInt(line.substring(WORD.length()));
    }

    /// Returns when the parent is done, or gone.
    static void awaitEnd() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing it says matters.
        }
    }
}
