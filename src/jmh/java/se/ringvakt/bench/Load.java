package se.ringvakt.bench;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;

/// Speaks to a FastAGI server as Asterisk does: connect, the header in one write, a reply to each
/// command, the end of the stream, close. One thread, any number of sessions at a time.
final class Load implements AutoCloseable {
    private static final byte[] REPLY = "200 result=1\n".getBytes(StandardCharsets.US_ASCII);
    private static final int ANSWER_BYTES_MAX = 4_096;
    private static final int POLLED_BYTES = 8;
    private static final int EVENTS_AT = 4;
    private static final int RESULT_AT = 6;
    private static final short READABLE = 1;
    private static final long WAIT_NANOS = TimeUnit.MILLISECONDS.toNanos(200);
    private static final long GRACE_NANOS = TimeUnit.SECONDS.toNanos(3);
    private static final int SESSIONS_MAX = 2_000_000;
    private static final int NONE = -1;

    private final Arena arena = Arena.ofConfined();
    private final MemorySegment address;
    private final Header header = new Header(arena);
    private final MemorySegment reply = arena.allocateFrom(JAVA_BYTE, REPLY);
    private final MemorySegment answer = arena.allocate(ANSWER_BYTES_MAX);
    private final MemorySegment within = arena.allocate(2 * Long.BYTES, Long.BYTES);
    private final long[] nanos = new long[SESSIONS_MAX];

    private Slots slots = new Slots(0);
    private int ended;
    private int allowed;
    private int unanswered;

    Load(int port) {
        this.address = address(port);
    }

    /// What came of one run.
    static final class Result {
        private final long elapsedNanos;
        private final long[] sortedNanos;
        private final int allowed;
        private final int unanswered;

        private Result(long elapsedNanos, long[] sortedNanos, int allowed, int unanswered) {
            this.elapsedNanos = elapsedNanos;
            this.sortedNanos = sortedNanos;
            this.allowed = allowed;
            this.unanswered = unanswered;
        }

        /// Sessions that got a command.
        int answered() {
            return sortedNanos.length;
        }

        /// How many of the answers were permits.
        int allowed() {
            return allowed;
        }

        /// Sessions that ended without a command.
        int unanswered() {
            return unanswered;
        }

        double perSecond() {
            return answered() * (double) TimeUnit.SECONDS.toNanos(1) / elapsedNanos;
        }

        /// The time within which this part of the answered sessions was over.
        double micros(double percentile) {
            if (sortedNanos.length == 0) {
                return Double.NaN;
            }
            int index = (int) Math.ceil(sortedNanos.length * percentile / 100) - 1;
            return sortedNanos[Math.max(index, 0)] / (double) TimeUnit.MICROSECONDS.toNanos(1);
        }
    }

    /// The sessions under way.
    private final class Slots {
        private final MemorySegment polled;
        private final int count;
        private final long[] begun;
        private final boolean[] answered;
        private int busy;

        Slots(int count) {
            this.count = count;
            this.polled = arena.allocate((long) Math.max(count, 1) * POLLED_BYTES, Long.BYTES);
            this.begun = new long[count];
            this.answered = new boolean[count];
            for (int i = 0; i < count; i++) {
                polled.set(JAVA_INT, (long) i * POLLED_BYTES, NONE);
                polled.set(JAVA_SHORT, (long) i * POLLED_BYTES + EVENTS_AT, READABLE);
            }
        }

        int socket(int slot) {
            return polled.get(JAVA_INT, (long) slot * POLLED_BYTES);
        }

        boolean isReady(int slot) {
            return polled.get(JAVA_SHORT, (long) slot * POLLED_BYTES + RESULT_AT) != 0;
        }

        void take(int slot, int socket, long now) {
            polled.set(JAVA_INT, (long) slot * POLLED_BYTES, socket);
            begun[slot] = now;
            answered[slot] = false;
            busy++;
        }

        void release(int slot) {
            Sockets.close(socket(slot));
            polled.set(JAVA_INT, (long) slot * POLLED_BYTES, NONE);
            polled.set(JAVA_SHORT, (long) slot * POLLED_BYTES + RESULT_AT, (short) 0);
            busy--;
        }
    }

