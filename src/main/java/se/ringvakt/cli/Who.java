package se.ringvakt.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import se.ringvakt.access.Caller;
import se.ringvakt.register.Act;
import se.ringvakt.register.RegisterRefused;

/// In whose name a change is recorded.
final class Who {
    private final Host host;

    /// Replaced by that of the command.
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--who",
            paramLabel = "NAME",
            description = "In whose name it is recorded (default: the system's user).")
    private Optional<String> name = Optional.empty();

    Who(Host host) {
        this.host = host;
    }

    String name() {
        return name.filter(given -> !given.isBlank()).orElse(host.user());
    }

    /// A change of the lists by hand. Whoever the system says it is always stands there; a name
    /// that was given stands before it.
    Act act(String what) {
        try {
            return Act.of(both(), what);
        } catch (RegisterRefused e) {
            throw misuse("--who: " + e.getMessage());
        }
    }

    private String both() {
        String user = host.user();
        return name().equals(user) ? user : name() + " (" + user + ")";
    }

    /// The same, as the audit log names them.
    Caller caller() {
        return Caller.system(both());
    }

    /// Who the operating system says it is, where that decides.
    String user() {
        if (name.isPresent()) {
            throw misuse(
                    "--who: "
                            + name.get()
                            + " (expected: none; lists.second-person goes by the system's user, "
                            + host.user()
                            + ")");
        }
        return host.user();
    }

    private ParameterException misuse(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
