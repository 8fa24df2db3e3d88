package se.ringvakt.hook;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Makes requests of events: for each hook those it wants, up to a hundred in one. For one thread.
final class Batches {
    /// In one request.
    static final int EVENTS_MOST = 100;

    private final EventJson masked;
    private final EventJson full;

    /// By hook, what it has not been told yet that it missed.
    private final Map<Long, Long> missed = new HashMap<>();

    private record Noted(Event event, String id) {}

    Batches(String installation) {
        this.masked = new EventJson(installation, false);
        this.full = new EventJson(installation, true);
    }

    /// The requests of these events.
    ///
    /// @param lost events before them that came too fast
    List<Delivery.Draft> of(List<Event> events, long lost, List<Hook> hooks, Instant at) {
        List<Noted> noted =
                events.stream()
                        .map(event -> new Noted(event, UUID.randomUUID().toString()))
                        .toList();
        List<Delivery.Draft> drafts = new ArrayList<>();
        missed.keySet().retainAll(hooks.stream().map(Hook::id).toList());
        for (Hook hook : hooks) {
            if (lost > 0) {
                missed.merge(hook.id(), lost, Long::sum);
            }
            List<Noted> wanted =
                    noted.stream().filter(each -> hook.wants(each.event.type())).toList();
            for (int from = 0; from < wanted.size(); from += EVENTS_MOST) {
                int to = Math.min(from + EVENTS_MOST, wanted.size());
                drafts.add(draft(hook, wanted.subList(from, to), at));
            }
        }
        return drafts;
    }

    private Delivery.Draft draft(Hook hook, List<Noted> events, Instant at) {
        EventJson json = hook.settings().fullNumbers() ? full : masked;
        ArrayNode body = JsonNodeFactory.instance.arrayNode(events.size());
        for (Noted each : events) {
            Long before = missed.remove(hook.id());
            body.add(json.write(each.event, each.id, before == null ? 0 : before));
        }
        return new Delivery.Draft(
                hook.id(), events.getFirst().id, at, events.size(), body.toString());
    }
}
