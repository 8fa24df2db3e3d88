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

/// `block add`: blocks a number, or all that begin so.
@Command(name = "add", description = "Block a number, or a prefix.")
final class BlockAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(
            paramLabel = "NUMBER",
            description = "A number, or a prefix with a star: '070-174*'.")
    private String number = "";

    @Option(
            names = "--list",
            defaultValue = "centre",
            description = "centre, deceased or principal (default: centre).")
    private String list = "";

    @Option(names = "--principal", paramLabel = "ID", description = "Whose list it is.")
    private Optional<String> principal = Optional.empty();

    @Option(
            names = "--expires",
            paramLabel = "WHEN",
            description = "A date (its 00:00) or a time with its offset (default: never).")
    private Optional<String> expires = Optional.empty();

    BlockAddCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put(number.endsWith("*") ? "prefix" : "number", number);
        fields.put("list", list);
        principal.ifPresent(id -> fields.put("principal", id));
        expires.ifPresent(when -> fields.put("expires", when));
        return new Entries(common, who, output).add(ListKind.BLOCKS, fields);
    }
}
