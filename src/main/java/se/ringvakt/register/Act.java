package se.ringvakt.register;

import java.util.regex.Pattern;

/// In whose name something changes on the lists, by what, and why. Plain data: whatever characters
/// it holds, it is only ever shown.
///
/// @param who 1 to 200 characters, none of them a control character
/// @param what a word or two, such as `add`, `import`, `remove`
/// @param source the file, attempt or request it came from; empty: it was given by hand
/// @param reason at most 200 characters; empty: none was asked for
public record Act(String who, String what, String source, String reason) {
    /// The longest name and reason.
    public static final int TEXT_MOST = 200;

    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}\\u0080-\\u009f]");

    public Act {
        check("who", who);
        if (!reason.isEmpty()) {
            check("reason", reason);
        }
    }

    /// An act by hand that needs no reason.
    public static Act of(String who, String what) {
        return new Act(who, what, "", "");
    }

    /// The same act, by this source.
    public Act from(String other) {
        return new Act(who, what, other, reason);
    }

    /// The same act, for this reason.
    public Act because(String other) {
        return new Act(who, what, source, other);
    }

    /// A name that came from elsewhere, made fit to be kept.
    public static String plain(String name) {
        String cut = name.substring(0, Math.min(name.length(), TEXT_MOST));
        return CONTROL.matcher(cut).replaceAll("?");
    }

    /// Refuses a text that is empty, too long, or would play tricks with a screen.
    ///
    /// @param key what it is, as the message shall name it
    /// @throws RegisterRefused saying what was expected
    public static void check(String key, String text) {
        if (text.isBlank() || text.length() > TEXT_MOST || CONTROL.matcher(text).find()) {
            throw new RegisterRefused(
                    key
                            + ": '"
                            + plain(text)
                            + "' (expected: 1 to "
                            + TEXT_MOST
                            + " characters, no line breaks or other control characters)");
        }
    }
}
