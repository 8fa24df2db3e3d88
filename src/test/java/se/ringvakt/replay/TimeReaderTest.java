package se.ringvakt.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimeReaderTest {
    private static final ZoneId STOCKHOLM = ZoneId.of("Europe/Stockholm");

    private static TimeReader reader(String format, boolean inOrder) {
        return new TimeReader(STOCKHOLM, format, inOrder);
    }

    @ParameterizedTest
    @CsvSource({
        "iso,                    2026-11-23 12:00:00,        2026-11-23T11:00:00Z",
        "iso,                    2026-11-23T12:00,           2026-11-23T11:00:00Z",
        "iso,                    2026-11-23T12:00:00.1239,   2026-11-23T11:00:00.123Z",
        "iso,                    2026-11-23T12:00:00+03:00,  2026-11-23T09:00:00Z",
        "iso,                    2026-11-23 12:00:00Z,       2026-11-23T12:00:00Z",
        "iso,                    2026-07-01 12:00:00,        2026-07-01T10:00:00Z",
        "epoch,                  1795431600,                 2026-11-23T11:00:00Z",
        "epoch,                  1795431600.123999,          2026-11-23T11:00:00.123Z",
        "uuuu-MM-dd HH:mm:ss,    2026-11-23 12:00:00,        2026-11-23T11:00:00Z",
        "dd.MM.uuuu HH:mm,       23.11.2026 12:00,           2026-11-23T11:00:00Z",
        "uuuu-MM-dd HH:mm:ssxx,  2026-11-23 12:00:00+0300,   2026-11-23T09:00:00Z",
    })
    void readsTimes(String format, String text, String expected) {
        assertThat(reader(format, true).read(text)).hasToString(expected);
    }

    @Test
    void theHourThatComesTwiceIsItsFirstPassUntilThatWouldGoBack() {
        TimeReader inOrder = reader("iso", true);
        assertThat(inOrder.read("2026-10-25 02:10:00")).hasToString("2026-10-25T00:10:00Z");
        assertThat(inOrder.read("2026-10-25 02:50:00")).hasToString("2026-10-25T00:50:00Z");
        assertThat(inOrder.read("2026-10-25 02:50:00")).hasToString("2026-10-25T00:50:00Z");
        assertThat(inOrder.read("2026-10-25 02:20:00")).hasToString("2026-10-25T01:20:00Z");
        assertThat(inOrder.read("2026-10-25 03:00:00")).hasToString("2026-10-25T02:00:00Z");

        TimeReader inAnyOrder = reader("iso", false);
        assertThat(inAnyOrder.read("2026-10-25 02:50:00")).hasToString("2026-10-25T00:50:00Z");
        assertThat(inAnyOrder.read("2026-10-25 02:20:00")).hasToString("2026-10-25T00:20:00Z");
    }

    @Test
    void theHourThatNeverComesIsRefused() {
        assertThat(reader("iso", true).read("2027-03-28 01:59:59"))
                .hasToString("2027-03-28T00:59:59Z");
        assertThatThrownBy(() -> reader("iso", true).read("2027-03-28 02:00:00"))
                .isInstanceOf(BadCell.class)
                .hasMessage(
                        "time: 2027-03-28 02:00:00 (expected: a time that there was in"
                                + " Europe/Stockholm, whose clocks skip it)");
        assertThat(reader("iso", true).read("2027-03-28 03:00:00"))
                .hasToString("2027-03-28T01:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noon", "2026-11-23", "2026-02-30 12:00", "1795431600", "12:00"})
    void whatIsNoTimeIsRefused(String text) {
        assertThatThrownBy(() -> reader("iso", true).read(text))
                .isInstanceOf(BadCell.class)
                .hasMessage(
                        "time: '%s' (expected: a time like 2026-11-23 12:00:00, or with an offset)"
                                .formatted(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "noon", "1e999999999", "99999999999999999999"})
    void whatIsNoCountOfSecondsIsRefused(String text) {
        assertThatThrownBy(() -> reader("epoch", true).read(text))
                .isInstanceOf(BadCell.class)
                .hasMessageContaining("(expected: seconds since 1970)");
    }
}
