package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.module.SimpleDeserializers;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.Period;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;

/// How single values are written in our files.
final class YamlTypes {
    private YamlTypes() {}

    static Module module() {
        SimpleDeserializers types = new EnumsInLowerCase();
        add(types, Duration.class, "a duration like 4h, 46s, 250ms or PT4H", Durations::parse);
        add(types, Period.class, "a period like P2M", Period::parse);
        add(types, LocalDate.class, "a date like 2026-11-23", LocalDate::parse);
        add(types, LocalTime.class, "a time like 08:00", LocalTime::parse);
        add(types, ZoneId.class, "a time zone like Europe/Stockholm", ZoneId::of);
        add(types, Path.class, "a path", Path::of);
        SimpleModule module = new SimpleModule("ringvakt-values");
        module.setDeserializers(types);
        return module;
    }

    private static <T> void add(
            SimpleDeserializers types, Class<T> type, String expected, Reading<T> reading) {
        types.addDeserializer(type, new Text<>(type, expected, reading));
    }

    /// Reads a value from its text; throws whatever it likes when it is none.
    @FunctionalInterface
    interface Reading<T> {
        T read(String text);
    }

    /// A value written as one word.
    static final class Text<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final String expected;
        private final transient Reading<T> reading;

        Text(Class<T> type, String expected, Reading<T> reading) {
            super(type);
            this.expected = expected;
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.hasToken(JsonToken.VALUE_STRING)) {
                throw new Unexpected(parser, expected, handledType());
            }
            try {
                return reading.read(parser.getText().strip());
            } catch (RuntimeException e) {
                Unexpected refusal = new Unexpected(parser, expected, handledType());
                refusal.initCause(e);
                throw refusal;
            }
        }
    }

    /// A value that people write with quotes or without, though YAML takes it for a number then;
    /// what counts is how it is spelt.
    static final class Spelt<T> extends StdScalarDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final String expected;
        private final transient Reading<T> reading;

        Spelt(Class<T> type, String expected, Reading<T> reading) {
            super(type);
            this.expected = expected;
            this.reading = reading;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (!parser.currentToken().isScalarValue()) {
                throw new Unexpected(parser, expected, handledType());
            }
            return reading.read(parser.getText().strip());
        }
    }

    /// Reads a value from whatever stands there.
    @FunctionalInterface
    interface Choice<T> {
        T read(JsonParser parser, DeserializationContext context) throws IOException;
    }

    /// A value that is written in one of several ways.
    static final class Either<T> extends StdDeserializer<T> {
        private static final long serialVersionUID = 1;
        private final transient Choice<T> choice;

        Either(Class<T> type, Choice<T> choice) {
            super(type);
            this.choice = choice;
        }

        @Override
        public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            return choice.read(parser, context);
        }
    }

    /// Enums in lower case, with hyphens.
    private static final class EnumsInLowerCase extends SimpleDeserializers {
        private static final long serialVersionUID = 1;

        @Override
        public JsonDeserializer<?> findEnumDeserializer(
                Class<?> type, DeserializationConfig config, BeanDescription description) {
            return ofEnum(type);
        }

        private static <T> JsonDeserializer<T> ofEnum(Class<T> type) {
            T[] constants = type.getEnumConstants();
            String all =
                    Arrays.stream(constants)
                            .map(EnumsInLowerCase::word)
                            .collect(Collectors.joining(", "));
            return new Text<>(
                    type,
                    "one of " + all,
                    text ->
                            Arrays.stream(constants)
                                    .filter(constant -> word(constant).equals(text))
                                    .findFirst()
                                    .orElseThrow());
        }

        private static String word(Object constant) {
            return ((Enum<?>) constant).name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
