package se.ringvakt.watch;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import se.ringvakt.call.Attempt;

/// The live calls, found by the channels of either side. For one thread at a time.
final class Calls {
    /// No call lasts longer; of one that is still here nobody will ever tell.
    private static final Duration LONGEST = Duration.ofDays(1);

    /// In the order of their permits.
    private final Map<String, LiveCall> byAsking = new LinkedHashMap<>();

    /// Those of which it is not known yet whether they have a permit; few, and soon known.
    private final List<LiveCall> unknown = new ArrayList<>();

    private final Map<String, LiveCall> byConsumer = new HashMap<>();
    private final Map<String, LiveCall> byLine = new HashMap<>();

    void add(LiveCall call) {
        unknown.remove(call);
        LiveCall before = byAsking.put(call.asking(), call);
        if (before != null) {
            call.follows(before);
        }
        forgetBefore(call.attempt().start().minus(LONGEST));
    }

    private void forgetBefore(Instant oldest) {
        while (!byAsking.isEmpty()) {
            LiveCall eldest = byAsking.values().iterator().next();
            if (!eldest.attempt().start().isBefore(oldest)) {
                return;
            }
            forget(eldest);
        }
    }

    /// Adds one of which it is not known yet whether it has a permit.
    void addUnknown(LiveCall call) {
        unknown.add(call);
    }

    /// The calls of this channel of which that is not known.
    List<LiveCall> unknown(String channel) {
        return unknown.stream().filter(call -> call.asking().equals(channel)).toList();
    }

    /// Whether its channel has dialled by this permit before.
    boolean isUsed(Attempt permit) {
        LiveCall there = byAsking.get(permit.uniqueId());
        return there != null && there.hasUsed(permit);
    }

    /// The call that this channel has a permit for.
    @Nullable LiveCall asking(String channel) {
        return byAsking.get(channel);
    }

    /// This attempt's call; empty: it is over, or another's.
    Optional<LiveCall> of(Attempt attempt) {
        return Optional.ofNullable(byAsking.get(attempt.uniqueId()))
                .filter(call -> call.attempt().id().equals(attempt.id()));
    }

    @Nullable LiveCall toConsumer(String channel) {
        return byConsumer.get(channel);
    }

    @Nullable LiveCall ofLine(String channel) {
        return byLine.get(channel);
    }

    /// Ties a call to the agent's channel.
    void tie(LiveCall call, String channel) {
        call.tie(channel);
        byLine.put(channel, call);
    }

    void dialled(LiveCall call, Instant at, String callee) {
        call.consumer().ifPresent(before -> byConsumer.remove(before, call));
        call.dialled(at, callee);
        byConsumer.put(callee, call);
    }

    void foundAnswered(LiveCall call, String callee) {
        call.consumer().ifPresent(before -> byConsumer.remove(before, call));
        call.foundAnswered(callee);
        byConsumer.put(callee, call);
    }

    /// Returns whether it was known until now.
    boolean forget(LiveCall call) {
        call.consumer().ifPresent(consumer -> byConsumer.remove(consumer, call));
        call.line().ifPresent(line -> byLine.remove(line, call));
        return unknown.remove(call) || byAsking.remove(call.asking(), call);
    }

    Collection<LiveCall> all() {
        return Stream.concat(byAsking.values().stream(), unknown.stream()).toList();
    }
}
