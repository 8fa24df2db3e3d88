package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A call from outside, as the switch's log tells of it.
///
/// @param played the sounds, in order
/// @param wentTo where the caller was put through; empty: nowhere
record Inbound(List<String> played, String wentTo) {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    /// The last call of this caller, once it is over.
    static Inbound of(String caller, Supplier<String> log) {
        return await("call of " + caller)
                .atMost(PATIENCE)
                .until(() -> read(caller, log.get()), read -> read != null);
    }

    /// What was played to the channel that last asked the gate something with these words in it.
    static List<String> played(String question, String log) {
        Asking asking = Asking.last(question, log);
        return Pattern.compile(
                        Pattern.quote("<" + asking.channel + "> Playing '") + "([^']+)[.]\\w+'")
                .matcher(asking.rest)
                .results()
                .map(match -> match.group(1))
                .toList();
    }

    private static @Nullable Inbound read(String caller, String log) {
        Asking asking = Asking.last("&caller=" + caller + "\"", log);
        if (asking.channel.isEmpty()
                || !asking.rest.contains("exited non-zero on '" + asking.channel + "'")) {
            return null;
        }
        String wentTo =
                Pattern.compile("app_verbose.c: lab: " + caller + " is (at .*)")
                        .matcher(asking.rest)
                        .results()
                        .map(match -> match.group(1).strip())
                        .findFirst()
                        .orElse("");
        return new Inbound(played("&caller=" + caller + "\"", log), wentTo);
    }

    /// Who asked the gate, and the log from there on.
    ///
    /// @param channel empty: nobody asked that
    private record Asking(String channel, String rest) {
        static Asking last(String words, String log) {
            Matcher asked =
                    Pattern.compile("AGI\\(\"([^\"]+)\", \"agi://.*" + Pattern.quote(words))
                            .matcher(log);
            Asking last = new Asking("", "");
            while (asked.find()) {
                last = new Asking(asked.group(1), log.substring(asked.start()));
            }
            return last;
        }
    }
}
