package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.EndedBy;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;
import se.ringvakt.call.Source;

/// What a switch's events tell of one attempt's call. For one thread at a time.
///
/// Every fact is kept as it was first told; only a new dial, when a trunk failed, begins anew. A
/// call may be watched before it is known by whose permit it dials: what is to be told of it waits
/// until then.
final class LiveCall {
    /// Q.850: user busy, call rejected.
    private static final int BUSY = 17;

    private static final int DECLINED = 21;

    private final String asking;
    private final Set<String> agentDevices;
    private final Set<AttemptId> earlier = new HashSet<>();
    private List<Consumer<Attempt>> untold = List.of();
    private @Nullable Attempt attempt;
    private @Nullable Target target;
    private @Nullable String line;
    private boolean lineGone;

    private @Nullable String consumer;
    private @Nullable Instant began;
    private @Nullable Instant ringing;
    private @Nullable Instant progress;
    private @Nullable Instant answered;
    private @Nullable Instant met;
    private @Nullable Instant consumerGone;
    private @Nullable Instant over;
    private @Nullable EndedBy endedBy;
    private String status = "";
    private int cause = -1;
    private boolean metUnseen;
    private boolean told;
    private boolean reportedUnmet;

    /// @param agentDevices the devices that can be the agent's; none: nobody knows
    LiveCall(Attempt attempt, Set<String> agentDevices) {
        this(attempt.uniqueId(), agentDevices);
        this.attempt = attempt;
    }

    private LiveCall(String asking, Set<String> agentDevices) {
        this.asking = asking;
        this.agentDevices = agentDevices;
    }

    /// One of which it is not known yet whether it has a permit.
    static LiveCall unknown(String asking, Target target) {
        LiveCall call = new LiveCall(asking, Set.of());
        call.target = target;
        return call;
    }

    /// Whether it is this call's number that is dialled.
    boolean dials(Target other, NumberPlan plan) {
        if (attempt != null) {
            return other.dials(attempt.number(), plan);
        }
        return target != null
                && target.number(plan).isPresent()
                && target.number(plan).equals(other.number(plan));
    }

    /// The channel that asked for its permit, if it has one.
    String asking() {
        return asking;
    }

    boolean isKnown() {
        return attempt != null;
    }

    /// Its permit; only of a known one.
    Attempt attempt() {
        return Objects.requireNonNull(attempt, "attempt: not known yet");
    }

    /// Tells something, as soon as it is known of which attempt.
    void tell(Consumer<Attempt> what, List<Runnable> found) {
        if (attempt == null) {
            untold = Stream.concat(untold.stream(), Stream.of(what)).toList();
        } else {
            Attempt known = attempt;
            found.add(() -> what.accept(known));
        }
    }

    /// This is its permit; what waited for that is told.
    void knownAs(Attempt permit, List<Runnable> found) {
        attempt = permit;
        List<Consumer<Attempt>> waited = untold;
        untold = List.of();
        waited.forEach(what -> tell(what, found));
    }

    /// Takes the place of the one that this channel had before.
    void follows(LiveCall before) {
        earlier.addAll(before.earlier);
        if (before.hasDialled()) {
            earlier.add(before.attempt().id());
        }
    }

    /// Whether the channel has dialled by this permit, now or before.
    boolean hasUsed(Attempt permit) {
        return earlier.contains(permit.id())
                || (hasDialled() && attempt().id().equals(permit.id()));
    }

    private boolean hasDialled() {
        return began != null || consumer != null;
    }

    /// Ties the call to the agent's channel.
    void tie(String channel) {
        line = channel;
    }

    boolean isTiedTo(String channel) {
        return channel.equals(line);
    }

    Optional<String> line() {
        return Optional.ofNullable(line);
    }

    /// Whether this channel is its agent's.
    ///
    /// @param real it is no Local channel, and not the consumer's
    boolean isAgent(Channel channel, boolean real) {
        if (channel.id().equals(line)) {
            return true;
        }
        return real
                && (agentDevices.isEmpty()
                        ? line == null
                        : agentDevices.contains(channel.device()));
    }

    boolean isConsumer(String channel) {
        return channel.equals(consumer);
    }

    Optional<String> consumer() {
        return Optional.ofNullable(consumer);
    }

    /// Whether the permit still covers a dial: the first, and another after one that failed before
    /// anything rang. A busy, a declined, an answered call and one that rang have used it up.
    boolean mayDial() {
        boolean failed = status.equals("CHANUNAVAIL") || status.equals("CONGESTION");
        boolean reached = ringing != null || progress != null || cause == BUSY || cause == DECLINED;
        return began == null || (failed && !reached);
    }

