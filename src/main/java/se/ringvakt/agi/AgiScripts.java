package se.ringvakt.agi;

import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import se.ringvakt.call.AgentId;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.CampaignId;
import se.ringvakt.call.Kind;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.gate.Answer;
import se.ringvakt.gate.DialRequest;
import se.ringvakt.gate.Gate;
import se.ringvakt.rule.Reason;

/// What a switch may ask: `dial` and `outcome`; each request becomes one command.
final class AgiScripts {
    private static final String DIAL_VARIABLES =
            "RINGVAKT_VERDICT,RINGVAKT_REASON,RINGVAKT_REASONS,RINGVAKT_RETRY_AT,RINGVAKT_TIMEOUT,"
                    + "RINGVAKT_ATTEMPT,RINGVAKT_NOTICE,RINGVAKT_CLI,RINGVAKT_NUMBER,"
                    + "RINGVAKT_DEADLINE";
    private static final int NAME_MAX = 64;

    private final Gate gate;
    private final Function<PhoneNumber, String> spelling;
    private final InstantSource clock;

    /// @param spelling how the switch wants numbers written
    AgiScripts(Gate gate, Function<PhoneNumber, String> spelling, InstantSource clock) {
        this.gate = gate;
        this.spelling = spelling;
        this.clock = clock;
    }

    /// The command that answers a request, and the permit it carries, if it does.
    record Reply(AgiCommand command, Optional<Answer.Allowed> permit) {}

    /// Answers a request. Blocks.
    ///
    /// @throws AgiException when it is malformed
    Reply answer(AgiRequest request) {
        AgiQuery query = AgiQuery.parse(request.script());
        return switch (query.script()) {
            case "dial" -> dial(request, query);
            case "outcome" -> outcome(query);
            default -> throw new AgiException("script: unknown (expected: dial or outcome)");
        };
    }

    /// The denial that answers whatever cannot be answered otherwise.
    static AgiCommand unavailable(String uniqueId) {
        return denial(uniqueId, Answer.Denied.of(Reason.UNAVAILABLE));
    }

    private Reply dial(AgiRequest request, AgiQuery query) {
        Answer answer = gate.decide(dialRequest(request, query));
        return switch (answer) {
            case Answer.Allowed allowed ->
                    new Reply(permit(request.uniqueId(), allowed), Optional.of(allowed));
            case Answer.Emergency emergency ->
                    new Reply(emergency(request.uniqueId(), emergency), Optional.empty());
            case Answer.Denied denied ->
                    new Reply(denial(request.uniqueId(), denied), Optional.empty());
        };
    }

    private static DialRequest dialRequest(AgiRequest request, AgiQuery query) {
        String agent = name("agent", query);
        String callerId = query.value("cli");
        return new DialRequest(
                query.value("number"),
                new CampaignId(name("campaign", query)),
                agent.isEmpty() ? Optional.empty() : Optional.of(new AgentId(agent)),
                kind(query.value("kind")),
                (int) Math.min(number(query.value("timeout")).orElse(0), Integer.MAX_VALUE),
                callerId.isEmpty() ? Optional.empty() : Optional.of(callerId),
                request.withheld(),
                request.uniqueId());
    }

    /// A name from outside: bounded and printable, since it goes into records and screens.
    private static String name(String parameter, AgiQuery query) {
        String name = query.value(parameter);
        if (name.length() > NAME_MAX || name.chars().anyMatch(Character::isISOControl)) {
            throw new AgiException(
                    parameter + ": unusable (expected: at most " + NAME_MAX + " printable)");
        }
        return name;
    }

    private static Kind kind(String word) {
        return switch (word) {
            case "", "manual" -> Kind.MANUAL;
            case "progressive" -> Kind.PROGRESSIVE;
            case "robot" -> Kind.ROBOT;
            default -> Kind.UNKNOWN;
        };
    }

    private AgiCommand permit(String uniqueId, Answer.Allowed allowed) {
        return dialCommand(
                List.of(
                        "ALLOW:" + uniqueId,
                        "none",
                        "",
                        "",
                        Long.toString(allowed.permit().timeout().toSeconds()),
                        allowed.attempt().id().toString(),
                        allowed.permit().silentCallPreceded() ? "SILENT_CALL_PRECEDED" : "none",
                        spelling.apply(allowed.permit().callerId()),
                        spelling.apply(allowed.attempt().number()),
                        Long.toString(allowed.permit().closing().getEpochSecond())));
    }

    private static AgiCommand emergency(String uniqueId, Answer.Emergency emergency) {
        String number = Integer.toString(emergency.number().digits());
        return dialCommand(
                List.of(
                        "ALLOW:" + uniqueId,
                        "EMERGENCY",
                        "EMERGENCY",
                        "",
                        "",
                        "",
                        "none",
                        "",
                        number,
                        ""));
    }

    private static AgiCommand denial(String uniqueId, Answer.Denied denied) {
        return dialCommand(
                List.of(
                        "DENY:" + uniqueId,
                        denied.primary().name(),
                        denied.reasons().stream()
                                .map(Reason::name)
                                .collect(Collectors.joining("&")),
                        denied.retryAt()
                                .map(DateTimeFormatter.ISO_OFFSET_DATE_TIME::format)
                                .orElse(""),
                        "",
                        "",
                        "none",
                        "",
                        "",
                        ""));
    }

    private static AgiCommand dialCommand(List<String> values) {
        return new AgiCommand(DIAL_VARIABLES, values);
    }

    private Reply outcome(AgiQuery query) {
        OptionalLong attempt = number(query.value("attempt"));
        if (attempt.isEmpty()) {
            throw new AgiException("attempt: not a number (expected: RINGVAKT_ATTEMPT's value)");
        }
        gate.settle(report(new AttemptId(attempt.getAsLong()), query));
        return new Reply(new AgiCommand("RINGVAKT_OUTCOME", List.of("recorded")), Optional.empty());
    }

    private OutcomeReport report(AttemptId attempt, AgiQuery query) {
        OptionalLong cause = number(query.value("cause"));
        return new OutcomeReport(
                attempt,
                Instant.ofEpochMilli(clock.millis()),
                name("status", query),
                number(query.value("ring")),
                number(query.value("progress")),
                number(query.value("answered")),
                cause.isPresent() && cause.getAsLong() < 1000
                        ? OptionalInt.of((int) cause.getAsLong())
                        : OptionalInt.empty(),
                instant(query.value("started")),
                instant(query.value("ended")));
    }

    private static Optional<Instant> instant(String millis) {
        OptionalLong value = number(millis);
        return value.isPresent()
                ? Optional.of(Instant.ofEpochMilli(value.getAsLong()))
                : Optional.empty();
    }

    /// A count from a switch; nonsense counts as not told.
    private static OptionalLong number(String digits) {
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(digits));
        } catch (NumberFormatException _) {
            return OptionalLong.empty();
        }
    }
}
