package se.ringvakt.agi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AgiDecoderTest {
    private static final String HEADER =
            """
            agi_network: yes
            agi_network_script: dial?number=0701740605&campaign=el-2026
            agi_request: agi://127.0.0.1:4573/dial?number=0701740605&campaign=el-2026
            agi_channel: PJSIP/agent-00000001
            agi_uniqueid: 1795400000.17
            agi_callerid: unknown
            agi_callingpres: 35

            """;
    private static final AgiRequest REQUEST =
            new AgiRequest(
                    "dial?number=0701740605&campaign=el-2026",
                    "1795400000.17",
                    "PJSIP/agent-00000001",
                    35);

    private final EmbeddedChannel channel = new EmbeddedChannel(new AgiDecoder());

    @AfterEach
    void nothingIsLeftInTheChannel() {
        assertThat(channel.<Object>readInbound()).isNull();
        assertThat(channel.finish()).isFalse();
    }

    @Test
    void readsHeaderAndReplySplitAtEveryPosition() {
        byte[] all = bytes(HEADER + "HANGUP\n200 result=1\n");
        for (int split = 0; split <= all.length; split++) {
            EmbeddedChannel parts = new EmbeddedChannel(new AgiDecoder());
            parts.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(all, 0, split)));
            parts.writeInbound(Unpooled.copiedBuffer(Arrays.copyOfRange(all, split, all.length)));
            assertThat(parts.<Object>readInbound()).isEqualTo(REQUEST);
            assertThat(parts.<Object>readInbound()).isEqualTo(new AgiMessage.Reply(200));
            assertThat(parts.<Object>readInbound()).isNull();
            assertThat(parts.finish()).isFalse();
        }
    }

    @Test
    void readsCarriageReturnsAsLineEnds() {
        send(HEADER.replace("\n", "\r\n"));
        assertThat(read()).isEqualTo(REQUEST);
    }

    @Test
    void saysNothingBeforeTheEmptyLine() {
        send(HEADER.strip() + "\n");
    }

    @Test
    void readsARefusalAsItsCode() {
        send(HEADER + "510 Invalid or unknown command\n");
        assertThat(read()).isEqualTo(REQUEST);
        assertThat(read()).isEqualTo(new AgiMessage.Reply(510));
    }

    @Test
    void readsNonsenseInsteadOfAReplyAsNoCode() {
        send(HEADER + "hello\n");
        assertThat(read()).isEqualTo(REQUEST);
        assertThat(read()).isEqualTo(new AgiMessage.Reply(0));
    }

    @Test
    void throwsAwayWhatFollowsTheReply() {
        send(HEADER + "200 result=1\n" + "x".repeat(100_000));
        assertThat(read()).isEqualTo(REQUEST);
        assertThat(read()).isEqualTo(new AgiMessage.Reply(200));
    }

    @Test
    void throwsAwayAnEndlessReply() {
        send(HEADER);
        assertThat(read()).isEqualTo(REQUEST);
        send("2".repeat(100_000));
    }

    @Test
    void takesAHeaderOfExactlyTheMostBytes() {
        int filler = AgiDecoder.HEADER_BYTES_MAX - HEADER.length() - "agi_arg_1: \n".length();
        send("agi_arg_1: " + "x".repeat(filler) + "\n" + HEADER);
        assertThat(read()).isEqualTo(REQUEST);
    }

    @Test
    void refusesAHeaderOfOneByteMore() {
        int filler = AgiDecoder.HEADER_BYTES_MAX - HEADER.length() - "agi_arg_1: \n".length();
        send("agi_arg_1: " + "x".repeat(filler + 1) + "\n" + HEADER);
        assertThat(problem()).isEqualTo("header: over 8192 bytes");
    }

    @Test
    void refusesALineWithoutEndAsSoonAsItIsTooLong() {
        send("a".repeat(AgiDecoder.HEADER_BYTES_MAX + 1));
        assertThat(problem()).isEqualTo("header: over 8192 bytes");
    }

    @Test
    void takesTheMostLinesAndRefusesOneMore() {
        int lines = (int) HEADER.lines().count();
        String filler = "agi_arg_1: x\n";
        send(filler.repeat(AgiDecoder.HEADER_LINES_MAX - lines) + HEADER);
        assertThat(read()).isEqualTo(REQUEST);

        EmbeddedChannel other = new EmbeddedChannel(new AgiDecoder());
        other.writeInbound(
                Unpooled.copiedBuffer(
                        bytes(filler.repeat(AgiDecoder.HEADER_LINES_MAX - lines + 1) + HEADER)));
        assertThat(other.<Object>readInbound())
                .isEqualTo(new AgiMessage.Malformed("header: over 100 lines", "1795400000.17"));
        assertThat(other.finish()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1,2",
                "1\" \"2",
                "1\\2",
                "1 2",
                "ALLOW:1\u0000",
                "\u00e5",
                "${SHELL(x)}"
            })
    void refusesAUniqueIdThatCouldNotBeQuoted(String id) {
        send(HEADER.replace("1795400000.17", id));
        assertThat(problem()).startsWith("agi_uniqueid: ");
    }

    @Test
    void refusesAHeaderWithoutScript() {
        send(HEADER.replace("agi_network_script", "agi_other"));
        assertThat(problem()).isEqualTo("agi_network_script: missing");
    }

    @Test
    void refusesBinary() {
        byte[] binary = new byte[AgiDecoder.HEADER_BYTES_MAX + 10];
        Arrays.fill(binary, (byte) 0xff);
        channel.writeInbound(Unpooled.copiedBuffer(binary));
        assertThat(problem()).isEqualTo("header: over 8192 bytes");
    }

    @Test
    void refusesAnEmptyHeader() {
        send("\n");
        assertThat(problem()).isEqualTo("agi_network_script: missing");
    }

    private String problem() {
        return ((AgiMessage.Malformed) read()).problem();
    }

    private AgiMessage read() {
        return channel.readInbound();
    }

    private void send(String text) {
        channel.writeInbound(Unpooled.copiedBuffer(bytes(text)));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
