package se.ringvakt.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.ListKind;

/// `consent add`: records a consent.
@Command(name = "add", description = "Record a consent to be called by a principal.")
final class ConsentAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "The consumer's number.")
    private String number = "";

    @Option(names = "--principal", required = true, paramLabel = "ID", description = "To whom.")
    private String principal = "";

    @Option(
            names = "--proof",
            required = true,
            paramLabel = "TEXT",
            description = "Where the proof of it is kept.")
    private String proof = "";

    @Option(
            names = "--given",
            paramLabel = "WHEN",
            description = "A date (its 00:00) or a time with its offset (default: now).")
    private Optional<String> given = Optional.empty();

    ConsentAddCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("principal", principal);
        fields.put("proof", proof.strip());
        given.ifPresent(when -> fields.put("given", when));
        return new Entries(common, who, output).add(ListKind.CONSENTS, fields);
    }
}
