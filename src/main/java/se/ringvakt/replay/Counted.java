package se.ringvakt.replay;

import java.util.EnumMap;
import java.util.Map;
import se.ringvakt.call.Outcome;
import se.ringvakt.rule.Reason;

/// Adds up calls that have something in common. For one thread.
final class Counted {
    private final Map<Reason, Long> primary = new EnumMap<>(Reason.class);
    private long calls;
    private long allowed;
    private long released;
    private long tooShort;
    private long tooShortByPermit;
    private long silent;

    void judged(Judged judged) {
        calls++;
        if (judged.allowed()) {
            allowed++;
        } else {
            primary.merge(judged.reasons().getFirst(), 1L, Long::sum);
        }
    }

    void ended(Outcome outcome, boolean counted) {
        released += counted ? 0 : 1;
        silent += outcome.answer() == Outcome.Answer.SILENT ? 1 : 0;
        outcome.breach()
                .ifPresent(breach -> {
                    switch (breach) {
                        case RING_TOO_SHORT -> tooShort++;
                        case RING_TOO_SHORT_BY_PERMIT -> tooShortByPermit++;
                    }
                });
    }

    ReplayReport.Group group() {
        return new ReplayReport.Group(
                calls,
                allowed,
                calls - allowed,
                primary,
                released,
                tooShort,
                tooShortByPermit,
                silent);
    }
}
