package se.ringvakt.config;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import se.ringvakt.agi.AgiSettings;
import se.ringvakt.call.DialFormat;
import se.ringvakt.call.Mode;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.config.Settings.RecordingSettings;
import se.ringvakt.config.Settings.RegisterSettings;
import se.ringvakt.ledger.sqlite.LedgerSync;
import se.ringvakt.ledger.sqlite.SqliteSettings;
import se.ringvakt.register.InboxSettings;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.retention.Kept;
import se.ringvakt.retention.Schedule;
import se.ringvakt.rule.Policies;
import se.ringvakt.rule.Policy;

/// Reads a settings file over the defaults of `settings/defaults.yaml`, which documents every key.
public final class SettingsReader {
    private static final int NAME_MAX = 200;
    private static final String DEFAULTS = "/settings/defaults.yaml";

    /// The file as it is written, defaults filled in.
    private record SettingsFile(
            Path state,
            String policy,
            GateSection gate,
            Numbers numbers,
            Agi agi,
            Ledger ledger,
            Knowledge knowledge,
            WatchSection watch,
            Recordings recordings,
            Centre centre,
            AccountingSection accounting,
            ListsSection lists,
            AccessSection access,
            ObjectionSettings objections,
            WebSection web,
            EvidenceSection evidence,
            HooksSection hooks,
            RetentionSection retention,
            List<RegisterSection> registers) {}

    private record GateSection(Mode mode) {}

    private record Numbers(String defaultAreaCode, String outsideLine, DialFormat dialFormat) {}

    private record Agi(
            String listen,
            List<String> switches,
            Duration headerTime,
            Duration decisionTime,
            Duration replyTime,
            int sessionsMax,
            int decisionsMax,
            Duration drainTime,
            int backlog) {}

    private record Ledger(
            String url,
            String user,
            String passwordFile,
            int connections,
            LedgerSync sync,
            int historiesMax,
            Duration memory,
            Duration appendTime,
            Duration busyTime,
            int queueMax,
            int denialsMax,
            int readers) {

        SharedLedger shared() {
            return new SharedLedger(url, user, passwordFile, connections);
        }
    }

    private record Knowledge(Duration followEvery, Duration freshFor) {}

    private record Recordings(String folder, String keep) {}

    private record Centre(String name) {}

    private final YamlFile yaml;
    private final Path path;

    private SettingsReader(YamlFile yaml, Path path) {
        this.yaml = yaml;
        this.path = path;
    }

    /// Reads a settings file.
    ///
    /// @throws ConfigException of one line, when anything in it is not as it should be
    public static Settings read(Path file) {
        Path path = file.toAbsolutePath().normalize();
        return new SettingsReader(YamlFile.open(file), path).settings();
    }

    private Settings settings() {
        ObjectNode defaults = YamlFile.builtIn(DEFAULTS).as(ObjectNode.class);
        ObjectNode merged = merge(defaults, yaml.as(ObjectNode.class));
        ObjectNode watch = (ObjectNode) merged.get("watch");
        watch.set("switches", over(watch.path("usual-switch"), watch.path("switches")));
        ObjectNode accounting = (ObjectNode) merged.get("accounting");
        accounting.set(
                "packages", over(accounting.path("usual-package"), accounting.path("packages")));
        SettingsFile file = yaml.bind(merged, SettingsFile.class, "");
        Path state = path.resolveSibling(file.state()).normalize();
        Policies policies = policies(file.policy());
        Schedule schedule =
                at(
                        "/retention",
                        () -> file.retention().schedule(file.recordings().keep(), policies));
        SqliteSettings bounds = at("/ledger", () -> ledger(file.ledger(), state, policies));
        return new Settings(
                merged,
                state,
                policies,
                file.gate().mode(),
                at("/numbers", () -> plan(file.numbers(), policies)),
                file.numbers().dialFormat(),
                registers(file.registers()),
                at("/agi", () -> agi(file.agi())),
                bounds,
                at(
                        "/ledger",
                        () -> file.ledger().shared().settings(bounds, state, path::resolveSibling)),
                file.knowledge().followEvery(),
                file.knowledge().freshFor(),
                at("/watch", () -> file.watch().settings()),
                file.watch().switches().stream()
                        .collect(
                                Collectors.toUnmodifiableMap(
                                        WatchSection.Switch::name,
                                        each -> path.resolveSibling(each.secretFile()))),
                at("/recordings", () -> recordings(file.recordings(), schedule)),
                at("/centre", () -> centre(file.centre())),
                at("/accounting", file.accounting()::settings),
                file.lists().secondPerson(),
                at("/access", file.access()::settings),
                file.objections(),
                at("/web", () -> file.web().settings(SettingsReader::address, this::beside)),
                at("/evidence", () -> file.evidence().settings(state, this::beside)),
                at("/hooks", file.hooks()::setup),
                schedule);
    }

    /// The defaults with what the file says instead; each entry of a list over the first default
    /// entry.
    private static ObjectNode merge(ObjectNode defaults, ObjectNode file) {
        ObjectNode merged = defaults.deepCopy();
        for (Map.Entry<String, JsonNode> field : file.properties()) {
            merged.set(field.getKey(), merge(defaults.get(field.getKey()), field.getValue()));
        }
        return merged;
    }

    private static JsonNode merge(@Nullable JsonNode usual, JsonNode given) {
        if (usual instanceof ObjectNode defaults && given instanceof ObjectNode file) {
            return merge(defaults, file);
        }
        if (usual instanceof ArrayNode list
                && list.path(0) instanceof ObjectNode entry
                && given instanceof ArrayNode file) {
            return over(entry, file);
        }
        return given;
    }

