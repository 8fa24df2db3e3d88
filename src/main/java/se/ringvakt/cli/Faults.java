package se.ringvakt.cli;

import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import se.ringvakt.access.AccessRefused;
import se.ringvakt.config.ConfigException;
import se.ringvakt.evidence.EvidenceException;
import se.ringvakt.ledger.LedgerException;
import se.ringvakt.lint.DialplanException;
import se.ringvakt.register.RegisterRefused;
import se.ringvakt.site.Mistyped;
import se.ringvakt.site.Unreachable;
import se.ringvakt.wash.WashRefused;

/// Turns whatever a command throws into one line and an exit code.
final class Faults implements IExecutionExceptionHandler, IParameterExceptionHandler {
    static final String DEBUG = "--debug";

    @Override
    public int handleParseException(ParameterException problem, String[] args) {
        CommandLine command = problem.getCommandLine();
        List<String> near =
                problem instanceof UnmatchedArgumentException unmatched
                        ? unmatched.getSuggestions()
                        : List.of();
        String hint = near.isEmpty() ? "" : " (did you mean: " + String.join(", ", near) + ")";
        say(command, message(problem) + hint + "; see --help");
        return ExitCode.USAGE.code();
    }

    @Override
    public int handleExecutionException(Exception problem, CommandLine command, ParseResult given) {
        if (command.getParseResult().hasMatchedOption(DEBUG)) {
            problem.printStackTrace(command.getErr());
        }
        return switch (problem) {
            case Mistyped mistyped ->
                    handleParseException(misuse(mistyped, command), new String[0]);
            case ConfigException _, RegisterRefused _, DialplanException _, WashRefused _ -> {
                say(command, message(problem));
                yield ExitCode.REFUSED.code();
            }
            case AccessRefused refused -> {
                say(command, message(problem));
                yield (refused.kind() == AccessRefused.Kind.BUSY
                                ? ExitCode.UNAVAILABLE
                                : ExitCode.REFUSED)
                        .code();
            }
            case LedgerException _, Unreachable _, EvidenceException _ -> {
                say(command, message(problem));
                yield ExitCode.UNAVAILABLE.code();
            }
            default -> {
                say(command, "a fault in the program: " + problem + " (--debug shows where)");
                yield ExitCode.FAULT.code();
            }
        };
    }

    /// What was typed for an option is named as the option is.
    private static ParameterException misuse(Mistyped mistyped, CommandLine command) {
        boolean option = command.getCommandSpec().optionsMap().containsKey("--" + mistyped.key());
        return new ParameterException(command, (option ? "--" : "") + message(mistyped), mistyped);
    }

    private static String message(Exception problem) {
        return Objects.requireNonNullElse(problem.getMessage(), problem.toString());
    }

    /// One line, whatever the message was.
    private static void say(CommandLine command, String message) {
        PrintWriter err = command.getErr();
        err.println(
                command.getCommandSpec().qualifiedName()
                        + ": "
                        + message.strip().replaceAll("\\s*[\\r\\n]+\\s*", "; "));
        err.flush();
    }
}
