package se.ringvakt.web.api;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.Outcome;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.gate.Mishaps;
import se.ringvakt.ledger.Bypass;
import se.ringvakt.report.Decision;
import se.ringvakt.report.Decisions;
import se.ringvakt.site.Site;
import se.ringvakt.view.Spelling;
import se.ringvakt.web.Broadcast;

/// Tells dashboards what happens, and hands on what webhooks are made of: a look every quarter of a
/// second, on a thread of its own.
///
/// Events: `decisions`, the newest fifty since the last message, newest first; `omitted`, how many
/// more there were; `now`, each second in which something has changed, and every five seconds;
/// `alarm`, what must be looked at, when that has changed. Numbers are masked.
///
/// Decisions are read from the ledger's file, never from the gate, and only while somebody listens.
/// More than twenty thousand a second are not followed one by one: the feed begins anew with those
/// to come. Nothing is kept for those who do not listen.
public final class LiveFeed implements AutoCloseable, Mishaps, Consumer<Bypass> {
    static final int MESSAGE_MOST = 50;
    static final int AT_ONCE = 1_000;
    static final int ROUNDS_MOST = 10;

    /// Denials and allowed dials each have half of what is read at once: as many of one kind may
    /// mean that there are more.
    static final int MAYBE_MORE = AT_ONCE / 2;

    static final int WAITING_MOST = 1_000;

    private static final Logger LOG = LoggerFactory.getLogger(LiveFeed.class);
    private static final long EVERY_MILLIS = 250;
    private static final int LOOKS_PER_NOW = 4;
    private static final int LOOKS_PER_REMINDER = 20;
    private static final int SILENT_REMEMBERED = 1_000;

    private final Decisions decisions;
    private final NowReader reader;
    private final Broadcast broadcast;
    private final Incidents incidents;
    private final DecisionViews views;
    private final LongPredicate own;

