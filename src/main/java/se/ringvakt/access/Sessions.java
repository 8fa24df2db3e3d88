package se.ringvakt.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// Who is logged in. A session outlives a restart; it ends when it was idle too long, when it is
/// too old, when its user logs out, gets another password or role, or is disabled. Thread-safe;
/// blocks when something is not in memory.
public final class Sessions {
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final SessionStore store;
    private final AccessSettings settings;
    private final InstantSource clock;
    private final Followed<SecretHash, Live> live;

    Sessions(SessionStore store, AccessSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.live = new Followed<>(store::revision, clock);
    }

    /// A session in memory.
    ///
    /// @param session as of now
    /// @param noted when it was last seen by what is on disk
    private record Live(
            AtomicReference<Session> session, AtomicReference<Instant> noted, User user) {
        static Live of(SessionStore.Found found) {
            return new Live(
                    new AtomicReference<>(found.session()),
                    new AtomicReference<>(found.session().seen()),
                    found.user());
        }
    }

    /// Who shows this secret. To ask is to be seen.
    ///
    /// @param shown whatever came in the cookie
    /// @param address where it came from
    /// @return empty: nobody who is logged in now
    public Optional<Caller> caller(String shown, String address) {
        Instant now = now();
        return SecretHash.of(shown)
                .flatMap(id -> good(id, now))
                .map(found -> {
                    Session seen =
                            found.session.updateAndGet(
                                    it -> it.seen().isBefore(now) ? it.seenAt(now) : it);
                    note(found, seen);
                    return Caller.of(seen, found.user, address);
                });
    }

    /// Whether a session still lasts. Unlike to ask by its secret, this is not to be seen.
    public boolean isOpen(Session session) {
        return good(session.id(), now()).isPresent();
    }

    /// One that is over by what is in memory is read once more: it may have been used elsewhere.
    private Optional<Live> good(SecretHash id, Instant now) {
        Optional<Live> known = read(id);
        if (known.isEmpty() || isGood(known.get(), now)) {
            return known;
        }
        live.forget(id);
        return read(id).filter(found -> isGood(found, now));
    }

    private Optional<Live> read(SecretHash id) {
        return live.get(id, key -> store.find(key).map(Live::of));
    }

    private boolean isGood(Live found, Instant now) {
        return found.user.isActive() && now.isBefore(found.session.get().ends(settings));
    }

    private void note(Live found, Session seen) {
        Instant noted = found.noted.get();
        if (!seen.seen().isBefore(noted.plus(NOTE_EVERY))
                && found.noted.compareAndSet(noted, seen.seen())) {
            store.seen(seen.id(), seen.seen());
        }
    }

    /// The sessions of a user that are good now, newest first.
    public List<Session> of(UserName user) {
        Instant now = now();
        return store.of(user).stream()
                .filter(session -> now.isBefore(session.ends(settings)))
                .toList();
    }

    /// Logs the caller out. A caller without a session has none to end.
    public void logOut(Caller caller) {
        if (caller.by() instanceof Caller.By.OfSession(Session session, User user)) {
            store.end(session.id(), AuditEntry.of(caller, now(), "logout", user.name().value()));
            live.forget(session.id());
            live.refresh();
        }
    }

    /// Ends one session of the caller's own. Returns whether it was on record.
    ///
    /// @param session one of theirs
    public boolean end(Caller by, Session session) {
        if (by.user().filter(it -> it.name().equals(session.user())).isEmpty()) {
            throw new IllegalArgumentException("session: another's (expected: one's own)");
        }
        boolean ended =
                store.end(
                        session.id(),
                        AuditEntry.of(by, now(), "session.end", session.user().value()));
        live.forget(session.id());
        live.refresh();
        return ended;
    }

    /// Ends all sessions of a user. Returns how many were on record.
    ///
    /// @throws AccessRefused when the caller may not, unless the sessions are their own
    public int endAll(Caller by, UserName user) {
        if (by.user().filter(it -> it.name().equals(user)).isEmpty()) {
            by.require(Right.USERS);
        }
        int ended = store.endAll(user, AuditEntry.of(by, now(), "user.sessions-end", user.value()));
        live.refresh();
        return ended;
    }

    /// A new session, not yet on record.
    Session.Opened prepared(UserName user, String address) {
        Secret secret = Secret.random("");
        Instant now = now();
        return new Session.Opened(
                new Session(secret.hash(), user, now, now, AuditEntry.plain(address, 64)), secret);
    }

    SessionStore.Bounds bounds() {
        Instant now = now();
        return new SessionStore.Bounds(
                settings.sessionsMost(),
                // On disk they may have been seen so much later.
                now.minus(settings.sessionIdle()).minus(NOTE_EVERY),
                now.minus(settings.sessionLongest()));
    }

    /// What this process changed binds at once.
    void refresh() {
        live.refresh();
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
