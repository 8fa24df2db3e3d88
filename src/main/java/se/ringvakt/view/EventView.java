package se.ringvakt.view;

import java.time.OffsetDateTime;
import java.util.Optional;

/// A change of the lists, as it is printed.
///
/// @param number or prefix; empty: not kept by an earlier version of the program
/// @param list blocks, consents, customers or subscriptions
/// @param act the act's own word, such as add, import, remove, opt-out
/// @param source the file, attempt or request it came from
/// @param before what stood there, in words; empty: nothing
/// @param after what stands there since; empty: nothing any more
public record EventView(
        long revision,
        OffsetDateTime at,
        String who,
        String act,
        Optional<String> number,
        Optional<String> list,
        Optional<String> source,
        Optional<String> reason,
        Optional<String> before,
        Optional<String> after) {

    /// One line.
    public String text() {
        StringBuilder line = new StringBuilder(Times.brief(at)).append("  ");
        line.append(number.orElse("(number not kept)")).append("  ").append(what());
        line.append(" by ").append(who);
        source.ifPresent(from -> line.append(", ").append(from));
        reason.ifPresent(why -> line.append(": ").append(why));
        return Lines.plain(line.toString());
    }

    /// What happened, in words.
    public String what() {
        String said = act + " ";
        if (before.isPresent() && after.isPresent()) {
            return said + after.get() + " (before: " + before.get() + ")";
        }
        return said + after.or(() -> before).orElse("(what is not kept)");
    }
}