    private final Queue<Runnable> waiting = new ArrayBlockingQueue<>(WAITING_MOST);
    private final AtomicLong missed = new AtomicLong();
    private final Set<AttemptId> silences = Collections.newSetFromMap(new Recent());
    private final ScheduledExecutorService thread =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().name("live-feed").daemon().factory());

    private Decisions.@Nullable Tail tail;
    private @Nullable Now told;
    private @Nullable List<Alarm> alarms;
    private int looks;
    private boolean troubled;

    /// @param own whether this gate took a decision: gates that share a ledger see all decisions,
    ///   and each hands on its own
    public LiveFeed(
            Site site,
            Knowledge knowledge,
            Decisions decisions,
            NowReader reader,
            Broadcast broadcast,
            Incidents incidents,
            LongPredicate own) {
        this.decisions = decisions;
        this.reader = reader;
        this.broadcast = broadcast;
        this.incidents = incidents;
        this.views = new DecisionViews(knowledge::campaigns, site.zone());
        this.own = own;
    }

    /// Begins to look.
    public void start() {
        ScheduledFuture<?> _ =
                thread.scheduleWithFixedDelay(
                        this::look, EVERY_MILLIS, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    // ---- what happens, told on the threads on which it happens

    @Override
    public void breach(Attempt attempt, Outcome outcome) {
        handOn(() -> incidents.breach(attempt, outcome));
    }

    @Override
    public void silent(Attempt attempt, Instant at) {
        handOn(() -> {
            if (silences.add(attempt.id())) {
                incidents.silent(attempt, at);
            }
        });
    }

    /// A dial past the gate.
    @Override
    public void accept(Bypass bypass) {
        if (!waiting.offer(
                () -> {
                    reader.happened();
                    looks = 0;
                    incidents.bypass(bypass);
                })) {
            missed.incrementAndGet();
        }
    }

    private void handOn(Runnable what) {
        if (incidents.wanted() && !waiting.offer(what)) {
            missed.incrementAndGet();
        }
    }

    // ---- one look

    /// Looks once. For one thread; never throws: what cannot be read is told once, and tried again
    /// at the next look.
    void look() {
        try {
            handOver();
            boolean watched = broadcast.watched();
            boolean wanted = incidents.wanted();
            if (watched || wanted) {
                follow(watched, wanted);
                tellNow(watched);
                looks++;
            } else {
                rest();
            }
            if (troubled) {
                LOG.info("the live feed goes on");
            }
            troubled = false;
        } catch (RuntimeException e) {
            if (!troubled) {
                LOG.warn("the live feed stands still: {}", e.getMessage());
                LOG.debug("the live feed stands still", e);
            }
            troubled = true;
        }
    }

    /// Nobody listens: whoever comes begins with what is then.
    private void rest() {
        tail = null;
        told = null;
        alarms = null;
        looks = 0;
    }

    private void handOver() {
        for (Runnable next = waiting.poll(); next != null; next = waiting.poll()) {
            next.run();
        }
        long lost = missed.getAndSet(0);
        if (lost > 0) {
            LOG.warn("{} incidents came too fast to be handed on to webhooks", lost);
        }
    }

    private void follow(boolean watched, boolean wanted) {
        Decisions.Tail following = tail;
        if (following == null) {
            tail = decisions.tail();
            return;
        }
        Deque<Decision> newest = new ArrayDeque<>(MESSAGE_MOST);
        long seen = 0;
        int rounds = 0;
        List<Decision> found;
        do {
            found = following.next(AT_ONCE);
            seen += found.size();
            found.forEach(each -> take(each, newest, wanted));
            rounds++;
        } while (found.size() >= MAYBE_MORE && rounds < ROUNDS_MOST);
        if (found.size() >= MAYBE_MORE) {
            // Too many to follow: rather the newest ones than all of them late.
            tail = decisions.tail();
        }
        if (watched && !newest.isEmpty()) {
            tell(newest, seen - newest.size());
        }
    }

    private void take(Decision decision, Deque<Decision> newest, boolean wanted) {
        if (newest.size() == MESSAGE_MOST) {
            newest.removeLast();
        }
        newest.addFirst(decision);
        // Denied, or let out by a rehearsal.
        if (wanted && !decision.reasons().isEmpty() && own.test(decision.id().value())) {
            incidents.blocked(decision);
        }
    }

    /// How many decisions a message did not hold.
    private record Omitted(long decisions) {}

    private void tell(Deque<Decision> newest, long omitted) {
        broadcast.publish(
                "decisions", newest.stream().map(each -> views.of(each, Spelling.MASKED)).toList());
        if (omitted > 0) {
            broadcast.publish("omitted", new Omitted(omitted));
        }
    }

    private void tellNow(boolean watched) {
        if (looks % LOOKS_PER_NOW != 0) {
            return;
        }
        if (watched) {
            Now now = reader.now();
            Now before = told;
            boolean reminder = looks % LOOKS_PER_REMINDER == 0;
            if (reminder || before == null || !now.equals(before.at(now.at()))) {
                broadcast.publish("now", now);
                told = now;
            }
            tellAlarms(now.alarms(), true);
        } else {
            told = null;
            tellAlarms(reader.alarms(), false);
        }
    }

    private void tellAlarms(List<Alarm> now, boolean watched) {
        List<Alarm> before = alarms;
        if (now.equals(before)) {
            return;
        }
        alarms = now;
        if (watched) {
            broadcast.publish("alarm", now);
        }
        if (before != null && incidents.wanted()) {
            Set<Alarm> known = new HashSet<>(before);
            now.stream().filter(alarm -> !known.contains(alarm)).forEach(incidents::alarm);
            Set<Alarm.Code> codes = now.stream().map(Alarm::code).collect(Collectors.toSet());
            before.stream().filter(alarm -> !codes.contains(alarm.code())).forEach(incidents::over);
        }
    }

    /// Attempts of which it was told that they were silent; the oldest are forgotten.
    private static final class Recent extends LinkedHashMap<AttemptId, Boolean> {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<AttemptId, Boolean> eldest) {
            return size() > SILENT_REMEMBERED;
        }
    }
}
