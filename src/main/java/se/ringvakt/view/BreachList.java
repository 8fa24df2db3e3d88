package se.ringvakt.view;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.site.Site;
import se.ringvakt.view.AttemptView.Became;
import se.ringvakt.view.AttemptView.TooShort;

/// What rang too short, as it is printed.
///
/// @param breaches newest first
/// @param agents how many are held against each agent
/// @param campaigns how many against each campaign: all that are listed
public record BreachList(
        List<AttemptView> breaches, Map<String, Long> agents, Map<String, Long> campaigns) {

    /// Reads what began since then.
    ///
    /// @param campaign only in this one; empty: in all
    /// @param agent only what is held against this one; empty: whoever it is
    public static BreachList read(
            Site site,
            Instant since,
            Optional<String> campaign,
            Optional<String> agent,
            Spelling spelling) {
        AttemptViews views = new AttemptViews(site, spelling::of);
        List<AttemptView> breaches =
                site.records().breaches(since).stream()
                        .map(views::of)
                        .filter(view ->
                                campaign.isEmpty() || campaign.get().equals(view.campaign()))
                        .filter(view ->
                                agent.isEmpty()
                                        || agent.equals(breach(view).flatMap(TooShort::agent)))
                        .toList();
        return new BreachList(
                breaches,
                sums(breaches, breach -> breach.agent().stream()),
                sums(breaches, breach -> Stream.of(breach.campaign())));
    }

    /// Whom it is held against.
    public static Optional<TooShort> breach(AttemptView view) {
        return view.outcome().flatMap(Became::breach);
    }

    private static Map<String, Long> sums(
            List<AttemptView> breaches, Function<TooShort, Stream<String>> against) {
        return breaches.stream()
                .flatMap(view -> breach(view).stream())
                .flatMap(against)
                .collect(
                        Collectors.groupingBy(
                                Function.identity(), TreeMap::new, Collectors.counting()));
    }
}
