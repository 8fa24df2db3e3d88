package se.ringvakt.ami;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import javax.net.SocketFactory;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import se.ringvakt.watch.SwitchSettings;

/// The wire. It hands the library whole messages, only those that are wanted, and never more of one
/// than fits: a line is cut at 8 KiB, lines after 16 KiB of a message are left out, and a
/// connection whose message does not end within 8 MiB is dropped. Of what it has handed out only so
/// much may be on the way through the library, which would drop what it cannot hold; until then
/// nothing more is read, and the switch has to wait.
final class AmiSocket implements SocketConnectionFacade {
    private static final int HEARD_MAX = 16 * 1024;
    private static final int LINE_MAX = 8 * 1024;
    private static final int MESSAGE_MAX = 16 * 1024;
    private static final int SKIP_MAX = 8 * 1024 * 1024;

    /// No byte, which are -128 to 127.
    private static final int END = Integer.MIN_VALUE;

    private static final int ON_THE_WAY_MAX = 2_000;
    private static final int GREETING_SHOWN = 60;
    private static final String GREETING = "Asterisk Call Manager/";
    private static final String EVENT = "Event: ";
    private static final String ACTION = "actionid: ";
    private static final Pattern TIME = Pattern.compile("Timestamp: \\d{10}\\.\\d{6}");

    private final Socket socket;
    private final InputStream in;
    private final byte[] heard = new byte[HEARD_MAX];
    private int heardNext;
    private int heardEnd;
    private final OutputStream out;
    private final StringBuilder unsent = new StringBuilder();
    private final byte[] line = new byte[LINE_MAX];
    private final Queue<String> lines = new ArrayDeque<>();
    private final Semaphore onTheWay = new Semaphore(ON_THE_WAY_MAX);
    private final Set<String> wanted;
    private final Runnable forged;
    private final Pace pace;
    private final String greeting;
    private boolean stamps;

    /// What the ids of all actions on this connection begin with; empty: none was sent yet.
    private volatile String actions = "";

    private volatile String ending = "the library could not read what the switch wrote";

    /// Connects and waits for the greeting.
    ///
    /// @param wanted events that are handed on, in lower case
    /// @param forged is told of each message that only looks like an event
    /// @throws IOException if there is no switch, or none that greets like one
    AmiSocket(SwitchSettings settings, Pace pace, Set<String> wanted, Runnable forged)
            throws IOException {
        this.wanted = wanted;
        this.forged = forged;
        this.pace = pace;
        this.socket = connect(settings, pace);
        try {
            this.in = socket.getInputStream();
            this.out = socket.getOutputStream();
            this.greeting = greeting();
            socket.setSoTimeout(Math.toIntExact(pace.silence().toMillis()));
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        lines.add(greeting);
    }

    private static Socket connect(SwitchSettings settings, Pace pace) throws IOException {
        SocketFactory factory =
                settings.tls() ? SSLSocketFactory.getDefault() : SocketFactory.getDefault();
        Socket socket = factory.createSocket();
        int answerMillis = Math.toIntExact(pace.answer().toMillis());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout(answerMillis);
            socket.connect(new InetSocketAddress(settings.host(), settings.port()), answerMillis);
            if (socket instanceof SSLSocket secure) {
                shakeHands(secure);
            }
            return socket;
        } catch (IOException | RuntimeException e) {
            socket.close();
            throw e;
        }
    }

    /// The certificate must be one that Java trusts, and for this host.
    private static void shakeHands(SSLSocket socket) throws IOException {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
    }

    private String greeting() throws IOException {
        String first;
        try {
            first = nextLine();
        } catch (SocketTimeoutException e) {
            throw new IOException("it does not greet (expected: " + GREETING + "...)", e);
        }
        if (first == null) {
            throw new IOException("it hung up without a greeting (expected: " + GREETING + "...)");
        }
        if (!first.startsWith(GREETING)) {
            String shown = Fields.text(first);
            throw new IOException(
                    "it greets with \""
                            + shown.substring(0, Math.min(shown.length(), GREETING_SHOWN))
                            + "\" (expected: "
                            + GREETING
                            + "...)");
        }
        return Fields.text(first);
    }

    /// How the switch greeted: `Asterisk Call Manager/` and a version.
    String greeted() {
        return greeting;
    }

    /// Why there is nothing more to read.
    String ending() {
        return ending;
    }

    /// A message has come through the library.
    void arrived() {
        onTheWay.release();
    }

