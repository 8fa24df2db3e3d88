package se.ringvakt.view;

import java.io.PrintWriter;
import java.time.OffsetDateTime;
import java.util.Optional;

/// A request to lift a block, as it is printed.
///
/// @param number or prefix
/// @param block what the block said when it was asked for, in words
/// @param state pending, approved, rejected or dropped
/// @param decision why it was rejected or dropped
public record RequestView(
        long id,
        String number,
        String block,
        String reason,
        String askedBy,
        OffsetDateTime askedAt,
        String state,
        Optional<String> decidedBy,
        Optional<OffsetDateTime> decidedAt,
        Optional<String> decision) {

    public void print(PrintWriter out) {
        StringBuilder line = new StringBuilder("request ").append(id).append(": ");
        line.append(number).append(", ").append(block).append(", ").append(state);
        decidedBy.ifPresent(by -> line.append(" by ").append(by));
        decision.ifPresent(why -> line.append(" (").append(why).append(')'));
        line.append("; asked by ").append(askedBy).append(", ").append(Times.brief(askedAt));
        line.append(": ").append(reason);
        out.println(Lines.plain(line.toString()));
    }
}
