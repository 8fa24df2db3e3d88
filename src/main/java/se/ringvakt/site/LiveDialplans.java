package se.ringvakt.site;

import java.io.IOException;
import java.time.Duration;
import java.util.stream.Collectors;
import se.ringvakt.ami.DialplanLine;
import se.ringvakt.ami.LiveDialplan;
import se.ringvakt.config.ConfigException;
import se.ringvakt.config.Settings;
import se.ringvakt.lint.Dialplan;
import se.ringvakt.lint.DialplanSource;
import se.ringvakt.lint.Place.InSwitch;
import se.ringvakt.watch.SwitchSettings;

/// The dialplans of the switches that the settings name, asked for over their manager interfaces.
public final class LiveDialplans implements DialplanSource {
    private static final Duration ANSWER_MAX = Duration.ofSeconds(20);

    private final Settings settings;

    public LiveDialplans(Settings settings) {
        this.settings = settings;
    }

    @Override
    public Dialplan read(String switchName) {
        SwitchSettings asked =
                settings.watchWithSecrets().switches().stream()
                        .filter(each -> each.name().equals(switchName))
                        .findFirst()
                        .orElseThrow(() ->
                                new ConfigException(
                                        "--live: "
                                                + switchName
                                                + " (expected: "
                                                + settings.switchSecrets().keySet().stream()
                                                        .sorted()
                                                        .collect(Collectors.joining(", "))
                                                + ")"));
        try {
            return dialplan(LiveDialplan.read(asked, ANSWER_MAX));
        } catch (IOException e) {
            throw new Unreachable("switch " + e.getMessage(), e);
        }
    }

    public static Dialplan dialplan(LiveDialplan live) {
        Dialplan.Builder plan = new Dialplan.Builder();
        live.globals().forEach(plan::global);
        for (DialplanLine line : live.lines()) {
            add(plan, line);
        }
        return plan.build();
    }

    private static void add(Dialplan.Builder plan, DialplanLine line) {
        InSwitch context = new InSwitch(line.context(), "", 0);
        plan.context(line.context(), context);
        if (!line.include().isEmpty()) {
            plan.include(line.context(), line.include().split("[,|]", 2)[0], context);
        } else if (!line.switchTo().isEmpty()) {
            plan.switchTo(line.context(), line.switchTo(), context);
        } else if (!line.hint() && !line.application().isEmpty()) {
            InSwitch place = new InSwitch(line.context(), line.extension(), line.priority());
            plan.step(
                    line.context(),
                    line.extension(),
                    new Dialplan.Step(
                            line.priority(), line.label(), line.application(), line.data(), place));
        }
    }
}
