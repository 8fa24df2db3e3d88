package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.Optional;
import se.ringvakt.access.User;

/// A user, as they are shown.
///
/// @param role agent-api, supervisor, administrator or auditor
/// @param state active or disabled
/// @param version what an edit must have seen
/// @param singleSignOn whether they log in elsewhere and have no password here
public record UserView(
        String name,
        String displayName,
        String role,
        String state,
        boolean mustChangePassword,
        OffsetDateTime created,
        Optional<OffsetDateTime> lastLogin,
        long version,
        boolean singleSignOn) {

    public static UserView of(User user, ZoneId zone) {
        return new UserView(
                user.name().value(),
                user.displayName(),
                Words.of(user.role()),
                Words.of(user.state()),
                user.mustChangePassword(),
                Times.offset(user.created(), zone),
                user.lastLogin().map(at -> Times.offset(at, zone)),
                user.version(),
                user.oidcSubject().isPresent());
    }
}