    /// The next line of a wanted message; an empty one ends it.
    ///
    /// @return null at the end of the connection
    @Override
    public @Nullable String readLine() throws IOException {
        try {
            while (lines.isEmpty()) {
                List<String> message = new ArrayList<>();
                if (!readMessage(message)) {
                    ending = "the switch closed the connection";
                    return null;
                }
                if (isWanted(message)) {
                    waitForRoom();
                    lines.addAll(message);
                    lines.add("");
                }
            }
            return lines.remove();
        } catch (SocketTimeoutException e) {
            ending = "nothing was heard for " + pace.silence().toSeconds() + " s";
            throw e;
        } catch (IOException e) {
            ending = Fields.text(e.getMessage());
            throw e;
        }
    }

    private void waitForRoom() throws IOException {
        try {
            if (!onTheWay.tryAcquire(pace.silence().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("the library stands still");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopped");
        }
    }

    private boolean isWanted(List<String> message) {
        if (message.isEmpty()) {
            return false;
        }
        String first = message.getFirst();
        if (!first.startsWith(EVENT)) {
            return isAnswer(message);
        }
        if (!wanted.contains(first.substring(EVENT.length()).strip().toLowerCase(Locale.ROOT))) {
            return false;
        }
        boolean genuine = isAnswer(message) || isEvent(message);
        if (!genuine) {
            forged.run();
        }
        return genuine;
    }

    /// An answer to something that was asked here. Who is not on this line cannot know its id.
    private boolean isAnswer(List<String> message) {
        return !actions.isEmpty()
                && message.stream()
                        .anyMatch(field ->
                                field.regionMatches(true, 0, actions, 0, actions.length()));
    }

    /// Asterisk writes what was dialled as it came, line ends and all, so a phone can dial what
    /// looks like an event. It has 79 characters; the three lines that each event of a switch that
    /// stamps its events begins with, and an id, are more.
    private boolean isEvent(List<String> message) {
        boolean hasTime = message.size() > 2 && TIME.matcher(message.get(2)).matches();
        stamps |= hasTime;
        return message.size() > 1
                && message.get(1).startsWith("Privilege: ")
                && (hasTime || !stamps);
    }

    /// Reads a message, or not: half of one is none.
    ///
    /// @return false at the end of the connection
    private boolean readMessage(List<String> message) throws IOException {
        int size = 0;
        while (true) {
            String next = nextLine();
            if (next == null) {
                return false;
            }
            if (next.isEmpty()) {
                return true;
            }
            size += next.length() + 2;
            if (size <= MESSAGE_MAX) {
                message.add(next);
            } else if (size > SKIP_MAX) {
                throw new IOException("a message without an end");
            }
        }
    }

    /// A line, up to CR LF. A lone one of them is part of it: it may stand in what a caller wrote.
    private @Nullable String nextLine() throws IOException {
        int length = 0;
        long skipped = 0;
        boolean carriageReturn = false;
        while (true) {
            int next = nextByte();
            if (next == END) {
                return null;
            }
            if (next == '\n' && carriageReturn) {
                int end = skipped > 0 ? length : length - 1;
                return new String(line, 0, end, StandardCharsets.UTF_8);
            }
            carriageReturn = next == '\r';
            if (length < LINE_MAX) {
                line[length++] = (byte) next;
            } else if (++skipped > SKIP_MAX) {
                throw new IOException("a line without an end");
            }
        }
    }

    private int nextByte() throws IOException {
        if (heardNext == heardEnd) {
            heardNext = 0;
            heardEnd = Math.max(0, in.read(heard));
            if (heardEnd == 0) {
                return END;
            }
        }
        return heard[heardNext++];
    }

    @Override
    public void write(String text) {
        unsent.append(text);
        int id = text.indexOf(ACTION);
        int end = text.indexOf('_', id);
        if (actions.isEmpty() && id >= 0 && end > id) {
            actions = text.substring(id, end + 1);
        }
    }

    @Override
    public void flush() throws IOException {
        byte[] bytes = unsent.toString().getBytes(StandardCharsets.UTF_8);
        unsent.setLength(0);
        out.write(bytes);
        out.flush();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    @Override
    public boolean isConnected() {
        return socket.isConnected();
    }

    @Override
    public InetAddress getLocalAddress() {
        return socket.getLocalAddress();
    }

    @Override
    public int getLocalPort() {
        return socket.getLocalPort();
    }

    @Override
    public InetAddress getRemoteAddress() {
        return socket.getInetAddress();
    }

    @Override
    public int getRemotePort() {
        return socket.getPort();
    }
}
