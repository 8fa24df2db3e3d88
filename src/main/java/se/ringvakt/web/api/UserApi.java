package se.ringvakt.web.api;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import se.ringvakt.access.Access;
import se.ringvakt.access.Role;
import se.ringvakt.access.User;
import se.ringvakt.access.UserName;
import se.ringvakt.access.Users;
import se.ringvakt.view.Times;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Operations;
import se.ringvakt.web.Problem;
import se.ringvakt.web.Reply;

/// Users: who they are and what they may do. Each change is in the audit log by [Users] itself, in
/// the same step.
public final class UserApi {
    private final Access access;
    private final ZoneId zone;

    /// @param zone in which times are shown
    public UserApi(Access access, ZoneId zone) {
        this.access = access;
        this.zone = zone;
    }

    /// Offers `listUsers`, `addUser`, `user`, `putUser`, `resetPassword` and `endSessions`.
    public void offer(Operations operations) {
        operations
                .on("listUsers", _ -> list())
                .on("addUser", this::add)
                .on("user", this::show)
                .on("putUser", this::put)
                .on("resetPassword", this::resetPassword)
                .on("endSessions", this::endSessions);
    }

    /// A user as the API shows one.
    ///
    /// @param singleSignOn they log in elsewhere and have no password here
    /// @param sessions how many they have now
    private record Shown(
            String name,
            String displayName,
            Role role,
            User.State state,
            boolean mustChangePassword,
            boolean singleSignOn,
            OffsetDateTime created,
            Optional<OffsetDateTime> lastLogin,
            int sessions,
            long version) {}

    /// A user whose password was made up here.
    ///
    /// @param password told this once
    private record Initial(Shown user, String password) {}

    private Shown shown(User user) {
        return new Shown(
                user.name().value(),
                user.displayName(),
                user.role(),
                user.state(),
                user.mustChangePassword(),
                user.oidcSubject().isPresent(),
                Times.offset(user.created(), zone),
                user.lastLogin().map(at -> Times.offset(at, zone)),
                access.sessions().of(user.name()).size(),
                user.version());
    }

    private Reply list() {
        return Reply.ok(Map.of("items", access.users().all().stream().map(this::shown).toList()));
    }

    private Reply show(Ask ask) {
        return answered(known(ask));
    }

    private Reply answered(User user) {
        return Reply.ok(shown(user)).version(Long.toString(user.version()));
    }

    private User known(Ask ask) {
        return UserName.find(ask.path("name"))
                .flatMap(access.users()::find)
                .orElseThrow(() -> Problem.notFound("user: none of this name"));
    }

    private Reply add(Ask ask) {
        JsonNode body = ask.body();
        UserName name = UserName.of(text(body, "name"));
        Users.Initial added =
                access.users()
                        .add(
                                ask.caller(),
                                name,
                                text(body, "displayName"),
                                one(body, "role", Role::valueOf));
        return told(
                Reply.created("/api/v1/users/" + name, initial(added))
                        .version(Long.toString(added.user().version())));
    }

    private Initial initial(Users.Initial initial) {
        return new Initial(shown(initial.user()), initial.password());
    }

    /// Nothing between here and the reader keeps it.
    private static Reply told(Reply secret) {
        return secret.with("Cache-Control", "no-store");
    }

    private Reply put(Ask ask) {
        User user = known(ask);
        ask.expect(Long.toString(user.version()));
        JsonNode body = ask.body();
        Role role = one(body, "role", Role::valueOf);
        User.State state = one(body, "state", User.State::valueOf);
        if (isCaller(ask, user) && (role != user.role() || state != user.state())) {
            throw Problem.conflict(
                    "role: one's own (expected: another administrator to change it)");
        }
        return answered(
                access.users()
                        .change(
                                ask.caller(),
                                user.name(),
                                OptionalLong.of(user.version()),
                                new Users.Change(
                                        Optional.of(text(body, "displayName")),
                                        Optional.of(role),
                                        Optional.of(state))));
    }

    private static boolean isCaller(Ask ask, User user) {
        return ask.caller().user().filter(it -> it.name().equals(user.name())).isPresent();
    }

    private Reply resetPassword(Ask ask) {
        User user = known(ask);
        ask.expect(Long.toString(user.version()));
        if (isCaller(ask, user)) {
            throw Problem.conflict("password: one's own (expected: changed with the old one)");
        }
        if (user.oidcSubject().isPresent()) {
            throw Problem.conflict("user: logs in by single sign-on (expected: a password here)");
        }
        Users.Initial reset =
                access.users()
                        .resetPassword(ask.caller(), user.name(), OptionalLong.of(user.version()));
        return told(Reply.ok(initial(reset)).version(Long.toString(reset.user().version())));
    }

    private Reply endSessions(Ask ask) {
        int ended = access.sessions().endAll(ask.caller(), known(ask).name());
        return Reply.ok(Map.of("ended", ended));
    }

    private static String text(JsonNode body, String key) {
        JsonNode value = body.path(key);
        if (!value.isTextual()) {
            throw Problem.unprocessable(key + ": missing (expected: a text)");
        }
        return value.textValue();
    }

    private static <E extends Enum<E>> E one(
            JsonNode body, String key, Function<String, E> constant) {
        try {
            return constant.apply(text(body, key));
        } catch (IllegalArgumentException _) {
            throw Problem.unprocessable(key + ": unknown (expected: one of the contract's)");
        }
    }
}
