package se.ringvakt.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.access.Caller;
import se.ringvakt.access.UserName;
import se.ringvakt.call.Campaign;
import se.ringvakt.call.NumberPlan;
import se.ringvakt.call.PhoneNumber;
import se.ringvakt.call.PrincipalId;
import se.ringvakt.ledger.CampaignStore.Campaigns;
import se.ringvakt.site.Site;
import se.ringvakt.site.Typed;
import se.ringvakt.view.Words;

/// What every command has: the settings file, and how it says that it was misused.
final class Common {
    private final Host host;

    /// Replaced by that of the command.
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The settings file (default: $RINGVAKT_CONFIG, else "
                            + "./ringvakt.yaml, else /etc/ringvakt/ringvakt.yaml).")
    private Optional<Path> config = Optional.empty();

    Common(Host host) {
        this.host = host;
    }

    Host host() {
        return host;
    }

    /// Opens the installation; the caller closes it.
    Site open() {
        return open(Optional.empty());
    }

    /// Opens the installation that this file describes, or that of the options.
    Site open(Optional<Path> file) {
        return host.sites().open(settings(file));
    }

    Path settings(Optional<Path> file) {
        return host.settings(file.or(() -> config));
    }

    /// Whoever runs the command, as the audit log names them.
    Caller caller() {
        return Caller.system(host.user());
    }

    /// A refusal of the command line.
    ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }

    /// The same, for a reason met on the way.
    ParameterException misuse(String message, RuntimeException cause) {
        return new ParameterException(spec.commandLine(), message, cause);
    }

    /// A number as it was typed.
    PhoneNumber number(String typed, NumberPlan plan) {
        return Typed.number(typed, plan);
    }

    /// A campaign that there is.
    Campaign campaign(String id, Campaigns campaigns) {
        return Typed.campaign(id, campaigns);
    }

    /// A principal that there is.
    PrincipalId principal(String id, Campaigns campaigns) {
        return Typed.principal(id, campaigns);
    }

    /// One of an enum's words, such as `agent-api`.
    <E extends Enum<E>> E one(String key, String word, Class<E> of) {
        List<E> all = List.of(of.getEnumConstants());
        return all.stream()
                .filter(each -> Words.of(each).equals(word.strip().toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        misuse(
                                key
                                        + ": "
                                        + word
                                        + " (expected: "
                                        + all.stream()
                                                .map(Words::of)
                                                .collect(Collectors.joining(", "))
                                        + ")"));
    }

    /// A user's name as it was typed.
    UserName userName(String typed) {
        try {
            return UserName.of(typed);
        } catch (AccessRefused e) {
            throw misuse(String.valueOf(e.getMessage()), e);
        }
    }
}
