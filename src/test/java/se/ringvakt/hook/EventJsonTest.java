package se.ringvakt.hook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.rule.Reason;

class EventJsonTest {
    private static final Instant NOON = Instant.parse("2026-11-23T11:00:00Z");
    private static final PhoneNumber NUMBER = new PhoneNumber(46_701_740_605L);

    private static String data(Event event) {
        return new EventJson("gate-1", false).write(event, "1", 0).get("data").toString();
    }

    @Test
    void tellsWhatWhenWhereAndHowManyWereMissed() {
        assertThat(new EventJson("gate-1", false).write(new Event.GateReady(NOON), "1", 3))
                .hasToString(
                        """
                        {"id":"1","type":"gate-ready","at":"2026-11-23T11:00:00Z",\
                        "installation":"gate-1","missed":3,"data":{}}\
                        """);
    }

    @Test
    void tellsOfABreach() {
        Event breach =
                new Event.Breach(
                        NOON,
                        new AttemptId(7),
                        NUMBER,
                        "el-2026",
                        "kim",
                        Duration.ofMillis(12_345),
                        Outcome.Breach.RING_TOO_SHORT);
        assertThat(data(breach))
                .isEqualTo(
                        """
                        {"attempt":7,"number":"+4670174xxxx","campaign":"el-2026","agent":"kim",\
                        "rangMillis":12345,"against":"RING_TOO_SHORT"}\
                        """);
    }

    @Test
    void aNumberInTheCampaignsPlaceIsWholeOnlyWhereNumbersAre() {
        Event blocked =
                new Event.Blocked(
                        NOON,
                        Optional.of(NUMBER),
                        "070-174 06 05",
                        "xxx-xxx xx xx",
                        "kim",
                        List.of(Reason.UNKNOWN_CAMPAIGN),
                        Optional.empty(),
                        false);
        assertThat(data(blocked))
                .contains("\"campaign\":\"xxx-xxx xx xx\"")
                .doesNotContain("06 05");
        assertThat(new EventJson("gate-1", true).write(blocked, "1", 0).at("/data/campaign"))
                .hasToString("\"070-174 06 05\"");
    }

    @Test
    void tellsOfADialPastTheGate() {
        assertThat(data(new Event.Bypass(NOON, "north", Optional.empty(), true)))
                .isEqualTo("{\"switch\":\"north\",\"number\":\"\",\"hungUp\":true}");
    }

    @Test
    void tellsOfRegisters() {
        LocalDate lastDay = LocalDate.of(2026, 11, 25);
        assertThat(data(new Event.RegisterStale(NOON, "nix", "v1", Optional.of(lastDay), 3)))
                .isEqualTo(
                        """
                        {"register":"nix","version":"v1","lastDay":"2026-11-25","daysLeft":3}\
                        """);
        assertThat(data(new Event.RegisterStale(NOON, "nix", "", Optional.empty(), 0)))
                .contains("\"lastDay\":null");
        assertThat(
                        data(
                                new Event.RegisterRefused(
                                        NOON, "nix", "nix.txt", "3 lines hold no number")))
                .isEqualTo(
                        """
                        {"register":"nix","file":"nix.txt","why":"3 lines hold no number"}\
                        """);
    }

    @Test
    void tellsWhichPartsAreNotReady() {
        assertThat(data(new Event.GateNotReady(NOON, List.of("ledger", "clock"))))
                .isEqualTo("{\"parts\":[\"ledger\",\"clock\"]}");
    }

    @Test
    void everyTypeHasItsWord() {
        for (EventType type : EventType.values()) {
            assertThat(EventType.of(type.word())).contains(type);
        }
        assertThat(EventType.of("BLOCKED")).isEmpty();
    }
}
