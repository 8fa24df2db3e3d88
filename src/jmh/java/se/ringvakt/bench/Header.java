package se.ringvakt.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// The header that Asterisk sends, with a number, an agent and a channel of its own each time.
/// Written in place: nothing is allocated.
final class Header {
    private static final String PLACE = "#######";

    /// Without a common factor with ten million, so that each number comes once.
    private static final long STRIDE = 7_654_321;

    private static final String TEXT =
            """
            agi_network: yes
            agi_network_script: dial?number=079#######&campaign=el-2026&agent=a#######
            agi_request: agi://127.0.0.1:4573/dial?number=079#######&campaign=el-2026&agent=a#######
            agi_channel: PJSIP/a#######-00000001
            agi_language: en
            agi_type: PJSIP
            agi_uniqueid: 1795400000.#######
            agi_version: 22.10.1
            agi_callerid: 101
            agi_calleridname: unknown
            agi_callingpres: 0
            agi_callingani2: 0
            agi_callington: 0
            agi_callingtns: 0
            agi_dnid: unknown
            agi_rdnis: unknown
            agi_context: ringvakt-outbound
            agi_extension: 079#######
            agi_priority: 2
            agi_enhanced: 0.0
            agi_accountcode:\s
            agi_threadid: 139872931223232

            """;

    private final MemorySegment bytes;
    private final int[] numbers;
    private final int[] names;
    private long count;

    Header(Arena arena) {
        this.bytes = arena.allocateFrom(JAVA_BYTE, TEXT.getBytes(StandardCharsets.US_ASCII));
        this.numbers = places("079");
        this.names = places("a", ".");
    }

    /// The next one; the segment is the same each time.
    MemorySegment next() {
        count++;
        write(numbers, count * STRIDE % 10_000_000);
        write(names, count);
        return bytes;
    }

    /// As much of it as a switch would have sent that then fell silent.
    MemorySegment half() {
        return bytes.asSlice(0, bytes.byteSize() / 2);
    }

    private void write(int[] places, long value) {
        long rest = value;
        for (int digit = PLACE.length() - 1; digit >= 0; digit--) {
            byte character = (byte) ('0' + rest % 10);
            for (int place : places) {
                bytes.set(JAVA_BYTE, place + digit, character);
            }
            rest /= 10;
        }
    }

    private static int[] places(String... before) {
        List<Integer> places = new ArrayList<>();
        for (String prefix : before) {
            String marked = prefix + PLACE;
            int at = TEXT.indexOf(marked);
            while (at >= 0) {
                places.add(at + prefix.length());
                at = TEXT.indexOf(marked, at + 1);
            }
        }
        return places.stream().mapToInt(Integer::intValue).toArray();
    }
}
