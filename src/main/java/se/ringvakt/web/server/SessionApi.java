package se.ringvakt.web.server;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import se.ringvakt.access.Access;
import se.ringvakt.access.AccessSettings;
import se.ringvakt.access.Caller;
import se.ringvakt.access.Login;
import se.ringvakt.access.Right;
import se.ringvakt.access.Role;
import se.ringvakt.access.SecretHash;
import se.ringvakt.access.Session;
import se.ringvakt.access.User;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Problem.Kind;
import se.ringvakt.web.Reply;

/// Logging in and out, one's own password, and one's own sessions.
final class SessionApi {
    private static final int ID_DIGITS = 16;
    private static final Duration BUSY = Duration.ofSeconds(3);

    private final Access access;
    private final AccessSettings settings;
    private final Cookies cookies;
    private final LoginOptions options;

    SessionApi(Access access, AccessSettings settings, Cookies cookies, LoginOptions options) {
        this.access = access;
        this.settings = settings;
        this.cookies = cookies;
        this.options = options;
    }

    /// How one may log in.
    ///
    /// @param oidcName what the button says
    record LoginOptions(boolean oidc, Optional<String> oidcName, String language) {}

    private record Credentials(String user, String password) {}

    private record PasswordChange(
            String old, @com.fasterxml.jackson.annotation.JsonProperty("new") String next) {}

    /// Who is logged in, as the dashboard needs it.
    private record SessionView(
            String user,
            String name,
            Optional<Role> role,
            List<Right> rights,
            boolean mustChangePassword,
            boolean singleSignOn,
            Optional<String> csrf,
            Optional<Instant> expires) {}

    /// Offers the operations.
    void offer(Operations operations) {
        operations
                .on("loginOptions", _ -> Reply.ok(options))
                .on("login", this::login)
                .on("session", ask -> Reply.ok(view(ask)))
                .on("logout", this::logout)
                .on("changePassword", this::changePassword)
                .on("ownSessions", this::sessions)
                .on("endOwnSession", this::end)
                .on("endOtherSessions", this::endOthers);
    }

    private Reply login(Ask ask) {
        Credentials given = ask.body(Credentials.class);
        Login login = access.logins().login(given.user(), given.password(), ask.caller().address());
        Reply reply =
                opened(
                        login,
                        Problem.of(
                                Kind.LOGIN_REQUIRED,
                                "user or password: not right (expected: those of a user)"));
        secret(ask)
                .flatMap(old -> access.sessions().caller(old, ask.caller().address()))
                .ifPresent(access.sessions()::logOut);
        return reply;
    }

    private Reply changePassword(Ask ask) {
        PasswordChange given = ask.body(PasswordChange.class);
        Login login = access.logins().changePassword(ask.caller(), given.old(), given.next());
        return opened(login, Problem.unprocessable("old: not right (expected: the password)"));
    }

    private Reply opened(Login login, Problem wrong) {
        return switch (login) {
            case Login.Ok(User user, Session.Opened opened) ->
                    Reply.ok(view(user, opened.session(), opened.secret().text()))
                            .with("Set-Cookie", cookies.set(opened.secret().text()));
            case Login.Wrong(), Login.Disabled() -> throw wrong;
            case Login.Locked(Instant until) ->
                    throw Problem.later(
                            Kind.TOO_MANY,
                            "too many attempts failed; wait",
                            Duration.between(Instant.now(), until));
            case Login.Busy() ->
                    throw Problem.later(Kind.UNAVAILABLE, "too many log in just now", BUSY);
        };
    }

    private Reply logout(Ask ask) {
        access.sessions().logOut(ask.caller());
        return Reply.noContent()
                .with("Set-Cookie", cookies.clear())
                .with("Clear-Site-Data", "\"cache\", \"storage\"");
    }

    private SessionView view(Ask ask) {
        Caller caller = ask.caller();
        return switch (caller.by()) {
            case Caller.By.OfSession(Session session, User user) ->
                    view(user, session, secret(ask).orElse(""));
            case Caller.By.OfToken _, Caller.By.OfSystem() ->
                    new SessionView(
                            caller.name(),
                            caller.name(),
                            caller.role(),
                            sorted(caller.rights()),
                            false,
                            false,
                            Optional.empty(),
                            Optional.empty());
        };
    }

    private SessionView view(User user, Session session, String secret) {
        return new SessionView(
                user.name().value(),
                user.displayName(),
                Optional.of(user.role()),
                sorted(user.rights()),
                user.mustChangePassword(),
                user.oidcSubject().isPresent(),
                Optional.of(Cookies.csrf(secret)),
                Optional.of(session.ends(settings)));
    }

    /// One of the caller's own sessions.
    ///
    /// @param id the beginning of its secret's hash, which opens nothing
    /// @param address where they logged in from
    /// @param current whether it asks this
    private record OwnSession(
            String id,
            Instant opened,
            Instant seen,
            Instant expires,
            String address,
            boolean current) {}

    private Reply sessions(Ask ask) {
        SecretHash current = own(ask).id();
        return Reply.ok(
                Map.of(
                        "items",
                        mine(ask)
                                .map(each ->
                                        new OwnSession(
                                                id(each),
                                                each.opened(),
                                                each.seen(),
                                                each.ends(settings),
                                                each.address(),
                                                each.id().equals(current)))
                                .toList()));
    }

    private Reply end(Ask ask) {
        Session wanted =
                mine(ask)
                        .filter(each -> id(each).equals(ask.path("id")))
                        .findFirst()
                        .orElseThrow(() -> Problem.notFound("session: none of yours"));
        if (wanted.id().equals(own(ask).id())) {
            throw Problem.conflict("session: this one (expected: another; log out to end it)");
        }
        access.sessions().end(ask.caller(), wanted);
        return Reply.noContent();
    }

    private Reply endOthers(Ask ask) {
        SecretHash current = own(ask).id();
        long ended =
                mine(ask)
                        .filter(each -> !each.id().equals(current))
                        .filter(each -> access.sessions().end(ask.caller(), each))
                        .count();
        return Reply.ok(Map.of("ended", ended));
    }

    private Stream<Session> mine(Ask ask) {
        return access.sessions().of(own(ask).user()).stream();
    }

    private static Session own(Ask ask) {
        if (ask.caller().by() instanceof Caller.By.OfSession(Session session, User _)) {
            return session;
        }
        throw Problem.of(Kind.FORBIDDEN, "sessions: by a token (expected: by who is logged in)");
    }

    private static String id(Session session) {
        return session.id().hex().substring(0, ID_DIGITS);
    }

    private static List<Right> sorted(java.util.Set<Right> rights) {
        return rights.stream().sorted().toList();
    }

    private Optional<String> secret(Ask ask) {
        return cookies.find(ask.header("cookie"));
    }
}
