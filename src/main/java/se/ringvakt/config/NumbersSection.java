package se.ringvakt.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.module.SimpleModule;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.call.CodeList;
import se.ringvakt.call.CountryCode;
import se.ringvakt.call.NumberPattern;
import se.ringvakt.call.Numbering;

/// What stands under `numbers` in a country file: how numbers are dialled there, or the name of the
/// policy that says so.
sealed interface NumbersSection {

    /// The numbers of a policy that comes with the program.
    record Named(String policy) implements NumbersSection {}

    /// Numbers as they are written.
    record Written(
            Prefix trunkPrefix,
            Prefix internationalPrefix,
            List<NumberPattern> neverStopped,
            List<NumberPattern> notLocal,
            List<Row> codes,
            Optional<CodeList> refused)
            implements NumbersSection {

        /// What is dialled before a number abroad in all countries so far.
        private static final String INTERNATIONAL = "00";

        /// @throws IllegalArgumentException when something in it is not as it should be
        Numbering numbering(CountryCode country) {
            if (!internationalPrefix.digits().equals(INTERNATIONAL)) {
                throw new IllegalArgumentException(
                        "international-prefix: %s (expected: 00; no other is read)"
                                .formatted(internationalPrefix.digits()));
            }
            return new Numbering(
                    country,
                    trunkPrefix.digits(),
                    neverStopped,
                    notLocal,
                    codes.stream().map(Row::row).toList(),
                    refused.orElse(new CodeList(List.of())));
        }
    }

    /// Digits that are dialled, or none.
    record Prefix(String digits) {}

    /// Codes, and how many digits the numbers have that begin with them.
    record Row(Span digits, Optional<Boolean> area, CodeList begin) {
        Numbering.Row row() {
            return new Numbering.Row(digits.fewest(), digits.most(), area.orElse(false), begin);
        }
    }

    /// How many digits: `9`, or `7-9`.
    record Span(int fewest, int most) {
        private static final Pattern FORM = Pattern.compile("([0-9]{1,2})(?:-([0-9]{1,2}))?");

        static Span of(String text) {
            Matcher span = FORM.matcher(text);
            if (!span.matches()) {
                throw new IllegalArgumentException(
                        "digits: " + text + " (expected: a number, or a range like 7-9)");
            }
            String most = span.group(2);
            int fewest = Integer.parseInt(span.group(1));
            return new Span(fewest, most == null ? fewest : Integer.parseInt(most));
        }
    }

    private static NumbersSection read(JsonParser parser, DeserializationContext context)
            throws IOException {
        return parser.hasToken(JsonToken.VALUE_STRING)
                ? new Named(parser.getText().strip())
                : context.readValue(parser, Written.class);
    }

    static void addTo(SimpleModule module) {
        module.addDeserializer(
                NumbersSection.class,
                new YamlTypes.Either<>(NumbersSection.class, NumbersSection::read));
        add(module, Prefix.class, "digits as dialled, such as 0", Prefix::new);
        add(module, NumberPattern.class, "a pattern such as 116XXX", NumberPattern::new);
        add(module, CodeList.class, "codes such as 70 72 73", CodeList::of);
        add(module, Span.class, "a number, or a range like 7-9", Span::of);
    }

    private static <T> void add(
            SimpleModule module, Class<T> type, String expected, YamlTypes.Reading<T> reading) {
        module.addDeserializer(type, new YamlTypes.Spelt<>(type, expected, reading));
    }
}