    /// Each entry of a list with what it leaves out as usual.
    private static ArrayNode over(JsonNode usual, JsonNode list) {
        ArrayNode merged = JsonNodeFactory.instance.arrayNode();
        list.forEach(each -> merged.add(merge(usual, each)));
        return merged;
    }

    private Policies policies(String policy) {
        return policy.endsWith(".yaml") || policy.endsWith(".yml")
                ? PolicyReader.read(path.resolveSibling(policy))
                : at("/policy", () -> PolicyReader.builtIn(policy));
    }

    private static NumberPlan plan(Numbers numbers, Policies policies) {
        return new NumberPlan(
                policies.numbering(),
                new NumberPlan.Settings(
                        Optional.of(numbers.defaultAreaCode()).filter(code -> !code.isEmpty()),
                        oneCharacter("outside-line", numbers.outsideLine())));
    }

    private static AgiSettings agi(Agi agi) {
        return new AgiSettings(
                address(agi.listen()),
                agi.switches(),
                agi.headerTime(),
                agi.decisionTime(),
                agi.replyTime(),
                agi.sessionsMax(),
                agi.decisionsMax(),
                agi.drainTime(),
                agi.backlog());
    }

    /// The longest life of an attempt is the policy's; the ledger needs it to know which outcomes
    /// come too late.
    private static SqliteSettings ledger(Ledger ledger, Path state, Policies policies) {
        for (Policy policy : policies.all()) {
            Duration longest = longest(policy);
            if (ledger.memory().compareTo(longest) < 0) {
                throw new IllegalArgumentException(
                        "memory: "
                                + ledger.memory().toDays()
                                + " days (expected: at least the "
                                + longest.toDays()
                                + " that the policy looks back)");
            }
        }
        return new SqliteSettings(
                state.resolve("ledger.db"),
                ledger.sync(),
                ledger.historiesMax(),
                ledger.memory(),
                policies.at(Instant.EPOCH).policy().attemptMax(),
                ledger.appendTime(),
                ledger.busyTime(),
                ledger.queueMax(),
                ledger.denialsMax(),
                ledger.readers());
    }

    /// How far a policy looks back: a forgotten attempt would no longer count.
    private static Duration longest(Policy policy) {
        LocalDate leapYear = LocalDate.of(2028, 1, 1);
        Duration offerDays =
                Duration.ofDays(
                        ChronoUnit.DAYS.between(leapYear, leapYear.plus(policy.offerPeriod())));
        return offerDays.compareTo(policy.period()) > 0 ? offerDays : policy.period();
    }

    private RecordingSettings recordings(Recordings recordings, Schedule schedule) {
        Optional<Path> folder =
                Optional.of(recordings.folder())
                        .filter(text -> !text.isBlank())
                        .map(text -> path.resolveSibling(text).normalize());
        return new RecordingSettings(schedule.keep(Kept.RECORDINGS), folder);
    }

    private static String centre(Centre centre) {
        if (centre.name().length() > NAME_MAX
                || centre.name().chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException(
                    "name: '"
                            + centre.name()
                            + "' (expected: at most "
                            + NAME_MAX
                            + " characters)");
        }
        return centre.name().strip();
    }

    private Path beside(Path file) {
        return path.resolveSibling(file).normalize();
    }

    private static InetSocketAddress address(String listen) {
        int colon = listen.lastIndexOf(':');
        try {
            int port = Integer.parseInt(listen.substring(colon + 1));
            return new InetSocketAddress(
                    InetAddress.getByName(listen.substring(0, Math.max(colon, 0))), port);
        } catch (IllegalArgumentException | UnknownHostException e) {
            throw new IllegalArgumentException(
                    "listen: " + listen + " (expected: address:port, such as 127.0.0.1:4573)", e);
        }
    }

    private List<RegisterSettings> registers(List<RegisterSection> registers) {
        List<RegisterSettings> settings = new ArrayList<>();
        for (int i = 0; i < registers.size(); i++) {
            RegisterSection register = registers.get(i);
            settings.add(at("/registers/" + i, () -> register.settings(path)));
        }
        List<String> names = settings.stream().map(RegisterSettings::name).toList();
        if (names.isEmpty() || Set.copyOf(names).size() != names.size()) {
            throw yaml.refusal(
                    "/registers", "registers: " + names + " (expected: at least one, each once)");
        }
        List<Path> inboxes =
                settings.stream()
                        .flatMap(register -> register.upkeep().inbox().stream())
                        .map(InboxSettings::folder)
                        .toList();
        if (Set.copyOf(inboxes).size() != inboxes.size()) {
            throw yaml.refusal(
                    "/registers", "inbox: " + inboxes + " (expected: another for each register)");
        }
        return settings;
    }

    static Optional<Character> oneCharacter(String key, String text) {
        if (text.length() > 1) {
            throw new IllegalArgumentException(
                    key + ": " + text + " (expected: one character, or none)");
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text.charAt(0));
    }

    /// Builds a part; what it refuses is told with its place in the file.
    private <T> T at(String pointer, Supplier<T> part) {
        try {
            return part.get();
        } catch (ConfigException | IllegalArgumentException | RegisterRefused e) {
            throw yaml.refusal(pointer, String.valueOf(e.getMessage()));
        }
    }
}
