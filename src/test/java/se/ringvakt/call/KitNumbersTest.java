package se.ringvakt.call;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import se.ringvakt.config.PolicyReader;

/// The numbers that the kit's dialplan dials without asking are those that the policy never stops.
class KitNumbersTest {
    private static final Pattern NUMBER = Pattern.compile("exten => _?([0-9X]+),1,Return\\(\\)");

    @ParameterizedTest
    @CsvSource({
        "sweden, extensions-ringvakt.conf, ringvakt-emergency-numbers",
        "netherlands, extensions-ringvakt-numbers-netherlands.conf,"
                + " ringvakt-emergency-numbers-netherlands",
        "united-kingdom, extensions-ringvakt-numbers-united-kingdom.conf,"
                + " ringvakt-emergency-numbers-united-kingdom",
    })
    void areTheSame(String policy, String file, String context) throws IOException {
        String text = Files.readString(Path.of("asterisk-conf", file));
        String after = text.substring(text.indexOf("\n[" + context + "]") + 2);
        int end = after.indexOf("\n[");
        String section = end < 0 ? after : after.substring(0, end);
        List<String> dialled =
                NUMBER.matcher(section)
                        .results()
                        .map((MatchResult found) -> found.group(1))
                        .toList();
        assertThat(dialled)
                .containsExactlyElementsOf(
                        PolicyReader.builtIn(policy).numbering().neverStopped().stream()
                                .map(NumberPattern::text)
                                .toList());
    }
}
