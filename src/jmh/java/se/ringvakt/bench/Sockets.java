package se.ringvakt.bench;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// The C library's sockets on Linux, called as they are: the load shares its processor with the
/// server it measures, and NIO's selector and channels cost several times as much a connection.
/// Each answers as in C; below 0: it failed.
final class Sockets {
    private static final int AF_INET = 2;
    private static final int SOCK_STREAM = 1;

    private static final MethodHandle SOCKET =
            function("socket", JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT);
    private static final MethodHandle CONNECT =
            function("connect", JAVA_INT, JAVA_INT, ADDRESS, JAVA_INT);
    private static final MethodHandle SEND =
            function("send", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle RECV =
            function("recv", JAVA_LONG, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT);
    private static final MethodHandle CLOSE = function("close", JAVA_INT, JAVA_INT);
    private static final MethodHandle PPOLL =
            function("ppoll", JAVA_INT, ADDRESS, JAVA_LONG, ADDRESS, ADDRESS);

    private Sockets() {}

    static int socket() {
        try {
            return (int) SOCKET.invokeExact(AF_INET, SOCK_STREAM, 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int connect(int socket, MemorySegment address) {
        try {
            return (int) CONNECT.invokeExact(socket, address, (int) address.byteSize());
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long send(int socket, MemorySegment bytes) {
        try {
            return (long) SEND.invokeExact(socket, bytes, bytes.byteSize(), 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static long receive(int socket, MemorySegment into) {
        try {
            return (long) RECV.invokeExact(socket, into, into.byteSize(), 0);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    static int close(int socket) {
        try {
            return (int) CLOSE.invokeExact(socket);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    /// Waits until one of these can be read.
    ///
    /// @param polled an array of `struct pollfd`
    /// @param within a `struct timespec`
    static int poll(MemorySegment polled, long count, MemorySegment within) {
        try {
            return (int) PPOLL.invokeExact(polled, count, within, MemorySegment.NULL);
        } catch (Throwable e) {
            throw new AssertionError(e);
        }
    }

    @SuppressWarnings("restricted") // the flags of every start allow native access
    private static MethodHandle function(
            String name, MemoryLayout result, MemoryLayout... arguments) {
        Linker linker = Linker.nativeLinker();
        return linker.downcallHandle(
                linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(result, arguments));
    }
}
