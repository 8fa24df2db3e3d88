package se.ringvakt.replay;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A channel toward the network, as a switch's events tell of it. For one thread.
final class Leg {
    private static final int BUSY = 17;
    private static final int NO_USER_RESPONDING = 18;
    private static final int NO_ANSWER = 19;
    private static final int DECLINED = 21;
    private static final int NORMAL = 16;
    private static final int MILLIS_DIGITS = 3;

    private final long line;
    private final Map<Field, String> asked;
    private final Instant start;
    private @Nullable Instant answered;
    private @Nullable Instant met;
    private @Nullable Instant ended;
    private int cause;

    /// @param line on which it begins
    /// @param asked what the call's own columns say
    Leg(long line, Map<Field, String> asked, Instant start) {
        this.line = line;
        this.asked = asked;
        this.start = start;
    }

    long line() {
        return line;
    }

    boolean isOver() {
        return ended != null;
    }

    void answered(Instant at) {
        answered = answered == null ? at : answered;
    }

    /// It is joined with somebody; before an answer that is early media.
    void met(Instant at) {
        met = met == null ? at : met;
    }

    void ended(Instant at, int hangupCause) {
        if (ended == null) {
            ended = at;
            cause = hangupCause;
        }
    }

    /// What is known of a field in the end.
    ///
    /// @param dialStatus what Dial said of it; empty: nothing
    /// @param bridgesTold the log tells of meetings at all
    String of(Field field, String dialStatus, boolean bridgesTold) {
        return switch (field) {
            case STATUS -> ending(dialStatus, bridgesTold).map(this::word).orElse("");
            case RING_SECONDS -> seconds(start, answered != null ? answered : ended);
            case TALK_SECONDS -> answered == null ? "" : seconds(answered, ended);
            case WAIT_SECONDS -> answered == null ? "" : seconds(answered, met);
            default -> asked.getOrDefault(field, "");
        };
    }

    private String word(Ending ending) {
        return ending.name();
    }

    private Optional<Ending> ending(String dialStatus, boolean bridgesTold) {
        if (answered != null) {
            return Optional.of(met == null && bridgesTold ? Ending.SILENT : Ending.ANSWER);
        }
        return ended == null ? Optional.empty() : Optional.of(unanswered(dialStatus));
    }

    private Ending unanswered(String dialStatus) {
        return switch (cause) {
            case BUSY -> Ending.BUSY;
            case DECLINED -> Ending.DECLINED;
            case NO_USER_RESPONDING, NO_ANSWER -> Ending.NETWORK;
            default ->
                    switch (dialStatus) {
                        case "BUSY" -> Ending.BUSY;
                        case "NOANSWER" -> Ending.NOANSWER;
                        case "CANCEL" -> Ending.CANCEL;
                        case "CHANUNAVAIL", "CONGESTION" -> Ending.UNREACHED;
                        default -> cause == 0 || cause == NORMAL ? Ending.CANCEL : Ending.UNREACHED;
                    };
        };
    }

    private static String seconds(Instant from, @Nullable Instant to) {
        if (to == null) {
            return "";
        }
        long millis = Math.max(0, Duration.between(from, to).toMillis());
        return BigDecimal.valueOf(millis, MILLIS_DIGITS).toPlainString();
    }
}
