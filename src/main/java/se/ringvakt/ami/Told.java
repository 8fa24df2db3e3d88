package se.ringvakt.ami;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the log says of one switch: each complaint once, and a switch that is away once until it is
/// back or away for another reason. Thread-safe.
final class Told {
    private static final Logger LOG = LoggerFactory.getLogger(AmiLink.class);
    private static final Pattern VERSION =
            Pattern.compile("Asterisk Call Manager/(\\d+)\\.(\\d+).*");

    /// The library knows the interface of Asterisk 13 (2.6) to 23 (12).
    private static final int OLDEST = 2;

    private static final int NEWEST = 12;

    /// More different complaints than there are kinds would be somebody's doing.
    private static final int COMPLAINTS_MAX = 1_000;

    private final String name;
    private final Set<String> complaints = ConcurrentHashMap.newKeySet();
    private volatile String away = "";

    Told(String name) {
        this.name = name;
    }

    /// Complains of something.
    ///
    /// @param about what is complained of; of each the first complaint is told
    void once(String about, @Nullable String why) {
        if (complaints.size() < COMPLAINTS_MAX && complaints.add(about)) {
            LOG.warn(
                    "switch {}: {}: {} (told once, counted always)", name, about, Fields.text(why));
        }
    }

    /// It is away.
    void away(String why) {
        if (!away.equals(why)) {
            away = why;
            LOG.warn("switch {}: {}; it is tried again until it works", name, why);
        }
    }

    /// It is back.
    void connected(String address) {
        away = "";
        LOG.info("switch {}: connected at {}", name, address);
    }

    /// It greeted.
    void greeting(String greeting) {
        Matcher version = VERSION.matcher(greeting);
        if (!version.matches() || !isKnown(version.group(1))) {
            once(
                    "version",
                    "\""
                            + greeting
                            + "\" is not known, it is tried all the same (expected: "
                            + OLDEST
                            + " to "
                            + NEWEST
                            + ")");
        }
    }

    private static boolean isKnown(String major) {
        // Longer numbers are no versions, and might be none that fit an int.
        return major.length() <= 2
                && Integer.parseInt(major) >= OLDEST
                && Integer.parseInt(major) <= NEWEST;
    }
}