    /// Always so many at a time: a session that ends is followed by the next.
    Result closed(int concurrent, Duration time) {
        return run(concurrent, 0, time);
    }

    /// So many a second, at even distances; a session's time counts from when it was due, whether
    /// or not it could begin then.
    Result paced(double perSecond, int concurrentMax, Duration time) {
        return run(concurrentMax, (long) (TimeUnit.SECONDS.toNanos(1) / perSecond), time);
    }

    /// Opens connections that send half a header and fall silent.
    int[] hang(int count) {
        int[] sockets = new int[count];
        for (int i = 0; i < count; i++) {
            sockets[i] = Sockets.socket();
            if (Sockets.connect(sockets[i], address) == 0) {
                Sockets.send(sockets[i], header.half());
            }
        }
        return sockets;
    }

    private Result run(int concurrent, long apartNanos, Duration time) {
        slots = new Slots(concurrent);
        ended = 0;
        allowed = 0;
        unanswered = 0;
        long start = System.nanoTime();
        long end = start + time.toNanos();
        long due = start;
        long now = start;
        while (now < end || (slots.busy > 0 && now < end + GRACE_NANOS)) {
            for (int slot = 0; slot < concurrent && now < end; slot++) {
                if (slots.socket(slot) == NONE && (apartNanos == 0 || due <= now)) {
                    begin(slot, apartNanos == 0 ? now : due);
                    due += apartNanos;
                }
            }
            await(apartNanos == 0 || now >= end ? WAIT_NANOS : Math.max(due - now, 0));
            for (int slot = 0; slot < concurrent; slot++) {
                if (slots.isReady(slot)) {
                    read(slot);
                }
            }
            now = System.nanoTime();
        }
        giveUp();
        long[] sorted = Arrays.copyOf(nanos, ended);
        Arrays.sort(sorted);
        return new Result(now - start, sorted, allowed, unanswered);
    }

    private void begin(int slot, long now) {
        int socket = Sockets.socket();
        slots.take(slot, socket, now);
        if (Sockets.connect(socket, address) < 0 || Sockets.send(socket, header.next()) < 0) {
            unanswered++;
            slots.release(slot);
        }
    }

    private void await(long nanosMost) {
        long wait = slots.busy == slots.count ? WAIT_NANOS : Math.min(nanosMost, WAIT_NANOS);
        within.set(JAVA_LONG, 0, 0);
        within.set(JAVA_LONG, Long.BYTES, wait);
        Sockets.poll(slots.polled, slots.count, within);
    }

    /// One command in each segment, one reply to each, until the server has closed.
    private void read(int slot) {
        long length = Sockets.receive(slots.socket(slot), answer);
        if (length <= 0) {
            end(slot);
            return;
        }
        if (!slots.answered[slot]) {
            slots.answered[slot] = true;
            allowed += isPermit(length) ? 1 : 0;
        }
        Sockets.send(slots.socket(slot), reply);
    }

    private void end(int slot) {
        if (slots.answered[slot]) {
            nanos[ended++] = System.nanoTime() - slots.begun[slot];
        } else {
            unanswered++;
        }
        slots.release(slot);
    }

    /// Whether a quoted argument begins with `AL`: servers answer in one segment.
    private boolean isPermit(long length) {
        for (long i = 0; i < length - 2; i++) {
            if (answer.get(JAVA_BYTE, i) == '"' && answer.get(JAVA_BYTE, i + 1) == 'A') {
                return answer.get(JAVA_BYTE, i + 2) == 'L';
            }
        }
        return false;
    }

    private void giveUp() {
        for (int slot = 0; slot < slots.count; slot++) {
            if (slots.socket(slot) != NONE) {
                unanswered++;
                slots.release(slot);
            }
        }
    }

    /// A `struct sockaddr_in` of the loopback address: family in the machine's byte order, port and
    /// address in the network's.
    private MemorySegment address(int port) {
        MemorySegment made = arena.allocate(16, Integer.BYTES);
        made.set(JAVA_SHORT, 0, (short) 2);
        made.set(JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN), 2, (short) port);
        made.set(JAVA_INT.withOrder(ByteOrder.BIG_ENDIAN), 4, 0x7f000001);
        return made;
    }

    @Override
    public void close() {
        arena.close();
    }
}
