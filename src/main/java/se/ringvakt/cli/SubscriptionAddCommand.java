package se.ringvakt.cli;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import se.ringvakt.register.ListKind;

/// `subscription add`: records whose telephone a number is.
@Command(
        name = "add",
        description = "Record whose telephone a number is; replaces what was recorded.")
final class SubscriptionAddCommand implements Callable<Integer> {
    @Mixin private final Common common;
    @Mixin private final Who who;
    @Mixin private final Output output = new Output();

    @Parameters(paramLabel = "NUMBER", description = "The number.")
    private String number = "";

    @Option(
            names = "--kind",
            required = true,
            description = "consumer, sole-trader (an active one) or company.")
    private String kind = "";

    SubscriptionAddCommand(Host host) {
        common = new Common(host);
        who = new Who(host);
    }

    @Override
    public Integer call() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("number", number);
        fields.put("kind", kind);
        return new Entries(common, who, output).add(ListKind.SUBSCRIPTIONS, fields);
    }
}
