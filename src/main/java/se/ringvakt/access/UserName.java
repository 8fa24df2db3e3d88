package se.ringvakt.access;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A user's name: 2 to 64 of a-z, 0-9, `.`, `_`, `@` and `-`. Case does not matter; it is kept in
/// lower case.
public record UserName(String value) implements Comparable<UserName> {
    private static final Pattern FORM = Pattern.compile("[a-z0-9._@-]{2,64}");
    private static final int SHOWN_MOST = 80;

    /// @throws AccessRefused when it is not of that form
    public UserName {
        if (!FORM.matcher(value).matches()) {
            throw AccessRefused.invalid(
                    "name: '"
                            + AuditEntry.plain(value, SHOWN_MOST)
                            + "' (expected: 2 to 64 of a-z, 0-9, . _ @ -)");
        }
    }

    /// A name as it was typed, blanks around it and capitals included.
    ///
    /// @throws AccessRefused when it is none
    public static UserName of(String typed) {
        return new UserName(lower(typed));
    }

    /// The same, for a name that may be anything.
    public static Optional<UserName> find(String typed) {
        String name = lower(typed);
        return FORM.matcher(name).matches() ? Optional.of(new UserName(name)) : Optional.empty();
    }

    private static String lower(String typed) {
        return typed.strip().toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(UserName other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
