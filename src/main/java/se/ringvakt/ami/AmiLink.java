package se.ringvakt.ami;

import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.asteriskjava.manager.action.HangupAction;
import org.asteriskjava.manager.action.PingAction;
import org.asteriskjava.manager.event.ManagerEvent;
import org.asteriskjava.manager.event.ShutdownEvent;
import org.asteriskjava.manager.response.ManagerError;
import org.asteriskjava.manager.response.ManagerResponse;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.metrics.Meter;
import se.ringvakt.metrics.Meters;
import se.ringvakt.watch.SwitchEvent;
import se.ringvakt.watch.SwitchLink;
import se.ringvakt.watch.SwitchSettings;

/// The manager interface of one switch, connected again whenever it is lost.
///
/// Events are handed to one listener, one at a time and in order, by a thread that does nothing
/// else: a slow listener holds up nobody but itself. If it falls ten thousand events behind, or the
/// connection is lost, it hears [SwitchEvent.Disconnected] once, and [SwitchEvent.Connected] with
/// all there is when the switch is back. Nothing that a switch sends makes the link give up.
public final class AmiLink implements SwitchLink, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(AmiLink.class);

    /// Hang-ups that may wait for the switch to take them.
    private static final int COMMANDS_MAX = 1_000;

    private static final Duration CLOSING = Duration.ofSeconds(2);

    /// The events that are of use, those that lists are made of, and the ends of lists.
    private static final Set<String> WANTED =
            Set.of(
                    "newchannel",
                    "newstate",
                    "dialbegin",
                    "dialstate",
                    "dialend",
                    "bridgeenter",
                    "bridgeleave",
                    "hanguprequest",
                    "softhanguprequest",
                    "hangup",
                    "devicestatechange",
                    "devicestatelistcomplete",
                    "queuememberstatus",
                    "queuememberadded",
                    "queuememberremoved",
                    "queuememberpause",
                    "queuemember",
                    "queuestatuscomplete",
                    "agentlogin",
                    "agentlogoff",
                    "agents",
                    "agentscomplete",
                    "coreshowchannel",
                    "coreshowchannelscomplete",
                    "shutdown");

    private final SwitchSettings settings;
    private final Consumer<SwitchEvent> events;
    private final InstantSource clock;
    private final Meters meters;
    private final Pace pace;
    private final Pauses pauses;
    private final Translator translator;
    private final Told told;
    private final Semaphore commandsFree = new Semaphore(COMMANDS_MAX);
    private final ScheduledThreadPoolExecutor commands;
    private final Thread thread;
    private volatile @Nullable AmiConnection connection;
    private volatile boolean closed;

    private AmiLink(
            SwitchSettings settings,
            Consumer<SwitchEvent> events,
            InstantSource clock,
            Meters meters,
            Pace pace) {
        this.settings = settings;
        this.events = events;
        this.clock = clock;
        this.meters = meters;
        this.pace = pace;
        this.pauses =
                new Pauses(
                        settings.retryFirst(), settings.retryMost(), RandomGenerator.getDefault());
        this.translator = new Translator(clock);
        this.told = new Told(settings.name());
        String name = "switch-" + settings.name();
        this.commands =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name(name + "-commands").factory());
        this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
    }

    /// Starts connecting, and returns at once.
    ///
    /// @param events hears what happens, one event at a time, on a thread of this link
    public static AmiLink start(
            SwitchSettings settings,
            Consumer<SwitchEvent> events,
            InstantSource clock,
            Meters meters) {
        return start(settings, events, clock, meters, Pace.USUAL);
    }

    static AmiLink start(
            SwitchSettings settings,
            Consumer<SwitchEvent> events,
            InstantSource clock,
            Meters meters,
            Pace pace) {
        AmiLink link = new AmiLink(settings, events, clock, meters, pace);
        meters.watch(Meter.SWITCH_UP, link::isConnected, settings.name());
        link.thread.start();
        return link;
    }

    @Override
    public String name() {
        return settings.name();
    }

    @Override
    public boolean isConnected() {
        return connection != null;
    }

    private void run() {
        try {
            while (!closed) {
                Duration pause = connectAndListen();
                if (!closed) {
                    Thread.sleep(pause);
                }
            }
        } catch (InterruptedException e) {
            // Closed: nothing is left to do.
            Thread.currentThread().interrupt();
        }
    }

    /// One connection, from the first try until it is lost.
    ///
    /// @return how long to wait before the next
    private Duration connectAndListen() throws InterruptedException {
        Inbox inbox = new Inbox(pace.waiting());
        LiveState live = new LiveState(told::once);
        try (AmiConnection opened =
                AmiConnection.open(
                        settings,
                        pace,
                        WANTED,
                        event -> hear(event, live, inbox),
                        this::forged,
                        inbox::end)) {
            told.greeting(opened.greeting());
            Future<?> pings = pingsOf(opened);
            try {
                listen(opened, live, inbox);
            } finally {
                pings.cancel(false);
            }
            return pauses.next();
        } catch (RefusedException e) {
            count("refused");
            told.away(
                    "user "
                            + settings.user()
                            + " is refused: "
                            + e.getMessage()
                            + " (expected: its name and secret as in manager.conf, and a permit"
                            + " there for this address)");
            return pauses.longest();
        } catch (IOException e) {
            if (closed) {
                return Duration.ZERO;
            }
            count("failed");
            told.away(Fields.text(e.getMessage()) + " (at " + address() + ")");
            return pauses.next();
        } catch (RuntimeException e) {
            LOG.error("switch {}: the link failed and is tried again", settings.name(), e);
            count("failed");
            return pauses.longest();
        }
    }

    private String address() {
        return settings.host() + ":" + settings.port();
    }

    /// Hands on what is there, then what happened since login and happens.
    private void listen(AmiConnection opened, LiveState live, Inbox inbox)
            throws IOException, InterruptedException {
        List<SwitchEvent> state = live.read(opened, clock.instant());
        Optional<String> lost = inbox.end();
        if (lost.isPresent()) {
            throw new IOException(lost.get());
        }
        long since = System.nanoTime();
        connection = opened;
        count("connected");
        told.connected(address());
        try {
            state.forEach(this::deliver);
            Optional<SwitchEvent> next = inbox.take();
            while (next.isPresent()) {
                deliver(next.get());
                next = inbox.take();
            }
        } finally {
            connection = null;
        }
        pauses.stood(Duration.ofNanos(System.nanoTime() - since));
        String why = inbox.end().orElse("");
        count(why.equals(Inbox.OVERFLOW) ? "overflow" : "lost");
        if (!closed) {
            told.away(why);
            deliver(new SwitchEvent.Disconnected(clock.instant(), why));
        }
    }

    private void deliver(SwitchEvent event) {
        try {
            events.accept(event);
        } catch (RuntimeException e) {
            LOG.error("switch {}: {} was not understood", settings.name(), event, e);
        }
    }

    private void count(String end) {
        meters.count(Meter.SWITCH_CONNECTIONS, settings.name(), end);
    }

    /// On the library's thread: never waits, never throws.
    private void hear(ManagerEvent event, LiveState live, Inbox inbox) {
        String kind = event.getClass().getSimpleName();
        try {
            if (event instanceof ShutdownEvent) {
                inbox.end("the switch shuts down");
                return;
            }
            Optional<SwitchEvent> translated = translator.translate(event);
            if (translated.isPresent() && !live.takes(translated.get())) {
                inbox.put(translated.get());
                if (event.getTimestamp() == null) {
                    told.once("events", "without a time (expected: timestampevents = yes)");
                }
            }
            meters.count(Meter.SWITCH_EVENTS, settings.name(), kind, "taken");
        } catch (OddEventException e) {
            told.once(kind, e.getMessage());
            meters.count(Meter.SWITCH_EVENTS, settings.name(), kind, "odd");
        } catch (RuntimeException e) {
            told.once(kind, e.toString());
            meters.count(Meter.SWITCH_EVENTS, settings.name(), kind, "failed");
        }
    }

    private void forged() {
        told.once(
                "an event that Asterisk did not make",
                "somebody dials line ends, maybe to forge events; it is left out");
        meters.count(Meter.SWITCH_EVENTS, settings.name(), "unknown", "forged");
    }

    /// What keeps the connection from falling silent, so that silence means it is lost.
    private Future<?> pingsOf(AmiConnection opened) {
        long millis = pace.ping().toMillis();
        return commands.scheduleWithFixedDelay(
                () -> ping(opened), millis, millis, TimeUnit.MILLISECONDS);
    }

    private static void ping(AmiConnection opened) {
        try {
            opened.ask(new PingAction(), null);
        } catch (IOException e) {
            opened.drop("it takes no more commands: " + Fields.text(e.getMessage()));
        }
    }

    @Override
    public void hangUp(String channel) {
        AmiConnection opened = connection;
        // What begins with a slash would be a pattern, and end every call it fits.
        if (opened == null || Fields.id(channel).isEmpty() || channel.startsWith("/")) {
            notHungUp(opened == null ? "not connected" : "no channel's id");
        } else if (!commandsFree.tryAcquire()) {
            notHungUp("the switch takes no commands");
        } else {
            send(opened, new HangupAction(channel));
        }
    }

    private void send(AmiConnection opened, HangupAction action) {
        try {
            commands.execute(() -> {
                try {
                    opened.ask(action, this::hungUp);
                } catch (IOException e) {
                    notHungUp(Fields.text(e.getMessage()));
                } finally {
                    commandsFree.release();
                }
            });
        } catch (RejectedExecutionException e) {
            commandsFree.release();
            notHungUp("the link is closed");
        }
    }

    private void hungUp(@Nullable ManagerResponse response) {
        if (response == null) {
            notHungUp("the connection broke");
        } else if (response instanceof ManagerError) {
            notHungUp(Fields.text(response.getMessage()));
        } else {
            meters.count(Meter.SWITCH_HANGUPS, settings.name(), "done");
        }
    }

    private void notHungUp(String why) {
        told.once("Hangup: " + why, "the call goes on");
        meters.count(Meter.SWITCH_HANGUPS, settings.name(), "failed");
    }

    /// Ends the connection. Nothing is delivered after it returns, unless the listener is busy for
    /// more than two seconds.
    @Override
    public void close() {
        closed = true;
        commands.shutdownNow();
        AmiConnection opened = connection;
        if (opened != null) {
            opened.close();
        }
        thread.interrupt();
        try {
            thread.join(CLOSING);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
