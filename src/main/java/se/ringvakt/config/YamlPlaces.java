package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonStreamContext;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Where in a YAML file every key and value stands; built only when something is wrong.
final class YamlPlaces {
    private record Place(int line, String value) {}

    private final Map<String, Place> places = new HashMap<>();

    private YamlPlaces() {}

    static YamlPlaces of(String text) {
        YamlPlaces places = new YamlPlaces();
        try (JsonParser parser = new YAMLFactory().createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                places.note(parser, token);
            }
        } catch (IOException e) {
            // Broken from here on; the places before it are all that can be asked for.
            places.places.putIfAbsent("", new Place(1, e.toString()));
        }
        return places;
    }

    /// The line of a key or list entry; of what encloses it when it is missing.
    int line(String pointer) {
        String at = pointer;
        while (!at.isEmpty() && !places.containsKey(at)) {
            at = at.substring(0, at.lastIndexOf('/'));
        }
        Place place = places.get(at);
        return place == null ? 1 : place.line();
    }

    boolean has(String pointer) {
        return places.containsKey(pointer);
    }

    /// The keys right under this place.
    List<String> keys(String pointer) {
        String prefix = pointer + "/";
        return places.keySet().stream()
                .filter(place -> place.startsWith(prefix))
                .map(place -> place.substring(prefix.length()))
                .filter(key -> !key.contains("/"))
                .sorted()
                .toList();
    }

    /// What stands there, in short.
    String value(String pointer) {
        Place place = places.get(pointer);
        return place == null ? "missing" : place.value();
    }

    private void note(JsonParser parser, JsonToken token) {
        if (token.isStructEnd()) {
            return;
        }
        JsonStreamContext context = parser.getParsingContext();
        JsonStreamContext owner = token.isStructStart() ? context.getParent() : context;
        String pointer = owner == null ? "" : owner.pathAsPointer().toString();
        int line = parser.currentTokenLocation().getLineNr();
        // The key comes before its value and has the better line.
        Place key = places.get(pointer);
        places.put(pointer, new Place(key == null ? line : key.line(), value(parser, token)));
    }

    private static String value(JsonParser parser, JsonToken token) {
        try {
            return switch (token) {
                case START_OBJECT -> "a group of keys";
                case START_ARRAY -> "a list";
                case VALUE_NULL, FIELD_NAME -> "nothing";
                default -> parser.getText();
            };
        } catch (IOException e) {
            return e.toString();
        }
    }
}
