package se.ringvakt.ami;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What of a switch's words reaches the library.
class AmiSocketTest {
    private static final int LINE_MAX = 8 * 1024;
    private static final String END = "Event: Hangup\r\nPrivilege: a\r\nUniqueid: end\r\n\r\n";
    private static final Pace PACE =
            new Pace(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(1), 1, 1);

    private final FakeSwitch fake = new FakeSwitch();
    private final List<AmiSocket> open = new ArrayList<>();

    @AfterEach
    void stop() throws IOException {
        for (AmiSocket socket : open) {
            socket.close();
        }
        fake.close();
    }

    @Test
    void handsOnWantedEventsAndAnswersOnly() throws IOException {
        String unwanted = "Event: VarSet\r\nX: 1\r\n\r\nEvent: HangupHandlerRun\r\n\r\n";
        String wanted =
                "Event: Hangup\r\nPrivilege: a\r\n\r\nResponse: Success\r\nActionID: 7_1#\r\n\r\n";
        AmiSocket socket = connect(unwanted + wanted + "\r\nResponse: Success\r\n\r\n");
        socket.write("action: Ping\r\nactionid: 7_1#\r\n\r\n");

        assertThat(read(socket, 7))
                .containsExactly(
                        "Asterisk Call Manager/11.0.0",
                        "Event: Hangup",
                        "Privilege: a",
                        "",
                        "Response: Success",
                        "ActionID: 7_1#",
                        "");
    }

    @ParameterizedTest
    @ValueSource(ints = {LINE_MAX - 1, LINE_MAX, LINE_MAX + 1, LINE_MAX + 2, 1024 * 1024})
    void cutsALine(int length) throws IOException {
        String line = "Channel: " + "x".repeat(length - 9);
        AmiSocket socket = connect("Event: Hangup\r\nPrivilege: a\r\n" + line + "\r\n\r\n" + END);

        List<String> lines = read(socket, 9);
        assertThat(lines.get(3)).isEqualTo(line.substring(0, Math.min(length, LINE_MAX)));
        assertThat(lines.subList(4, 9))
                .containsExactly("", "Event: Hangup", "Privilege: a", "Uniqueid: end", "");
    }

    @Test
    void leavesOutWhatIsTooMuchForAMessage() throws IOException {
        String lines = "X: 1234567890\r\n".repeat(100_000);
        AmiSocket socket = connect("Event: Hangup\r\nPrivilege: a\r\n" + lines + "\r\n" + END);

        List<String> first = new ArrayList<>();
        read(socket, 1);
        String line = socket.readLine();
        while (line != null && !line.isEmpty()) {
            first.add(line);
            line = socket.readLine();
        }
        assertThat(first).hasSizeBetween(1_000, 1_300);
        assertThat(read(socket, 4))
                .containsExactly("Event: Hangup", "Privilege: a", "Uniqueid: end", "");
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "X: 1\r\n"})
    void dropsASwitchThatNeverComesToAnEnd(String repeated) throws IOException {
        AmiSocket socket = connect(repeated.repeat(10 * 1024 * 1024 / repeated.length()));

        read(socket, 1);
        assertThatThrownBy(socket::readLine).hasMessageContaining("without an end");
        assertThat(socket.ending()).contains("without an end");
    }

    @Test
    void takesALoneCarriageReturnOrLineFeedForPartOfTheLine() throws IOException {
        AmiSocket socket =
                connect("Event: Hangup\nX: x\r\n\r\nEvent: Hangup\r\nPrivilege: b\rc\nd\r\r\n\r\n");

        assertThat(read(socket, 4))
                .containsExactly(
                        "Asterisk Call Manager/11.0.0",
                        "Event: Hangup",
                        "Privilege: b\rc\nd\r",
                        "");
    }

    @Test
    void readsBytesThatAreNoText() throws IOException {
        AmiSocket socket = connect("Event: Hangup\r\nPrivilege: \u0000\u0007å\r\n\r\n");

        assertThat(read(socket, 4)).contains("Privilege: \u0000\u0007å");
    }

    @Test
    void saysThatNothingIsHeard() throws IOException {
        AmiSocket socket = connect("Event: Hangup\r\nUniqueid: 1\r\n");

        read(socket, 1);
        assertThatThrownBy(socket::readLine).isInstanceOf(IOException.class);
        assertThat(socket.ending()).startsWith("nothing was heard for");
    }

    @Test
    void handsOnNoHalfMessage() throws IOException {
        AmiSocket socket = connect("Event: Hangup\r\nUniqueid: 1\r\n");
        fake.cut();

        read(socket, 1);
        assertThat(socket.readLine()).isNull();
        assertThat(socket.ending()).isEqualTo("the switch closed the connection");
    }

    @Test
    void waitsForTheLibraryToTakeWhatItHas() throws IOException {
        AmiSocket socket = connect(END.repeat(2_001));

        read(socket, 1 + 4 * 2_000);
        assertThatThrownBy(socket::readLine).hasMessage("the library stands still");
    }

    private AmiSocket connect(String words) throws IOException {
        fake.greeting = FakeSwitch.GREETING + words;
        AmiSocket socket = new AmiSocket(fake.settings(), PACE, Set.of("hangup"), () -> {});
        open.add(socket);
        return socket;
    }

    private static List<String> read(AmiSocket socket, int lines) throws IOException {
        List<String> read = new ArrayList<>();
        for (int i = 0; i < lines; i++) {
            String line = socket.readLine();
            if (line != null) {
                read.add(line);
            }
        }
        return read;
    }
}
