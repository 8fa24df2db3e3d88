package se.ringvakt.web.api;

import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import se.ringvakt.gate.Knowledge;
import se.ringvakt.report.Decisions;
import se.ringvakt.report.Filter;
import se.ringvakt.report.Ruling;
import se.ringvakt.view.Spelling;

/// What a dashboard that begins to listen is told first: how everything stands, and the last dials
/// that were denied.
public final class FirstSight implements Supplier<Map<String, Object>> {
    private final NowReader reader;
    private final Decisions decisions;
    private final DecisionViews views;

    /// @param zone in which times are shown
    public FirstSight(NowReader reader, Decisions decisions, Knowledge knowledge, ZoneId zone) {
        this.reader = reader;
        this.decisions = decisions;
        this.views = new DecisionViews(knowledge::campaigns, zone);
    }

    @Override
    public Map<String, Object> get() {
        List<DecisionView> denied =
                decisions
                        .page(Filter.ALL.of(Ruling.DENIED), Optional.empty(), LiveFeed.MESSAGE_MOST)
                        .decisions()
                        .stream()
                        .map(decision -> views.of(decision, Spelling.MASKED))
                        .toList();
        return Map.of("now", reader.now(), "decisions", denied);
    }
}
