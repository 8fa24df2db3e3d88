package se.ringvakt.ami;

import java.io.IOException;
import java.util.Collection;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.asteriskjava.AsteriskVersion;
import org.asteriskjava.lock.Locker.LockCloser;
import org.asteriskjava.manager.AuthenticationFailedException;
import org.asteriskjava.manager.EventTimeoutException;
import org.asteriskjava.manager.ManagerConnectionState;
import org.asteriskjava.manager.ResponseEvents;
import org.asteriskjava.manager.SendActionCallback;
import org.asteriskjava.manager.TimeoutException;
import org.asteriskjava.manager.action.EventGeneratingAction;
import org.asteriskjava.manager.action.ManagerAction;
import org.asteriskjava.manager.event.BridgeEvent;
import org.asteriskjava.manager.event.DialEvent;
import org.asteriskjava.manager.event.DisconnectEvent;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.ProtocolIdentifierReceivedEvent;
import org.asteriskjava.manager.event.ResponseEvent;
import org.asteriskjava.manager.internal.ManagerConnectionImpl;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.asteriskjava.util.SocketConnectionFacade;
import org.jspecify.annotations.Nullable;
import se.ringvakt.watch.SwitchSettings;

/// One connection of the library's, used once: from login until it is lost. What comes in goes by
/// [AmiSocket]; the library's habit of connecting again by itself, at once and for ever, is broken.
final class AmiConnection extends ManagerConnectionImpl implements AutoCloseable {
    private final SwitchSettings settings;
    private final Pace pace;
    private final Set<String> wanted;
    private final Consumer<ManagerEvent> listener;
    private final Runnable forged;
    private final Consumer<String> loss;
    private final AtomicInteger listed = new AtomicInteger();
    private volatile @Nullable AmiSocket wire;
    private volatile boolean over;

    private AmiConnection(
            SwitchSettings settings,
            Pace pace,
            Set<String> wanted,
            Consumer<ManagerEvent> listener,
            Runnable forged,
            Consumer<String> loss) {
        this.settings = settings;
        this.pace = pace;
        this.wanted = wanted;
        this.listener = listener;
        this.forged = forged;
        this.loss = loss;
    }

    /// Connects and logs in.
    ///
    /// @param wanted names of the events that are of use, in lower case
    /// @param listener hears them, in order, on a thread of the library's
    /// @param forged hears of each message that only looks like an event
    /// @param loss hears once, after all events, why the connection is over
    /// @throws RefusedException if the switch does not let this user in
    /// @throws IOException if it is not there, or no switch
    static AmiConnection open(
            SwitchSettings settings,
            Pace pace,
            Set<String> wanted,
            Consumer<ManagerEvent> listener,
            Runnable forged,
            Consumer<String> loss)
            throws IOException {
        AmiConnection connection =
                new AmiConnection(settings, pace, wanted, listener, forged, loss);
        try {
            connection.prepare();
            connection.enter();
            return connection;
        } catch (IOException | RuntimeException e) {
            connection.close();
            throw e;
        }
    }

    private void prepare() {
        setHostname(settings.host());
        setPort(settings.port());
        setUsername(settings.user());
        setPassword(settings.secret());
        setDefaultResponseTimeout(pace.answer().toMillis());
        setDefaultEventTimeout(pace.answer().toMillis());
        registerUserEventClass(DeviceStateListCompleteEvent.class);
    }

    private void enter() throws IOException {
        try {
            login();
        } catch (TimeoutException e) {
            throw new IOException("no answer to the login", e);
        } catch (AuthenticationFailedException e) {
            // With a cause it is the connection that failed, not the password.
            if (e.getCause() != null) {
                throw new IOException("the connection broke at the login", e);
            }
            throw new RefusedException(Fields.text(e.getMessage()));
        }
    }

    @Override
    protected SocketConnectionFacade createSocket() throws IOException {
        if (wire != null) {
            throw new IOException("connections are used once");
        }
        AmiSocket opened = new AmiSocket(settings, pace, wanted, forged);
        wire = opened;
        return opened;
    }

