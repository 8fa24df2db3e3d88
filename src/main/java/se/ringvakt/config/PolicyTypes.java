package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import se.ringvakt.calendar.ClosedDays;
import se.ringvakt.calendar.NamedDay;
import se.ringvakt.calendar.WeeklyHours;
import se.ringvakt.calendar.WeeklyHours.Hours;

/// How calling hours, closed days and numbering plans are written.
final class PolicyTypes {
    private PolicyTypes() {}

    static Module module() {
        SimpleModule module = new SimpleModule("ringvakt-policy");
        module.addDeserializer(WeeklyHours.class, new HoursByDay());
        module.addDeserializer(ClosedDays.class, new NamesAndDates());
        NumbersSection.addTo(module);
        return module;
    }

    /// `mon-fri: 08:00-21:00`, or `sat: 10:00-18:00`; a day not named is closed.
    private static final class HoursByDay extends StdDeserializer<WeeklyHours> {
        private static final long serialVersionUID = 1;
        private static final List<String> DAYS =
                List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");

        HoursByDay() {
            super(WeeklyHours.class);
        }

        @Override
        public WeeklyHours deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.isExpectedStartObjectToken()) {
                throw refusal(parser, "hours by day, like mon-fri: 08:00-21:00");
            }
            Map<DayOfWeek, Hours> byDay = new EnumMap<>(DayOfWeek.class);
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String days = parser.currentName();
                parser.nextToken();
                try {
                    add(byDay, days, parser);
                } catch (JsonMappingException e) {
                    e.prependPath(WeeklyHours.class, days);
                    throw e;
                }
            }
            return new WeeklyHours(byDay);
        }

        private static void add(Map<DayOfWeek, Hours> byDay, String days, JsonParser parser)
                throws IOException {
            Hours hours = hours(parser);
            for (DayOfWeek day : days(parser, days)) {
                if (byDay.put(day, hours) != null) {
                    throw refusal(
                            parser, "each day once; " + DAYS.get(day.getValue() - 1) + " is twice");
                }
            }
        }

        private static Set<DayOfWeek> days(JsonParser parser, String text) throws Unexpected {
            String[] ends = text.split("-", -1);
            int first = DAYS.indexOf(ends[0]);
            int last = DAYS.indexOf(ends[ends.length - 1]);
            if (ends.length > 2 || first < 0 || last < first) {
                throw refusal(parser, "under a day or days, like sat or mon-fri");
            }
            return EnumSet.range(DayOfWeek.of(first + 1), DayOfWeek.of(last + 1));
        }

        private static Hours hours(JsonParser parser) throws IOException {
            try {
                String[] ends = parser.getText().strip().split("-", -1);
                if (parser.hasToken(JsonToken.VALUE_STRING) && ends.length == 2) {
                    return new Hours(LocalTime.parse(ends[0]), LocalTime.parse(ends[1]));
                }
            } catch (DateTimeException | IllegalArgumentException e) {
                Unexpected refusal = refusal(parser, "opening and closing time, like 08:00-21:00");
                refusal.initCause(e);
                throw refusal;
            }
            throw refusal(parser, "opening and closing time, like 08:00-21:00");
        }

        private static Unexpected refusal(JsonParser parser, String expected) {
            return new Unexpected(parser, expected, WeeklyHours.class);
        }
    }

    /// Named days and dates in one list: `[julafton, 2026-12-31]`.
    private static final class NamesAndDates extends StdDeserializer<ClosedDays> {
        private static final long serialVersionUID = 1;

        NamesAndDates() {
            super(ClosedDays.class);
        }

        @Override
        public ClosedDays deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            if (!parser.isExpectedStartArrayToken()) {
                throw new Unexpected(parser, "a list of named days and dates", ClosedDays.class);
            }
            Set<NamedDay> named = EnumSet.noneOf(NamedDay.class);
            Set<LocalDate> dates = new HashSet<>();
            for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
                String text = parser.getText().strip();
                Optional<NamedDay> name = NamedDay.named(text);
                if (name.isPresent()) {
                    named.add(name.get());
                } else {
                    dates.add(date(parser, text, i));
                }
            }
            return ClosedDays.of(named, dates);
        }

        private static LocalDate date(JsonParser parser, String text, int index) throws Unexpected {
            try {
                return LocalDate.parse(text);
            } catch (DateTimeException e) {
                Unexpected refusal = new Unexpected(parser, expected(text), ClosedDays.class);
                refusal.initCause(e);
                refusal.prependPath(ClosedDays.class, index);
                throw refusal;
            }
        }

        private static String expected(String text) {
            List<String> names =
                    Arrays.stream(NamedDay.values()).flatMap(day -> day.names().stream()).toList();
            return YamlComplaint.nearest(text, names)
                    .map(name -> "a named day or a date; did you mean " + name)
                    .orElseGet(() ->
                            names.stream()
                                    .collect(Collectors.joining(", ", "a date, or one of ", "")));
        }
    }
}
