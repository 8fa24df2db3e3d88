package se.ringvakt.replay;

import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import se.ringvakt.call.AttemptId;
import se.ringvakt.call.OutcomeReport;
import se.ringvakt.call.OutcomeReport.Dialling;
import se.ringvakt.call.OutcomeReport.Talk;

/// What a file tells of a call's end.
///
/// @param ending empty: no word for it, or one that nobody knows
/// @param word as it stands in the file
/// @param ringMillis how long it rang; 0: it never did; empty: nobody knows
/// @param talkMillis how long it was answered
/// @param waitMillis from the answer to the agent
/// @param lengthMillis from the beginning of dialling to the end of all
record Told(
        Optional<Ending> ending,
        String word,
        OptionalLong ringMillis,
        OptionalLong talkMillis,
        OptionalLong waitMillis,
        OptionalLong lengthMillis) {
    /// No word of Asterisk's: says nothing that could be held against anybody, and the call counts.
    private static final String RANG_PERHAPS = "UNTOLD";

    /// Nothing at all: as if no outcome had ever come.
    boolean isNothing() {
        return word.isEmpty() && lengthMillis.isEmpty();
    }

    Instant end(Instant start) {
        return start.plusMillis(lengthMillis.orElse(0));
    }

    /// As the gate would have heard of it, at the call's end.
    OutcomeReport report(AttemptId attempt, Instant start) {
        Instant end = end(start);
        return new OutcomeReport(
                attempt,
                end,
                Set.of(),
                status(),
                ending.map(known -> OptionalInt.of(known.cause())).orElse(OptionalInt.empty()),
                new Dialling(
                        firstRing(), OptionalLong.empty(), Optional.of(start), Optional.of(end)),
                new Talk(talkMillis, met(), waitMillis),
                Optional.empty());
    }

    /// Unanswered, and nobody knows whether it rang: it is not shown that it did not.
    private String status() {
        return ending.map(known ->
                        known.rings() && ringMillis.isEmpty() ? RANG_PERHAPS : known.status())
                .orElse(word);
    }

    /// Files do not tell how long a trunk took: it rang from the beginning, if at all.
    private OptionalLong firstRing() {
        boolean rang = ringMillis.orElse(0) > 0 && ending.orElse(null) != Ending.UNREACHED;
        return rang ? OptionalLong.of(0) : OptionalLong.empty();
    }

    private Optional<Boolean> met() {
        return ending.filter(Ending::answered).map(answered -> answered == Ending.ANSWER);
    }
}