    /// The library would ask the switch, by commands this user has no right to, and wait two
    /// seconds for each refusal. What is used here is the same in every version since 13.
    @Override
    protected AsteriskVersion determineVersion() throws IOException {
        if (over) {
            throw new IOException("the connection broke at the login");
        }
        return AsteriskVersion.ASTERISK_22;
    }

    @Override
    public void dispatchEvent(ManagerEvent event, @Nullable Integer timeLimit) {
        switch (event) {
            case DisconnectEvent e -> lost(e);
            case ResponseEvent e when e.getInternalActionId() != null -> {
                arrived();
                listed(e);
            }
            case ProtocolIdentifierReceivedEvent e -> super.dispatchEvent(e, timeLimit);
            // Made by the library from others, as older switches told them.
            case BridgeEvent e -> {}
            case ManagerEvent e when e.getClass() == DialEvent.class -> {}
            default -> {
                arrived();
                listener.accept(event);
            }
        }
    }

    @Override
    public void dispatchResponse(ManagerResponse response, @Nullable Integer timeLimit) {
        arrived();
        super.dispatchResponse(response, timeLimit);
    }

    private void arrived() {
        AmiSocket opened = wire;
        if (opened != null) {
            opened.arrived();
        }
    }

    private void listed(ResponseEvent entry) {
        if (listed.incrementAndGet() > pace.listed()) {
            drop("a list of more than " + pace.listed() + " entries");
        } else {
            super.dispatchEvent(entry, null);
        }
    }

    /// Only a connection that believes itself connected would be made anew by the library.
    private void lost(DisconnectEvent event) {
        over = true;
        state = ManagerConnectionState.DISCONNECTED;
        AmiSocket opened = wire;
        loss.accept(opened == null ? "never connected" : opened.ending());
        super.dispatchEvent(event, null);
    }

    /// How the switch greeted.
    String greeting() {
        AmiSocket opened = wire;
        return opened == null ? "" : opened.greeted();
    }

    /// Asks, and waits for the answer.
    ///
    /// @throws IOException if none came
    ManagerResponse answer(ManagerAction action) throws IOException {
        try {
            return sendAction(action, pace.answer().toMillis());
        } catch (TimeoutException | IllegalStateException e) {
            throw new IOException("no answer to " + action.getAction(), e);
        }
    }

    /// Asks for a list.
    ///
    /// @throws RefusedException if the switch does not give it, with its words
    /// @throws IOException if it did not come
    Collection<ResponseEvent> list(EventGeneratingAction action) throws IOException {
        listed.set(0);
        try {
            ResponseEvents answer = sendEventGeneratingAction(action);
            ManagerResponse response = answer.getResponse();
            if (response == null) {
                throw new IOException("the connection broke");
            }
            if (response instanceof ManagerError) {
                throw new RefusedException(Fields.text(response.getMessage()));
            }
            return answer.getEvents();
        } catch (EventTimeoutException e) {
            throw new IOException("no answer to " + action.getAction(), e);
        } catch (IllegalStateException e) {
            throw new IOException("the connection broke", e);
        }
    }

    /// Sends an action; the callback hears null if the connection breaks before the answer.
    void ask(ManagerAction action, @Nullable SendActionCallback callback) throws IOException {
        try {
            sendAction(action, callback);
        } catch (IllegalStateException e) {
            throw new IOException("the connection broke", e);
        }
    }

    /// Lets the connection go, for a reason of our own.
    void drop(String why) {
        loss.accept(why);
        cut();
    }

    private void cut() {
        AmiSocket opened = wire;
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (IOException e) {
            loss.accept("closing it failed: " + e.getMessage());
        }
    }

    /// Ends it; the library's threads end by themselves.
    @Override
    public void close() {
        over = true;
        cut();
        LockCloser lock = withLock();
        try {
            state = ManagerConnectionState.DISCONNECTED;
        } finally {
            lock.close();
        }
    }
}
