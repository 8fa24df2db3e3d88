package se.ringvakt.access;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// Somebody who may log in. The password is not part of it.
///
/// @param displayName what people call them; 1 to 100 characters
/// @param mustChangePassword true: they have no right but to change it
/// @param created in milliseconds, as the next
/// @param lastLogin empty: never yet
/// @param version grows with every edit, not with logins; from 1
/// @param oidcSubject who they are to the single sign-on; empty: they log in here
public record User(
        UserName name,
        String displayName,
        Role role,
        State state,
        boolean mustChangePassword,
        Instant created,
        Optional<Instant> lastLogin,
        long version,
        Optional<String> oidcSubject) {
    private static final int DISPLAY_NAME_MOST = 100;
    private static final int SUBJECT_MOST = 255;

    /// Whether a user may log in.
    public enum State {
        /// May log in.
        ACTIVE,
        /// May not, and has no sessions.
        DISABLED
    }

    public User {
        check("display-name", displayName, DISPLAY_NAME_MOST);
        oidcSubject.ifPresent(subject -> check("subject", subject, SUBJECT_MOST));
    }

    private static void check(String key, String text, int most) {
        if (text.isBlank() || !text.equals(AuditEntry.plain(text, most))) {
            throw AccessRefused.invalid(
                    key
                            + ": '"
                            + AuditEntry.plain(text, most)
                            + "' (expected: 1 to "
                            + most
                            + " characters, no control characters)");
        }
    }

    /// One who was made now.
    static User made(UserName name, String displayName, Role role, Instant now) {
        return new User(
                name,
                displayName,
                role,
                State.ACTIVE,
                true,
                now,
                Optional.empty(),
                1,
                Optional.empty());
    }

    public boolean isActive() {
        return state == State.ACTIVE;
    }

    /// What they may do now.
    public Set<Right> rights() {
        return isActive() && !mustChangePassword ? role.rights() : Set.of();
    }

    /// The next version, edited.
    User edited(String newDisplayName, Role newRole, State newState) {
        return new User(
                name,
                newDisplayName,
                newRole,
                newState,
                mustChangePassword,
                created,
                lastLogin,
                version + 1,
                oidcSubject);
    }

    /// The next version, whose password is another.
    User withPassword(boolean mustChange) {
        return new User(
                name,
                displayName,
                role,
                state,
                mustChange,
                created,
                lastLogin,
                version + 1,
                oidcSubject);
    }

    /// The same user, known by the single sign-on, with no password to change.
    User known(String subject) {
        return new User(
                name,
                displayName,
                role,
                state,
                false,
                created,
                lastLogin,
                version,
                Optional.of(subject));
    }
}
