package se.ringvakt.web.api;

import java.util.Optional;
import se.ringvakt.access.Caller;
import se.ringvakt.site.Mistyped;
import se.ringvakt.web.Ask;
import se.ringvakt.web.Problem;

/// What several operations are asked in the same way.
final class Asked {
    private static final int LIMIT_USUAL = 50;
    private static final int LIMIT_MOST = 500;
    private static final int SHOWN_MOST = 80;

    private Asked() {}

    /// How many a page is to have.
    static int limit(Ask ask) {
        Optional<String> typed = ask.query("limit");
        int limit = typed.map(text -> whole("limit", text)).orElse(LIMIT_USUAL);
        if (limit < 1 || limit > LIMIT_MOST) {
            throw Mistyped.of("limit", Integer.toString(limit), "1 to " + LIMIT_MOST);
        }
        return limit;
    }

    /// The number in the path that names something.
    ///
    /// @param what it names, for whoever is told that there is none
    static long id(Ask ask, String what) {
        String text = ask.path("id");
        try {
            return Long.parseUnsignedLong(text);
        } catch (NumberFormatException _) {
            throw Problem.notFound(what + ": " + shown(text) + " (expected: one on record)");
        }
    }

    /// The same, if no number stands in its address, where logs and histories keep it.
    static Ask unaddressed(Ask ask) {
        if (ask.query("number").isPresent()) {
            throw Problem.unprocessable(
                    "number: in the address (expected: in the body, see POST .../search)");
        }
        return ask;
    }

    /// A refusal of a place in a list that nobody was told.
    static Mistyped after(String typed) {
        return Mistyped.of("after", shown(typed), "what the former page has as next");
    }

    /// In whose name it is recorded: a token's maker stands before it.
    static String who(Caller caller) {
        return caller.by() instanceof Caller.By.OfToken(var token)
                ? token.createdBy() + " (" + caller.name() + ")"
                : caller.name();
    }

    /// What came from outside, short enough to be said back.
    static String shown(String typed) {
        return typed.length() <= SHOWN_MOST ? typed : typed.substring(0, SHOWN_MOST);
    }

    private static int whole(String key, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException _) {
            throw Mistyped.of(key, shown(text), "1 to " + LIMIT_MOST);
        }
    }
}
