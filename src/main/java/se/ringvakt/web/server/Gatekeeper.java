package se.ringvakt.web.server;

import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import se.ringvakt.access.Access;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Right;
import se.ringvakt.access.Session;
import se.ringvakt.access.Token;
import se.ringvakt.access.User;
import se.ringvakt.web.Contract.Need;
import se.ringvakt.web.Contract.Promise;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;

/// Finds out who asks, and whether they may. Why somebody is nobody is never told.
final class Gatekeeper {
    private static final String BEARER = "Bearer ";
    private static final Set<String> SAFE = Set.of("GET", "HEAD");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final Access access;
    private final Cookies cookies;

    Gatekeeper(Access access, Cookies cookies) {
        this.access = access;
        this.cookies = cookies;
    }

    /// Who asks for this, and may.
    ///
    /// @throws Problem when they may not
    Caller admit(Exchange exchange, Promise promise) {
        Optional<Caller> known = caller(exchange, promise);
        return switch (promise.need()) {
            case Need.Nothing _ -> {
                ownPage(exchange);
                yield known.orElseGet(() -> nobody(exchange.address()));
            }
            case Need.Login _ -> known.orElseThrow(Gatekeeper::loginRequired);
            case Need.Having(Right right) ->
                    allowed(known.orElseThrow(Gatekeeper::loginRequired), right);
        };
    }

    /// Who asks, whatever for; empty: nobody we know.
    Optional<Caller> caller(Exchange exchange) {
        return bearer(exchange)
                .map(token -> access.tokens().caller(token, exchange.address()))
                .orElseGet(() ->
                        cookie(exchange)
                                .flatMap(secret ->
                                        access.sessions().caller(secret, exchange.address())));
    }

    /// Whether somebody who listens is still logged in.
    boolean isStillIn(Caller caller, Instant now) {
        return switch (caller.by()) {
            case Caller.By.OfSession(Session session, User _) -> access.sessions().isOpen(session);
            case Caller.By.OfToken(Token token) ->
                    access.tokens().find(token.id()).filter(it -> it.isGood(now)).isPresent();
            case Caller.By.OfSystem() -> false;
        };
    }

    private Optional<Caller> caller(Exchange exchange, Promise promise) {
        Optional<Caller> caller = caller(exchange);
        boolean bySession = caller.filter(it -> it.by() instanceof Caller.By.OfSession).isPresent();
        if (bySession && !SAFE.contains(exchange.method())) {
            ownPage(exchange);
            if (!(promise.need() instanceof Need.Nothing)) {
                csrf(exchange);
            }
        }
        return caller;
    }

    private Optional<String> bearer(Exchange exchange) {
        return exchange.header("authorization")
                .map(header ->
                        header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                                ? header.substring(BEARER.length()).strip()
                                : "");
    }

    private Optional<String> cookie(Exchange exchange) {
        return cookies.find(exchange.header("cookie"));
    }

    private void csrf(Exchange exchange) {
        String secret = cookie(exchange).orElse("");
        String shown = exchange.header("x-csrf-token").orElse("");
        if (!Cookies.isCsrf(secret, shown)) {
            throw Problem.of(
                    Kind.CSRF, "X-CSRF-Token: missing or not this session's (expected: its csrf)");
        }
    }

    /// A browser says which page asks; a program need not.
    private static void ownPage(Exchange exchange) {
        if (SAFE.contains(exchange.method())) {
            return;
        }
        boolean ownSite = exchange.header("sec-fetch-site").map(OWN_SITES::contains).orElse(true);
        String host = exchange.header("host").orElse("");
        boolean ownOrigin =
                exchange.header("origin")
                        .map(origin -> origin.replaceFirst("^https?://", "").equals(host))
                        .orElse(true);
        if (!ownSite || !ownOrigin) {
            throw Problem.of(Kind.CSRF, "Origin: another page's (expected: ours)");
        }
    }

    private static Caller allowed(Caller caller, Right right) {
        if (caller.mustChangePassword()) {
            throw Problem.of(Kind.PASSWORD_CHANGE_REQUIRED, "the password must be changed first");
        }
        if (!caller.may(right)) {
            throw Problem.of(Kind.FORBIDDEN, "right: " + right + " (expected: to have it)");
        }
        return caller;
    }

    private static Caller nobody(String address) {
        return new Caller(
                "?",
                Optional.empty(),
                EnumSet.noneOf(Right.class),
                new Caller.By.OfSystem(),
                address);
    }

    private static Problem loginRequired() {
        return Problem.of(
                Kind.LOGIN_REQUIRED, "nobody is logged in (expected: a session or token)");
    }
}
