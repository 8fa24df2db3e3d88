package se.ringvakt.replay;

import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.gate.DialRequest;

/// Makes calls of what the fields of a row say. For one thread.
final class CallReader {
    private static final double MILLIS_PER_SECOND = 1000;
    private static final long SECONDS_MOST = 7L * 24 * 3600;
    private static final int NUMBER_MOST = 64;

    private final Mapping mapping;
    private final TimeReader times;

    CallReader(Mapping mapping, TimeReader times) {
        this.mapping = mapping;
        this.times = times;
    }

    /// A call.
    ///
    /// @param written what a field's column says; empty text: nothing
    /// @throws BadCell when it makes no sense
    Call read(Function<Field, String> written) {
        Function<Field, String> fields = field -> orConstant(field, written.apply(field));
        return new Call(
                times.read(fields.apply(Field.TIME)),
                number(fields),
                new CampaignId(name(Field.CAMPAIGN, fields)),
                agent(fields),
                Optional.of(fields.apply(Field.CALLER_ID)).filter(text -> !text.isEmpty()),
                Kind.named(fields.apply(Field.KIND)),
                told(fields));
    }

    private String orConstant(Field field, String text) {
        return text.isEmpty() ? mapping.constants().getOrDefault(field, "") : text;
    }

    /// What hides its number, or is none, is judged as it stands.
    private static String number(Function<Field, String> fields) {
        String number = fields.apply(Field.NUMBER);
        String country = fields.apply(Field.COUNTRY_CODE);
        boolean whole = country.isEmpty() || number.startsWith("0") || number.startsWith("+");
        return cut(whole ? number : "+" + country + number);
    }

    private static String cut(String text) {
        return text.length() > NUMBER_MOST ? text.substring(0, NUMBER_MOST) : text;
    }

    private Optional<AgentId> agent(Function<Field, String> fields) {
        String agent = name(Field.AGENT, fields);
        return agent.isEmpty() || mapping.nobody().contains(agent)
                ? Optional.empty()
                : Optional.of(new AgentId(agent));
    }

    private static String name(Field field, Function<Field, String> fields) {
        String name = fields.apply(field);
        if (!DialRequest.isName(name)) {
            throw new BadCell(
                    "%s: %d characters (expected: at most %d, printable)"
                            .formatted(field.word(), name.length(), DialRequest.NAME_MOST));
        }
        return name;
    }

    private Told told(Function<Field, String> fields) {
        String word = fields.apply(Field.STATUS);
        Optional<Ending> ending =
                word.isEmpty()
                        ? Optional.empty()
                        : Optional.ofNullable(mapping.statuses().get(word))
                                .or(mapping::otherStatus);
        return told(ending, word, fields);
    }

    /// Of a call that was not answered nothing was talk, whatever a file calls it.
    private static Told told(Optional<Ending> ending, String word, Function<Field, String> fields) {
        boolean answered = ending.map(Ending::answered).orElse(true);
        OptionalLong told = millis(Field.TALK_SECONDS, fields);
        OptionalLong talk = answered ? told : OptionalLong.empty();
        OptionalLong duration = millis(Field.DURATION_SECONDS, fields);
        OptionalLong ring =
                duration.isPresent()
                        ? OptionalLong.of(Math.max(0, duration.getAsLong() - talk.orElse(0)))
                        : millis(Field.RING_SECONDS, fields);
        OptionalLong length =
                ring.isEmpty() ? told : OptionalLong.of(ring.getAsLong() + talk.orElse(0));
        return new Told(ending, word, ring, talk, millis(Field.WAIT_SECONDS, fields), length);
    }

    private static OptionalLong millis(Field field, Function<Field, String> fields) {
        String text = fields.apply(field);
        if (text.isEmpty()) {
            return OptionalLong.empty();
        }
        double seconds = seconds(text);
        if (!(seconds >= 0 && seconds <= SECONDS_MOST)) {
            throw new BadCell(
                    "%s: '%s' (expected: seconds, 0 to %d)"
                            .formatted(field.word(), text, SECONDS_MOST));
        }
        return OptionalLong.of(Math.round(seconds * MILLIS_PER_SECOND));
    }

    private static double seconds(String text) {
        try {
            return Double.parseDouble(text.replace(',', '.'));
        } catch (NumberFormatException _) {
            return Double.NaN;
        }
    }
}
