package se.ringvakt;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The house's style, where no compiler holds it.
class TidyTest {
    private static final Path MAIN = Path.of("src/main/java");
    private static final int FILE_LINES_MAX = 400;

    /// Words that mean "not finished" or "not ours", and printing past the logger.
    private static final Pattern BANNED =
            Pattern.compile("\\b(TODO|FIXME|XXX)\\b|@author|printStackTrace|System\\.(out|err)");

    @Test
    void noFileIsLongerThanOneWouldReadInOneSitting() {
        assertThat(sources().filter(file -> lines(file).size() > FILE_LINES_MAX)).isEmpty();
    }

    @Test
    void nothingIsLeftUnfinishedOrPrintedPastTheLogger() {
        assertThat(
                        sources()
                                .filter(file -> !file.startsWith(MAIN.resolve("se/ringvakt/cli")))
                                .filter(file -> BANNED.matcher(text(file)).find()))
                .isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIs() {
        assertThat(
                        sources()
                                .map(Path::getParent)
                                .distinct()
                                .filter(folder ->
                                        !Files.exists(folder.resolve("package-info.java"))))
                .isEmpty();
    }

    private static Stream<Path> sources() {
        try (Stream<Path> files = Files.walk(MAIN)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String text(Path file) {
        return String.join("\n", lines(file));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
