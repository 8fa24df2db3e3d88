package se.ringvakt.lab;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
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

    private static @Nullable Inbound read(String caller, String log) {
        Matcher asked =
                Pattern.compile(
                                "AGI\\(\"([^\"]+)\", \"agi://[^\"]*/callback[^\"]*&caller="
                                        + caller
                                        + "\"")
                        .matcher(log);
        String channel = "";
        int from = 0;
        while (asked.find()) {
            channel = asked.group(1);
            from = asked.start();
        }
        String rest = log.substring(from);
        if (channel.isEmpty() || !rest.contains("exited non-zero on '" + channel + "'")) {
            return null;
        }
        List<String> played =
                Pattern.compile(Pattern.quote("<" + channel + "> Playing '") + "([^']+)[.]\\w+'")
                        .matcher(rest)
                        .results()
                        .map(match -> match.group(1))
                        .toList();
        String wentTo =
                Pattern.compile("app_verbose.c: lab: " + caller + " is (at .*)")
                        .matcher(rest)
                        .results()
                        .map(MatchResult::group)
                        .map(line -> line.substring(line.indexOf(" at ") + 1).strip())
                        .findFirst()
                        .orElse("");
        return new Inbound(played, wentTo);
    }
}
