package se.ringvakt.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The dashboard's files, as far as reading them tells whether they are right.
class FilesTest {
    private static final Path STATIC = Path.of("src/main/resources/web/static");
    private static final Path WORDS = STATIC.resolve("app/i18n");
    private static final int LINES_MAX = 300;

    private static final Pattern KEY = Pattern.compile("^  '([^']+)': ");
    private static final Pattern PLACE = Pattern.compile("\\{\\w+}");
    private static final Pattern ASKED = Pattern.compile("\\bt\\('([A-Za-z.-]+)'");
    private static final Pattern IMPORT = Pattern.compile("(?:from|import\\(?) ?'(\\.[^']+)'");

    /// Ways past Lit's escaping, and what the Content-Security-Policy would refuse.
    private static final Pattern UNSAFE =
            Pattern.compile(
                    "innerHTML|outerHTML|unsafe|insertAdjacentHTML|eval\\(|\\sstyle=|\\son[a-z]+=\"");

    @Test
    void bothLanguagesHaveTheSameTextsWithTheSamePlaces() {
        List<String> swedish = lines(WORDS.resolve("sv.js"));
        List<String> english = lines(WORDS.resolve("en.js"));
        assertThat(swedish.stream().map(FilesTest::keyAndPlaces).toList())
                .isEqualTo(english.stream().map(FilesTest::keyAndPlaces).toList());
        assertThat(keys(swedish)).hasSizeGreaterThan(400);
    }

    @Test
    void everyTextThatIsAskedForIsThere() {
        Set<String> asked =
                modules()
                        .flatMap(file -> ASKED.matcher(text(file)).results())
                        .map(found -> found.group(1))
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(keys(lines(WORDS.resolve("sv.js")))).containsAll(asked);
    }

    @Test
    void everyModuleThatIsImportedIsThere() {
        assertThat(
                        modules()
                                .filter(Predicate.not(file -> text(file).isEmpty()))
                                .flatMap(file ->
                                        IMPORT.matcher(text(file))
                                                .results()
                                                .map(found ->
                                                        file.resolveSibling(found.group(1))
                                                                .normalize()))
                                .filter(file -> !file.startsWith(STATIC.resolve("vendor")))
                                .filter(Predicate.not(Files::exists)))
                .isEmpty();
    }

    @Test
    void nothingGoesPastTheEscapingOrThePolicy() {
        assertThat(modules().filter(file -> UNSAFE.matcher(text(file)).find())).isEmpty();
        assertThat(text(STATIC.resolve("index.html")))
                .doesNotContain("<style")
                .doesNotContainPattern("<script(?![^>]* src=)")
                .doesNotContainPattern("https?://");
    }

    @Test
    void noModuleIsLongerThanOneWouldReadInOneSitting() {
        assertThat(
                        modules()
                                .filter(file -> !file.startsWith(WORDS))
                                .filter(file -> lines(file).size() > LINES_MAX))
                .isEmpty();
    }

    private static String keyAndPlaces(String line) {
        return KEY.matcher(line)
                        .results()
                        .map(found -> found.group(1))
                        .collect(Collectors.joining())
                + PLACE.matcher(line).results().map(found -> found.group()).sorted().toList();
    }

    private static Set<String> keys(List<String> lines) {
        return lines.stream()
                .flatMap(line -> KEY.matcher(line).results())
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Path> modules() {
        try (Stream<Path> files = Files.walk(STATIC.resolve("app"))) {
            return files.filter(file -> file.toString().endsWith(".js")).toList().stream();
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
