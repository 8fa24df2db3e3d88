package se.ringvakt.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import se.ringvakt.call.Outcome.Breach;
import se.ringvakt.rule.Reason;

/// The dashboard and the alerts ask only for what a gate shows.
class DashboardTest {
    private static final Path DASHBOARD = Path.of("deploy/grafana/ringvakt.json");
    private static final Path ALERTS = Path.of("deploy/prometheus/ringvakt-alerts.yaml");

    /// What Prometheus adds.
    private static final Set<String> ADDED = Set.of("job", "instance");

    private static final Map<String, Set<String>> SHOWN = Touched.labelsByName();
    private static final Pattern TEMPLATE_LABEL =
            Pattern.compile("\\$labels\\.(\\w+)|\\{\\{(\\w+)}}");

    /// The values of labels that are ours and fixed.
    private static final Map<String, Set<String>> VALUES =
            Map.of(
                    "verdict", Set.of("allow", "deny"),
                    "reason",
                            Stream.concat(
                                            Stream.of("none", "EMERGENCY"),
                                            Arrays.stream(Reason.values()).map(Enum::name))
                                    .collect(Collectors.toSet()),
                    "against",
                            Arrays.stream(Breach.values())
                                    .map(Enum::name)
                                    .collect(Collectors.toSet()),
                    "end",
                            Set.of(
                                    "answered",
                                    "full",
                                    "too slow",
                                    "hung up",
                                    "failed",
                                    "malformed",
                                    "no header in time"),
                    "result", Set.of("accepted", "unchanged", "refused"),
                    "state", Set.of("soon", "overdue"),
                    "area", Set.of("heap", "nonheap"),
                    "job", Set.of("ringvakt"));

    @Test
    void theDashboardAsksOnlyForWhatIsShown() throws IOException {
        List<JsonNode> targets =
                new ObjectMapper().readTree(DASHBOARD.toFile()).findParents("expr");

        assertThat(targets).hasSizeGreaterThan(60);
        for (JsonNode target : targets) {
            PromQl asked = check(target.get("expr").asText());
            assertLabels(target.get("legendFormat").asText(), asked);
        }
    }

    @Test
    void everyPanelHasItsOwnPlaceAndTitle() throws IOException {
        Set<String> seen = new HashSet<>();
        for (JsonNode panel : new ObjectMapper().readTree(DASHBOARD.toFile()).get("panels")) {
            assertThat(seen.add("id " + panel.get("id"))).as("%s", panel.get("title")).isTrue();
            assertThat(seen.add("title " + panel.get("title")))
                    .as("%s", panel.get("title"))
                    .isTrue();
            JsonNode place = panel.get("gridPos");
            assertThat(seen.add("place " + place.get("x") + "," + place.get("y"))).isTrue();
            assertThat(place.get("x").asInt() + place.get("w").asInt()).isLessThanOrEqualTo(24);
        }
    }

    @Test
    void theAlertsAskOnlyForWhatIsShown() throws IOException {
        List<JsonNode> rules =
                new ObjectMapper(new YAMLFactory()).readTree(ALERTS.toFile()).findParents("alert");

        assertThat(rules).hasSizeGreaterThan(15);
        assertThat(rules.stream().map(rule -> rule.get("alert").asText())).doesNotHaveDuplicates();
        for (JsonNode rule : rules) {
            PromQl asked = check(rule.get("expr").asText());
            assertLabels(rule.get("annotations").get("summary").asText(), asked);
            assertThat(rule.get("labels").get("severity").asText()).isIn("page", "warn");
        }
    }

    /// A meter that neither shows is one nobody would ever look at.
    @Test
    void theDashboardShowsEveryMeter() throws IOException {
        Set<String> asked = new HashSet<>();
        new ObjectMapper()
                .readTree(DASHBOARD.toFile())
                .findValuesAsText("expr")
                .forEach(expression -> asked.addAll(PromQl.of(expression).selected().keySet()));
        List<Meter> missing = new ArrayList<>(List.of(Meter.values()));
        missing.removeIf(meter ->
                Touched.suffixes(meter).stream()
                        .anyMatch(suffix -> asked.contains(Touched.name(meter) + suffix)));
        assertThat(missing).isEmpty();
    }

    private static PromQl check(String expression) {
        PromQl asked = PromQl.of(expression);
        assertThat(asked.selected()).as(expression).isNotEmpty();
        asked.selected()
                .forEach((meter, labels) -> {
                    if (!meter.equals("up")) {
                        assertThat(SHOWN).as(expression).containsKey(meter);
                        assertThat(with(SHOWN.getOrDefault(meter, Set.of())))
                                .as(expression)
                                .containsAll(labels);
                    }
                });
        assertThat(labels(asked)).as(expression).containsAll(asked.grouped());
        asked.values()
                .forEach((label, values) -> {
                    assertThat(VALUES).as(expression).containsKey(label);
                    assertThat(VALUES.get(label)).as(expression).containsAll(values);
                });
        return asked;
    }

    /// What stands in a legend or a message must be left after grouping.
    private static void assertLabels(String text, PromQl asked) {
        Set<String> left = asked.grouped().isEmpty() ? labels(asked) : asked.grouped();
        TEMPLATE_LABEL
                .matcher(text)
                .results()
                .map(match -> match.group(1) == null ? match.group(2) : match.group(1))
                .forEach(label -> assertThat(left).as(text).contains(label));
    }

    private static Set<String> labels(PromQl asked) {
        Set<String> labels = new HashSet<>(ADDED);
        asked.selected()
                .keySet()
                .forEach(meter -> labels.addAll(SHOWN.getOrDefault(meter, Set.of())));
        return labels;
    }

    private static Set<String> with(Set<String> labels) {
        Set<String> all = new HashSet<>(ADDED);
        all.addAll(labels);
        return all;
    }
}
