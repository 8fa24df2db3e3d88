package se.ringvakt.ami;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.asteriskjava.manager.action.GetVarAction;
import org.asteriskjava.manager.action.ShowDialplanAction;
import org.asteriskjava.manager.event.ListDialplanEvent;
import se.ringvakt.watch.SwitchSettings;

/// The dialplan that a running switch goes by.
///
/// @param lines as the switch lists them
/// @param globals the global variables that they mention and that are set: the list of lines has
///   them not, so each is asked for
public record LiveDialplan(List<DialplanLine> lines, Map<String, String> globals) {
    private static final Set<String> EVENTS = Set.of("listdialplan", "showdialplancomplete");
    private static final Pattern MENTIONED =
            Pattern.compile("(?:GLOBAL\\(|\\$\\{(?!GLOBAL\\())([A-Z][A-Z0-9_]{2,63})(?=(\\$\\{)?)");
    private static final int NUMBERED_MOST = 9;
    private static final int GLOBALS_MOST = 500;

    public LiveDialplan {
        lines = List.copyOf(lines);
        globals = Map.copyOf(globals);
    }

    /// Reads it by a connection of its own.
    ///
    /// @param limit the longest wait for each answer
    /// @throws IOException in one line, if there is no switch, or it refuses
    public static LiveDialplan read(SwitchSettings settings, Duration limit) throws IOException {
        Pace pace = new Pace(limit, limit, limit, Pace.USUAL.waiting(), Pace.USUAL.listed());
        try (AmiConnection opened =
                AmiConnection.open(settings, pace, EVENTS, event -> {}, () -> {}, why -> {})) {
            List<DialplanLine> lines = lines(opened);
            return new LiveDialplan(lines, globals(opened, lines));
        } catch (RefusedException e) {
            throw new IOException(
                    settings
                            + ": refused: "
                            + e.getMessage()
                            + " (expected: user, secret, permit and write = reporting as in"
                            + " manager.conf)",
                    e);
        } catch (IOException e) {
            throw new IOException(settings + ": " + e.getMessage(), e);
        }
    }

    private static List<DialplanLine> lines(AmiConnection opened) throws IOException {
        return opened.list(new ShowDialplanAction()).stream()
                .filter(ListDialplanEvent.class::isInstance)
                .map(ListDialplanEvent.class::cast)
                .map(DialplanLine::of)
                .toList();
    }

    private static Map<String, String> globals(AmiConnection opened, List<DialplanLine> lines)
            throws IOException {
        Map<String, String> set = new TreeMap<>();
        for (String name : mentioned(lines).stream().limit(GLOBALS_MOST).toList()) {
            String value = opened.answer(new GetVarAction(name)).getAttribute("Value");
            if (value != null && !value.isEmpty()) {
                set.put(name, value);
            }
        }
        return set;
    }

    /// Of a name that is made up when it is read, such as `RINGVAKT_TRUNK_${RV_TRY}`, the first
    /// numbers.
    static Set<String> mentioned(List<DialplanLine> lines) {
        Set<String> names = new TreeSet<>();
        for (DialplanLine line : lines) {
            Matcher matcher = MENTIONED.matcher(line.data());
            while (matcher.find()) {
                String name = matcher.group(1);
                if (matcher.group(2) == null) {
                    names.add(name);
                } else {
                    IntStream.rangeClosed(1, NUMBERED_MOST).forEach(n -> names.add(name + n));
                }
            }
        }
        return names;
    }
}
