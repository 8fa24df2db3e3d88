package se.ringvakt.cli;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import se.ringvakt.view.Words;

/// What `dial --outcome` can make of a call, in the words Asterisk would use.
enum PlayedOutcome {
    ANSWER("ANSWER", 16, 2_000, 10_000),
    BUSY("BUSY", 17, -1, -1),
    DECLINED("BUSY", 21, 2_000, -1),
    /// Nobody answers, until the permit's time is over.
    NOANSWER("NOANSWER", 0, 2_000, -1),
    /// The agent gives up after ten seconds: too soon.
    CANCEL("CANCEL", 0, 2_000, -1),
    /// The trunk fails before anything rings: the attempt is released.
    UNREACHED("CHANUNAVAIL", 34, -1, -1);

    private static final long UNSET = -1;
    private static final Duration SHORT = Duration.ofSeconds(10);

    private final String status;
    private final int cause;
    private final long ringMillis;
    private final long answeredMillis;

    PlayedOutcome(String status, int cause, long ringMillis, long answeredMillis) {
        this.status = status;
        this.cause = cause;
        this.ringMillis = ringMillis;
        this.answeredMillis = answeredMillis;
    }

    static Optional<PlayedOutcome> named(String word) {
        return Arrays.stream(values()).filter(each -> Words.of(each).equals(word)).findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(Words::of).collect(Collectors.joining(", "));
    }

    /// The report's parameters. The call is told as if it had begun early enough to end now.
    ///
    /// @param timeout of the permit
    Map<String, String> parameters(String attempt, Duration timeout, Instant now) {
        Instant started = now.minus(lasted(timeout));
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("attempt", attempt);
        parameters.put("status", status);
        parameters.put("ring", millis(ringMillis));
        parameters.put("progress", "");
        parameters.put("answered", millis(answeredMillis));
        parameters.put("cause", Integer.toString(cause));
        parameters.put("started", Long.toString(started.toEpochMilli()));
        parameters.put("ended", Long.toString(now.toEpochMilli()));
        return parameters;
    }

    private Duration lasted(Duration timeout) {
        return switch (this) {
            case NOANSWER -> timeout;
            case ANSWER -> SHORT.plusMillis(answeredMillis);
            default -> SHORT;
        };
    }

    private static String millis(long millis) {
        return millis == UNSET ? "" : Long.toString(millis);
    }
}
