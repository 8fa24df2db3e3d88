package se.ringvakt.access;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Tokens of programs. Thread-safe; blocks when something is not in memory.
public final class Tokens {
    private static final Duration NOTE_EVERY = Duration.ofMinutes(1);

    private final TokenStore store;
    private final AccessSettings settings;
    private final InstantSource clock;
    private final Followed<SecretHash, Live> live;

    Tokens(TokenStore store, AccessSettings settings, InstantSource clock) {
        this.store = store;
        this.settings = settings;
        this.clock = clock;
        this.live = new Followed<>(store::revision, clock);
    }

    private record Live(Token token, AtomicReference<Instant> noted) {
        static Live of(Token token) {
            return new Live(token, new AtomicReference<>(token.lastUsed().orElse(Instant.EPOCH)));
        }
    }

    /// Which program shows this secret. To ask is to have used it.
    ///
    /// @param shown whatever came in the header
    /// @param address where it came from
    /// @return empty: none that is good now
    public Optional<Caller> caller(String shown, String address) {
        Instant now = now();
        if (!shown.startsWith(Token.PREFIX)) {
            return Optional.empty();
        }
        return SecretHash.of(shown)
                .flatMap(hash -> live.get(hash, key -> store.find(key).map(Live::of)))
                .filter(found -> found.token.isGood(now))
                .map(found -> {
                    note(found, now);
                    return Caller.of(found.token, address);
                });
    }

    private void note(Live found, Instant now) {
        Instant noted = found.noted.get();
        if (!now.isBefore(noted.plus(NOTE_EVERY)) && found.noted.compareAndSet(noted, now)) {
            store.used(found.token.id(), now);
        }
    }

    /// All tokens ever made, newest first.
    public List<Token> all() {
        return store.all();
    }

    public Optional<Token> find(long id) {
        return store.find(id);
    }

    /// Makes a token.
    ///
    /// @param rights what its program may do; a token cannot give rights that it has not itself
    /// @param lasts for how long it is good
    /// @throws AccessRefused when anything about it cannot be
    public Token.Created create(Caller by, String name, Set<Right> rights, Duration lasts) {
        by.require(Right.USERS);
        by.requireToGive(rights);
        if (lasts.isNegative() || lasts.isZero() || lasts.compareTo(settings.tokenLongest()) > 0) {
            throw AccessRefused.invalid(
                    "expires: "
                            + lasts
                            + " (expected: more than 0, at most "
                            + settings.tokenLongest()
                            + " from now)");
        }
        Instant now = now();
        Token token =
                new Token(
                        0,
                        name,
                        rights,
                        by.name(),
                        now,
                        now.plus(lasts),
                        Optional.empty(),
                        Optional.empty());
        Secret secret = Secret.random(Token.PREFIX);
        AuditEntry entry =
                AuditEntry.of(by, now, "token.create", name)
                        .after(Map.of("rights", token.rights(), "expires", token.expires()));
        return store.add(token, secret.hash(), entry)
                .map(added -> new Token.Created(added, secret))
                .orElseThrow(() ->
                        new AccessRefused(
                                AccessRefused.Kind.CONFLICT,
                                "name: " + name + " (expected: one that no token has had)"));
    }

    /// Makes a token no longer good, for ever.
    ///
    /// @return false: it was revoked already
    /// @throws AccessRefused when there is no such token
    public boolean revoke(Caller by, long id) {
        by.require(Right.USERS);
        Token token =
                store.find(id)
                        .orElseThrow(() ->
                                new AccessRefused(
                                        AccessRefused.Kind.UNKNOWN,
                                        "token: " + id + " (expected: one that there is)"));
        Instant now = now();
        boolean revoked =
                store.revoke(id, now, AuditEntry.of(by, now, "token.revoke", token.name()));
        live.refresh();
        return revoked;
    }

    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }
}