    void dialled(Instant at, String callee) {
        consumer = callee;
        began = at;
        ringing = null;
        progress = null;
        status = "";
        cause = -1;
        consumerGone = null;
    }

    void rang(Instant at) {
        ringing = ringing == null ? at : ringing;
    }

    void progressed(Instant at) {
        progress = progress == null ? at : progress;
    }

    /// The consumer has answered. Returns whether that is new.
    boolean answered(Instant at) {
        if (answered != null || metUnseen) {
            return false;
        }
        answered = at;
        // A dial that was given up in the same instant has been told to be over.
        consumerGone = null;
        return true;
    }

    /// Whether the agent had given up before the two were joined: whatever joins them then lasts
    /// for a millisecond, and nobody speaks.
    boolean isGivenUp() {
        return endedBy == EndedBy.AGENT && met == null;
    }

    /// The dial is over. A side that asked for the end before is why.
    void dialEnded(Instant at, String dialStatus) {
        boolean ours = endedBy == EndedBy.AGENT || endedBy == EndedBy.SWITCH;
        if (answered != null) {
            status = "ANSWER";
        } else {
            status = ours ? "CANCEL" : dialStatus;
        }
        if (answered == null) {
            consumerGone = at;
        }
    }

    /// Consumer and agent are joined. Returns whether they were not before.
    boolean joined(Instant at) {
        if (met != null) {
            return false;
        }
        met = at;
        return true;
    }

    /// They are joined now; since when, nobody saw.
    void foundJoined() {
        metUnseen = met == null;
    }

    /// The consumer is on the line; since when, nobody saw.
    void foundAnswered(String channel) {
        consumer = channel;
        status = "ANSWER";
    }

    void hangupAsked(EndedBy by) {
        endedBy = endedBy == null ? by : endedBy;
    }

    void consumerGone(Instant at, int hangupCause) {
        consumerGone = consumerGone == null ? at : consumerGone;
        cause = hangupCause;
    }

    /// The agent's channel is gone. Returns whether it was there until now.
    boolean lineGone() {
        boolean before = lineGone;
        lineGone = true;
        return !before;
    }

    /// The channel that asked for it is gone: nothing more comes.
    void over(Instant at) {
        over = over == null ? at : over;
    }

    boolean isOver() {
        return over != null;
    }

    /// When the consumer answered; empty: not yet, or nobody saw.
    Optional<Instant> answered() {
        return Optional.ofNullable(answered);
    }

    /// Whether the consumer's phone is being dialled, or rings.
    boolean isDialling() {
        return answered == null && consumerGone == null && over == null;
    }

    boolean isUnmet() {
        return answered != null && met == null && !metUnseen;
    }

    /// The handler's report has come.
    void told() {
        told = true;
    }

    boolean isTold() {
        return told;
    }

    /// Whether the missed meeting was reported before; it is from now on.
    boolean reportUnmet() {
        boolean before = reportedUnmet;
        reportedUnmet = true;
        return before;
    }

    /// How the meeting stands. Before the answer, and where nobody saw it, it is not known.
    Talk talk() {
        if (met != null && answered != null) {
            return new Talk(millis(), Optional.of(true), between(answered, met));
        }
        if (met != null || metUnseen) {
            return new Talk(millis(), Optional.of(true), OptionalLong.empty());
        }
        return answered == null
                ? new Talk(millis(), Optional.empty(), OptionalLong.empty())
                : new Talk(millis(), Optional.of(false), OptionalLong.empty());
    }

    /// All that is known by now.
    OutcomeReport report(Instant heard) {
        return new OutcomeReport(
                attempt().id(),
                heard,
                EnumSet.of(Source.EVENTS),
                status,
                cause < 0 ? OptionalInt.empty() : OptionalInt.of(cause),
                new Dialling(
                        between(began, ringing),
                        between(began, progress),
                        Optional.ofNullable(began),
                        end()),
                talk(),
                endedBy());
    }

    /// Of an answered call whoever asked first; of another only our own side is seen here, the rest
    /// follows from its status.
    private Optional<EndedBy> endedBy() {
        return answered != null || status.equals("CANCEL")
                ? Optional.ofNullable(endedBy)
                : Optional.empty();
    }

    private Optional<Instant> end() {
        return Optional.ofNullable(consumerGone != null ? consumerGone : over);
    }

    private OptionalLong millis() {
        return end().isPresent() ? between(answered, end().get()) : OptionalLong.empty();
    }

    private static OptionalLong between(@Nullable Instant from, @Nullable Instant to) {
        return from == null || to == null
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, Duration.between(from, to).toMillis()));
    }
}
