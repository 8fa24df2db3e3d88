package se.ringvakt.agi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;

/// Bytes to messages: one request header, then one reply, then nothing more is read.
///
/// ```
/// agi_network: yes\n
/// agi_network_script: dial?number=0701740605&campaign=c1\n     path and query as written
/// agi_request: agi://gate/dial?number=...\n                      the same with the address
/// agi_channel: PJSIP/agent101-00000012\n
/// agi_uniqueid: 1716372000.5\n
/// agi_callingpres: 0\n
/// \n                                                            end of the header
/// ```
///
/// After the header Asterisk says no more until it has a command, then one line such as `200
/// result=1`, and `HANGUP` before it when the caller has gone.
final class AgiDecoder extends ByteToMessageDecoder {
    static final int HEADER_BYTES_MAX = 8 * 1024;
    static final int HEADER_LINES_MAX = 100;
    private static final int REPLY_BYTES_MAX = 1024;
    private static final Pattern USABLE_ID = Pattern.compile("[A-Za-z0-9._-]{1,150}");

    private static final byte[] SCRIPT = ascii("agi_network_script: ");
    private static final byte[] UNIQUE_ID = ascii("agi_uniqueid: ");
    private static final byte[] CHANNEL = ascii("agi_channel: ");
    private static final byte[] PRESENTATION = ascii("agi_callingpres: ");
    private static final byte[] HANGUP = ascii("HANGUP");

    private State state = State.HEADER;
    private int bytes;
    private int lines;
    private String script = "";
    private String uniqueId = "";
    private String channel = "";
    private String problem = "";
    private int presentation;

    private enum State {
        HEADER,
        REPLY,
        /// Whatever still comes is thrown away, so that closing never resets a connection whose
        /// last answer is still on its way.
        DONE
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        while (in.isReadable()) {
            boolean advanced =
                    switch (state) {
                        case HEADER -> headerLine(in, out);
                        case REPLY -> reply(in, out);
                        case DONE -> skip(in);
                    };
            if (!advanced) {
                return;
            }
        }
    }

    private boolean headerLine(ByteBuf in, List<Object> out) {
        int length = in.bytesBefore((byte) '\n');
        if (bytes + (length < 0 ? in.readableBytes() : length + 1) > HEADER_BYTES_MAX) {
            return refuse(in, out, "header: over " + HEADER_BYTES_MAX + " bytes");
        }
        if (length < 0) {
            return false;
        }
        bytes += length + 1;
        if (++lines > HEADER_LINES_MAX) {
            return refuse(in, out, "header: over " + HEADER_LINES_MAX + " lines");
        }
        int start = in.readerIndex();
        in.skipBytes(length + 1);
        int end = start + length;
        if (length > 0 && in.getByte(end - 1) == '\r') {
            end--;
        }
        if (end == start) {
            return endOfHeader(out);
        }
        field(in, start, end);
        return true;
    }

    private void field(ByteBuf in, int start, int end) {
        if (startsWith(in, start, end, SCRIPT)) {
            script = text(in, start + SCRIPT.length, end);
        } else if (startsWith(in, start, end, UNIQUE_ID)) {
            uniqueId(text(in, start + UNIQUE_ID.length, end));
        } else if (startsWith(in, start, end, CHANNEL)) {
            channel = text(in, start + CHANNEL.length, end);
        } else if (startsWith(in, start, end, PRESENTATION)) {
            presentation(text(in, start + PRESENTATION.length, end));
        }
    }

    /// The id goes back to the switch inside a quoted argument, so only harmless ones are taken.
    private void uniqueId(String id) {
        if (!USABLE_ID.matcher(id).matches()) {
            problem = "agi_uniqueid: not usable (expected: letters, digits, . _ -)";
            return;
        }
        uniqueId = id;
    }

    private void presentation(String value) {
        try {
            presentation = Integer.parseInt(value);
        } catch (NumberFormatException e) {
            problem = "agi_callingpres: not a number";
        }
    }

    private boolean endOfHeader(List<Object> out) {
        state = State.REPLY;
        if (problem.isEmpty() && script.isEmpty()) {
            problem = "agi_network_script: missing";
        }
        if (problem.isEmpty() && uniqueId.isEmpty()) {
            problem = "agi_uniqueid: missing";
        }
        out.add(
                problem.isEmpty()
                        ? new AgiRequest(script, uniqueId, channel, presentation)
                        : new AgiMessage.Malformed(problem, uniqueId));
        return true;
    }

    private boolean refuse(ByteBuf in, List<Object> out, String why) {
        state = State.DONE;
        out.add(new AgiMessage.Malformed(why, uniqueId));
        return skip(in);
    }

    private boolean reply(ByteBuf in, List<Object> out) {
        int length = in.bytesBefore((byte) '\n');
        if (length < 0) {
            if (in.readableBytes() <= REPLY_BYTES_MAX) {
                return false;
            }
            state = State.DONE;
            return skip(in);
        }
        int start = in.readerIndex();
        in.skipBytes(length + 1);
        if (!startsWith(in, start, start + length, HANGUP)) {
            state = State.DONE;
            out.add(new AgiMessage.Reply(code(in, start, length)));
        }
        return true;
    }

    /// The three digits at the line's beginning; 0: there are none.
    private static int code(ByteBuf in, int start, int length) {
        int code = 0;
        for (int i = 0; i < 3; i++) {
            int digit = i < length ? in.getByte(start + i) - '0' : -1;
            if (digit < 0 || digit > 9) {
                return 0;
            }
            code = code * 10 + digit;
        }
        return code;
    }

    private static boolean skip(ByteBuf in) {
        in.skipBytes(in.readableBytes());
        return false;
    }

    private static boolean startsWith(ByteBuf in, int start, int end, byte[] prefix) {
        if (end - start < prefix.length) {
            return false;
        }
        for (int i = 0; i < prefix.length; i++) {
            if (in.getByte(start + i) != prefix[i]) {
                return false;
            }
        }
        return true;
    }

    private static String text(ByteBuf in, int start, int end) {
        return in.toString(start, end - start, StandardCharsets.UTF_8);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
