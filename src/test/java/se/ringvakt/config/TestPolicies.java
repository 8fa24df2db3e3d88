package se.ringvakt.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import se.ringvakt.rule.Policies;

/// The Swedish policy, with some lines of its file written differently.
public final class TestPolicies {
    private TestPolicies() {}

    /// Sweden with these figures.
    ///
    /// @param lines each `key: value`, in place of the line with that key
    public static Policies swedenWith(String... lines) {
        return PolicyReader.parse("sweden.yaml", text(lines));
    }

    /// The file itself, with these figures.
    public static String text(String... lines) {
        String text = asItIs();
        for (String line : lines) {
            String key = line.substring(0, line.indexOf(':') + 1);
            Pattern old = Pattern.compile("(?m)^( *)" + Pattern.quote(key) + ".*$");
            Matcher matcher = old.matcher(text);
            assertThat(matcher.find()).as(key).isTrue();
            text = matcher.replaceFirst("$1" + Matcher.quoteReplacement(line));
        }
        return text;
    }

    private static String asItIs() {
        try (var in = PolicyReader.class.getResourceAsStream("/policies/sweden.yaml")) {
            return new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
