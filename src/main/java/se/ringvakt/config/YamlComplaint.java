package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.KebabCaseStrategy;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.NamingBase;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.commons.text.similarity.LevenshteinDistance;

/// Turns what is wrong with a YAML file into one line for the one who wrote it.
final class YamlComplaint {
    /// Further apart than this, two keys have nothing to do with each other.
    private static final int NEAR = 4;

    private static final NamingBase KEBAB = KebabCaseStrategy.INSTANCE;

    private final String file;
    private final YamlPlaces places;

    YamlComplaint(String file, String text) {
        this.file = file;
        this.places = YamlPlaces.of(text);
    }

    /// @param pointer where in the file that which was bound stands
    ConfigException about(JsonProcessingException problem, String pointer) {
        if (!(problem instanceof JsonMappingException mapping) || isSyntax(mapping)) {
            return syntax(problem);
        }
        String at = pointer + pointer(mapping);
        String message = message(mapping, at);
        return misspelt(mapping, at)
                .orElseGet(() -> new ConfigException(line(at) + message, mapping));
    }

    /// When a key is missing and a key nobody knows stands beside, the latter is the mistake: a
    /// record's missing components are noticed before the keys it does not know.
    private Optional<ConfigException> misspelt(JsonMappingException problem, String at) {
        List<JsonMappingException.Reference> path = problem.getPath();
        if (path.isEmpty()
                || places.has(at)
                || !(path.getLast().getFrom() instanceof Class<?> type)
                || !type.isRecord()) {
            return Optional.empty();
        }
        String parent = at.substring(0, at.lastIndexOf('/'));
        List<String> known =
                Arrays.stream(type.getRecordComponents())
                        .map(component -> KEBAB.translate(component.getName()))
                        .toList();
        return places.keys(parent).stream()
                .filter(key -> !known.contains(key))
                .findFirst()
                .map(key ->
                        new ConfigException(
                                line(parent + "/" + key) + unknown(key, known), problem));
    }

    ConfigException at(String pointer, String message) {
        return new ConfigException(line(pointer) + message);
    }

    /// A parser's complaint comes wrapped when it is met inside a record.
    private static boolean isSyntax(JsonMappingException problem) {
        return problem.getCause() instanceof JsonProcessingException cause
                && !(cause instanceof JsonMappingException);
    }

    private ConfigException syntax(JsonProcessingException problem) {
        JsonProcessingException root =
                problem.getCause() instanceof JsonProcessingException cause ? cause : problem;
        int line = root.getLocation() == null ? 1 : Math.max(1, root.getLocation().getLineNr());
        String what =
                root.getOriginalMessage().lines().limit(1).collect(Collectors.joining()).strip();
        return new ConfigException(file + ":" + line + ": " + what, problem);
    }

    private String line(String pointer) {
        return file + ":" + places.line(pointer) + ": ";
    }

    private String message(JsonMappingException problem, String at) {
        String key = at.substring(at.lastIndexOf('/') + 1).replace("~1", "/").replace("~0", "~");
        return switch (problem) {
            case UnrecognizedPropertyException unknown ->
                    unknown(
                            unknown.getPropertyName(),
                            Objects.requireNonNullElse(
                                    unknown.getKnownPropertyIds(), List.<Object>of()));
            case ValueInstantiationException refused when refused.getCause() != null ->
                    Objects.requireNonNullElse(refused.getCause().getMessage(), "refused");
            case MismatchedInputException mismatch ->
                    (key.isEmpty() ? "" : key + ": ")
                            + places.value(at)
                            + " (expected: "
                            + expected(mismatch)
                            + ")";
            default -> key + ": " + problem.getOriginalMessage();
        };
    }

    private static String unknown(String key, Collection<?> known) {
        String hint =
                nearest(key, known)
                        .map(near -> "did you mean: " + near)
                        .orElseGet(() ->
                                known.stream()
                                        .map(Object::toString)
                                        .sorted()
                                        .collect(
                                                Collectors.joining(", ", "expected: one of ", "")));
        return key + ": unknown key (" + hint + ")";
    }

    /// The known key most like this one, if any is like it at all.
    static Optional<String> nearest(String key, Collection<?> known) {
        LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
        int near = Math.min(NEAR, Math.max(1, key.length() / 2));
        return known.stream()
                .map(Object::toString)
                .filter(candidate -> distance.apply(key, candidate) <= near)
                .min(Comparator.comparing(candidate -> distance.apply(key, candidate)));
    }

    private static String expected(MismatchedInputException mismatch) {
        if (mismatch instanceof Unexpected) {
            return mismatch.getOriginalMessage();
        }
        Class<?> type = Objects.requireNonNullElse(mismatch.getTargetType(), Object.class);
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a whole number";
        }
        if (type == String.class) {
            return "text";
        }
        if (Collection.class.isAssignableFrom(type)) {
            return "a list";
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "keys and values" : "a value";
    }

    private static String pointer(JsonMappingException problem) {
        StringBuilder pointer = new StringBuilder();
        for (JsonMappingException.Reference step : problem.getPath()) {
            pointer.append('/');
            if (step.getFieldName() == null) {
                pointer.append(step.getIndex());
            } else {
                pointer.append(step.getFieldName().replace("~", "~0").replace("/", "~1"));
            }
        }
        return pointer.toString();
    }
}
