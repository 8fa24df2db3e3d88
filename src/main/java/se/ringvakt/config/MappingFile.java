package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import se.ringvakt.replay.Ending;
import se.ringvakt.replay.Field;
import se.ringvakt.replay.Format;
import se.ringvakt.replay.Mapping;
import se.ringvakt.replay.Mapping.CampaignOf;
import se.ringvakt.replay.Mapping.Column;

/// Reads what the columns of a file of calls mean: that which comes with the program for each
/// format, and over it what a file of the operator's own says. Of `columns`, `constants` and
/// `statuses` each entry stands for itself; any other key replaces the one beneath.
public final class MappingFile {
    private static final Set<String> BY_ENTRY = Set.of("columns", "constants", "statuses");

    private static final OffsetDateTime SOME_TIME =
            OffsetDateTime.parse("2026-11-23T12:34:56+01:00");

    private final YamlFile yaml;

    private MappingFile(YamlFile yaml) {
        this.yaml = yaml;
    }

    /// The file as it is written.
    private record Written(
            Optional<ZoneId> zone,
            String timeFormat,
            boolean header,
            List<String> names,
            Map<String, WrittenColumn> columns,
            List<String> optional,
            Map<String, Value> constants,
            Optional<WrittenCampaigns> campaigns,
            List<WrittenColumn> dialled,
            Map<String, Ending> statuses,
            Optional<Ending> otherStatus,
            List<String> nobody,
            Duration orderWindow,
            Optional<String> trunks) {}

    private record WrittenCampaigns(
            WrittenColumn column, Map<String, String> values, Optional<String> otherwise) {}

    /// A column's name or position, or that and a pattern.
    private record WrittenColumn(Value column, Optional<String> pattern) {
        private static WrittenColumn read(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (parser.hasToken(JsonToken.START_OBJECT)) {
                WithPattern written = context.readValue(parser, WithPattern.class);
                return new WrittenColumn(written.column(), Optional.of(written.pattern()));
            }
            return new WrittenColumn(context.readValue(parser, Value.class), Optional.empty());
        }
    }

    private record WithPattern(Value column, String pattern) {}

    /// A value as it stands in the file, with quotes or without.
    private record Value(String text) {}

    private static Module module() {
        SimpleModule module = new SimpleModule("ringvakt-mapping");
        module.addDeserializer(
                Value.class, new YamlTypes.Spelt<>(Value.class, "a word or a number", Value::new));
        module.addDeserializer(
                WrittenColumn.class,
                new YamlTypes.Either<>(WrittenColumn.class, WrittenColumn::read));
        return module;
    }

    /// The mapping that comes with the program.
    public static Mapping builtIn(Format format) {
        YamlFile yaml = builtInFile(format);
        return new MappingFile(yaml).mapping(yaml.as(ObjectNode.class));
    }

    /// The mapping of a file.
    ///
    /// @throws ConfigException naming file, line and what was expected
    public static Mapping read(Path file, Format format) {
        YamlFile yaml = YamlFile.open(file, module());
        ObjectNode merged = builtInFile(format).as(ObjectNode.class);
        JsonNode written = yaml.as(JsonNode.class);
        if (!(written instanceof ObjectNode keys)) {
            throw yaml.refusal("", "mapping: no keys (expected: such as columns, campaigns, zone)");
        }
        keys.properties().forEach(entry -> merge(merged, entry.getKey(), entry.getValue()));
        return new MappingFile(yaml).mapping(merged);
    }

    private static YamlFile builtInFile(Format format) {
        return YamlFile.builtIn(
                "/replay/" + format.name().toLowerCase(Locale.ROOT) + ".yaml", module());
    }

    private static void merge(ObjectNode merged, String key, JsonNode value) {
        if (BY_ENTRY.contains(key)
                && value instanceof ObjectNode entries
                && merged.get(key) instanceof ObjectNode beneath) {
            beneath.setAll(entries);
        } else {
            merged.set(key, value);
        }
    }

    private Mapping mapping(ObjectNode keys) {
        Written written = yaml.bind(keys, Written.class, "");
        checkTimeFormat(written.timeFormat());
        return new Mapping(
                written.zone(),
                written.timeFormat(),
                written.header(),
                written.names(),
                columns(written.columns()),
                written.optional().stream()
                        .map(word -> field(word, "/optional"))
                        .collect(Collectors.toUnmodifiableSet()),
                constants(written.constants()),
                written.campaigns().map(this::campaigns),
                written.dialled().stream().map(each -> column(each, "/dialled")).toList(),
                written.statuses(),
                written.otherStatus(),
                Set.copyOf(written.nobody()),
                orderWindow(written.orderWindow()),
                written.trunks().map(text -> pattern("trunks", text, "/trunks")));
    }

    private void checkTimeFormat(String format) {
        if (format.equals("iso") || format.equals("epoch")) {
            return;
        }
        try {
            // Something like "when" is a pattern, too; this one must tell a day and a time.
            DateTimeFormatter pattern = DateTimeFormatter.ofPattern(format, Locale.ENGLISH);
            var _ = LocalDateTime.parse(pattern.format(SOME_TIME), pattern);
        } catch (IllegalArgumentException | DateTimeException _) {
            throw yaml.refusal(
                    "/time-format",
                    "time-format: "
                            + format
                            + " (expected: iso, epoch, or a pattern like uuuu-MM-dd HH:mm:ss)");
        }
    }

    private Duration orderWindow(Duration window) {
        if (window.isNegative()) {
            throw yaml.refusal(
                    "/order-window", "order-window: " + window + " (expected: not negative)");
        }
        return window;
    }

    private Map<Field, Column> columns(Map<String, WrittenColumn> written) {
        Map<Field, Column> columns = new EnumMap<>(Field.class);
        written.forEach((word, column) -> {
            String at = "/columns/" + word;
            columns.put(field(word, at), column(column, at));
        });
        return columns;
    }

    private Map<Field, String> constants(Map<String, Value> written) {
        Map<Field, String> constants = new EnumMap<>(Field.class);
        written.forEach(
                (word, value) -> constants.put(field(word, "/constants/" + word), value.text()));
        return constants;
    }

    private Field field(String word, String at) {
        return Field.named(word)
                .orElseThrow(() ->
                        yaml.refusal(
                                at,
                                word
                                        + ": no field (expected: one of "
                                        + Stream.of(Field.values())
                                                .map(Field::word)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }

    private CampaignOf campaigns(WrittenCampaigns written) {
        return new CampaignOf(
                column(written.column(), "/campaigns/column"),
                written.values(),
                written.otherwise());
    }

    private Column column(WrittenColumn written, String at) {
        return new Column(
                written.column().text(),
                written.pattern().map(text -> pattern("pattern", text, at + "/pattern")));
    }

    private Pattern pattern(String key, String text, String at) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw yaml.refusal(
                    at,
                    key
                            + ": "
                            + text
                            + " (expected: a regular expression; "
                            + e.getDescription()
                            + ")");
        }
    }
}
