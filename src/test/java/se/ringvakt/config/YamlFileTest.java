package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class YamlFileTest {
    enum Colour {
        RED,
        SKY_BLUE
    }

    record Inner(int size, Optional<Colour> colour) {}

    record Settings(
            String name,
            Path directory,
            Duration deadline,
            boolean strict,
            Optional<LocalDate> firstDay,
            List<Inner> parts,
            Map<String, Inner> byName,
            Optional<Inner> main) {}

    private static final String GOOD =
            """
            name: x
            directory: /var/lib/x
            deadline: 250ms
            strict: true
            first-day: 2026-11-23
            parts:
              - size: 1
                colour: sky-blue
              - {size: 2}
            by-name:
              one: {size: 3}
            """;

    private static Settings read(String text) {
        return new YamlFile("x.yaml", text).as(Settings.class);
    }

    @Test
    void bindsKebabKeysToComponents() {
        assertThat(read(GOOD))
                .isEqualTo(
                        new Settings(
                                "x",
                                Path.of("/var/lib/x"),
                                Duration.ofMillis(250),
                                true,
                                Optional.of(LocalDate.of(2026, 11, 23)),
                                List.of(
                                        new Inner(1, Optional.of(Colour.SKY_BLUE)),
                                        new Inner(2, Optional.empty())),
                                Map.of("one", new Inner(3, Optional.empty())),
                                Optional.empty()));
    }

    @Test
    void optionalsListsAndMapsMayBeLeftOut() {
        Settings settings = read("{name: x, directory: x, deadline: 1s, strict: false}");
        assertThat(settings.parts()).isEmpty();
        assertThat(settings.byName()).isEmpty();
        assertThat(settings.main()).isEmpty();
        assertThat(read("{name: x, directory: x, deadline: 1s, strict: false, parts: }").parts())
                .isEmpty();
    }

    @Test
    void numbersAndDatesAreTakenAsTheyAreWrittenWhereTextIsExpected() {
        assertThat(read(GOOD.replace("name: x", "name: 0701740605")).name())
                .isEqualTo("0701740605");
        assertThat(read(GOOD.replace("name: x", "name: 2026-11-23")).name())
                .isEqualTo("2026-11-23");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    name: x            | nam: x               | 1: nam: unknown key (did you mean: name)
                    directory: /var    | directry: /var       | 2: directry: unknown key (did you mean: directory)
                    first-day: 2026    | firstday: 2026       | 5: firstday: unknown key (did you mean: first-day)
                    strict: true       | strict: yes          | 4: strict: yes (expected: true or false)
                    strict: true       | strict: [true]       | 4: strict: a list (expected: true or false)
                    strict: true       |                      | 1: strict: missing (expected: true or false)
                    name: x            | name: {a: b}         | 1: name: a group of keys (expected: text)
                    name: x            | name:                | 1: name: nothing (expected: text)
                    deadline: 250ms    | deadline: 250        | 3: deadline: 250 (expected: a duration like 4h, 46s, 250ms or PT4H)
                    2026-11-23         | 2026-02-29           | 5: first-day: 2026-02-29 (expected: a date like 2026-11-23)
                    2026-11-23         | 20261123             | 5: first-day: 20261123 (expected: a date like 2026-11-23)
                    size: 1            | size: big            | 7: size: big (expected: a whole number)
                    size: 1            | size: 1.5            | 7: size: 1.5 (expected: a whole number)
                    size: 1            | size: '1'            | 7: size: 1 (expected: a whole number)
                    size: 1            | size: 99999999999    | 7: Numeric value (99999999999) out of range of int
                    size: 1            | sise: 1              | 7: sise: unknown key (did you mean: size)
                    sky-blue           | SKY_BLUE             | 8: colour: SKY_BLUE (expected: one of red, sky-blue)
                    {size: 2}          | {size: 2, height: 4} | 9: height: unknown key (expected: one of colour, size)
                    {size: 2}          | {size: 2, size: 3}   | 9: Duplicate field 'size'
                    {size: 2}          | 7                    | 9: 1: 7 (expected: keys and values)
                    one: {size: 3}     | one: {}              | 11: size: missing (expected: a whole number)
                    one: {size: 3}     | one:                 | 11: one: nothing (expected: keys and values)
                    {size: 2}          | {size: 2             | 9: size: 2 by-name (expected: a whole number)
                    """)
    void tellsAMistakeInOneLine(String old, @Nullable String now, String message) {
        assertThat(GOOD).contains(old);
        assertThatThrownBy(() -> read(GOOD.replace(old, now == null ? "" : now)))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("x.yaml:" + message)
                .message()
                .doesNotContain("\n");
    }

    @Test
    void refusesASecondDocumentAndAnythingThatIsNoGroupOfKeys() {
        assertThatThrownBy(() -> read(GOOD + "---\nname: y\n"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("x.yaml:");
        assertThatThrownBy(() -> read("- 1\n"))
                .hasMessage("x.yaml:1: a list (expected: keys and values)");
        assertThatThrownBy(() -> read("hello\n"))
                .hasMessage("x.yaml:1: hello (expected: keys and values)");
        assertThatThrownBy(() -> read("# nothing\n"))
                .hasMessageContaining("(expected: keys and values)");
    }

    @ParameterizedTest
    @CsvSource({
        "4h, PT4H",
        "46s, PT46S",
        "250ms, PT0.25S",
        "30d, PT720H",
        "1h30m, PT1H30M",
        "PT4H, PT4H",
        "90m, PT1H30M",
        "0s, PT0S",
    })
    void readsDurationsAsPeopleWriteThem(String written, Duration meant) {
        assertThat(read(GOOD.replace("250ms", written)).deadline()).isEqualTo(meant);
    }

    @ParameterizedTest
    @CsvSource({"4", "4 h", "h", "4x", "-4h", "1.5s", "9999999999s"})
    void refusesOtherDurations(String written) {
        assertThatThrownBy(() -> read(GOOD.replace("250ms", written)))
                .hasMessageContaining("expected: a duration");
    }
}
